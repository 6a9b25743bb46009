import Domain
import Markup
import Pages
import UseCases
import Wording

/// 字典管理, kept by the centre.
struct DictionaryRoutes: RouteGroup {
    private typealias Field = DictionaryPage.Field

    func register(in table: inout RouteTable) {
        table.get("/dictionaries", .requires(.keepDictionaries)) { exchange in
            let dictionary = MemberDictionary(rawValue: exchange.query[Field.dictionary]) ?? .label
            return .page(try await Self.page(exchange, dictionary, FormState()))
        }
        table.post("/dictionaries", .requires(.keepDictionaries)) { exchange in
            try await Self.act(exchange, "新增") { dictionaries, dictionary, occasion in
                try await dictionaries.add(exchange.form[Field.name], to: dictionary, occasion)
            }
        }
        table.post("/dictionaries/names", .requires(.keepDictionaries)) { exchange in
            try await Self.act(exchange, "改名为") { dictionaries, dictionary, occasion in
                try await dictionaries.rename(
                    exchange.form[Field.code], of: dictionary, to: exchange.form[Field.name],
                    version: Self.version(exchange), occasion)
            }
        }
        table.post("/dictionaries/standings", .requires(.keepDictionaries)) { exchange in
            let standing = DictionaryEntry.Standing(rawValue: exchange.form[Field.standing]) ?? .retired
            return try await Self.act(exchange, standing == .retired ? "停用" : "恢复") {
                dictionaries, dictionary, occasion in
                try await dictionaries.set(
                    standing, of: exchange.form[Field.code], in: dictionary, version: Self.version(exchange), occasion)
            }
        }
        table.post("/dictionaries/places", .requires(.keepDictionaries)) { exchange in
            let move = DictionaryMove(rawValue: exchange.form[Field.move]) ?? .up
            return try await Self.act(exchange, "移动") { dictionaries, dictionary, occasion in
                try await dictionaries.move(
                    exchange.form[Field.code], of: dictionary, move, version: Self.version(exchange), occasion)
            }
        }
        // Refused forms stand at these addresses; loading them again begins anew.
        for pattern in ["/dictionaries/names", "/dictionaries/standings", "/dictionaries/places"] {
            table.get(pattern, .requires(.keepDictionaries)) { _ in .seeOther(Path.dictionary(.list).url) }
        }
    }

    private static func version(_ exchange: Exchange) -> Int { exchange.form.integer(Field.version) ?? 0 }

    private static func act(
        _ exchange: Exchange, _ verb: String,
        _ body: (Dictionaries, MemberDictionary, Occasion) async throws -> Dictionaries.Receipt
    ) async throws -> Answer {
        guard let dictionary = MemberDictionary(rawValue: exchange.form[Field.dictionary]) else {
            throw Refusal.notFound
        }
        do {
            let receipt = try await body(Dictionaries(exchange.platform), dictionary, try exchange.occasion())
            try await exchange.flash("\(dictionary.wording)：已\(verb)“\(receipt.name)”。")
            return .seeOther(Path.dictionary(.list).url((name: Field.dictionary, value: dictionary.rawValue)))
        } catch let refusal as DictionaryRefusal {
            var errors = FieldErrors()
            errors.add(Field.name, refusal.wording)
            return .page(try await page(exchange, dictionary, exchange.state(errors)), status: 422)
        }
    }

    private static func page(
        _ exchange: Exchange, _ dictionary: MemberDictionary, _ form: FormState
    ) async throws -> HTML {
        let sheet = try await Dictionaries(exchange.platform).sheet(dictionary, try exchange.occasion())
        return DictionaryPage(
            exchange.frame(.organisation),
            DictionaryPage.Model(
                dictionary, words: sheet.words.map { DictionaryPage.Word($0.entry, version: $0.version) },
                history: sheet.history.map {
                    DictionaryPage.Step(at: $0.at, account: $0.account, words: words($0))
                }, form: form)
        ).html
    }

    private static func words(_ step: Dictionaries.Step) -> String {
        let name = step.after ?? ""
        return switch step.act {
        case .add: "新增“\(name)”"
        case .rename: "“\(step.before ?? "")”改名为“\(name)”"
        case .move: "移动“\(name)”"
        case .retire: "停用“\(name)”"
        case .offer: "恢复“\(name)”"
        case nil: "其他修改"
        }
    }
}
