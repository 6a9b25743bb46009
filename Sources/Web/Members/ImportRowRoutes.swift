import Domain
import Markup
import Pages
import UseCases
import Wording

/// Rows of an import that are corrected, repaired together, left out or taken back before the confirmation.
struct ImportRowRoutes: RouteGroup {
    private typealias Field = ImportRunPage.Field

    func register(in table: inout RouteTable) {
        table.get("/members/imports/:id/row", .requires(.importMembers)) { exchange in
            .page(try await Self.page(exchange))
        }
        table.post("/members/imports/:id/row", .requires(.importMembers)) { exchange in
            let (id, number) = try (exchange.id("id", MemberImport.self), Self.number(exchange.form))
            var texts: [MemberColumn: String] = [:]
            for column in MemberColumn.allCases {
                let field = ImportRowPage.field(column)
                if !exchange.form.all(field).isEmpty { texts[column] = exchange.form[field] }
            }
            let outcome = try await MemberImports(exchange.platform).edit(
                number, of: id, texts, try exchange.occasion())
            guard outcome != .failed else { return .seeOther(Self.back(exchange.form).url(id, row: number)) }
            return .seeOther(Self.back(exchange.form).url(id))
        }
        table.post("/members/imports/:id/rows", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            let edited = try await MemberImports(exchange.platform).edit(
                Self.typed(exchange.form), of: id, try exchange.occasion())
            if let target = exchange.form.text(Field.target) {
                guard let target = ImportTarget(text: target) else { throw Refusal.notFound }
                return .seeOther(target.url(id))
            }
            if edited.changed == 0 { try await exchange.flash("没有修改过的内容，未保存。") }
            return .seeOther(Self.back(exchange.form).url(id))
        }
        table.post("/members/imports/:id/names", .requires(.importMembers)) { exchange in
            try await Self.chooseNames(exchange)
        }
        table.post("/members/imports/:id/undo", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            guard let act = exchange.form.integer(Field.act) else { throw Refusal.notFound }
            do {
                let rows = try await MemberImports(exchange.platform).undo(
                    act, of: id, waiting: .short, try exchange.occasion())
                if let rows { try await exchange.flash("已撤销，\(rows) 行恢复为原来的内容。") }
            } catch Refusal.changedMeanwhile {
                try await exchange.flash("没有撤销：导入已经确认或取消，或者这一步之后又有改动。请核对现在的内容。")
            }
            return .seeOther(Self.back(exchange.form).url(id))
        }
        table.post("/members/imports/:id/omission", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            let imports = MemberImports(exchange.platform)
            try await Self.keepTyped(exchange, id)
            if let repair = MemberProblem.Repair(rawValue: exchange.form[Field.repair]) {
                try await imports.leaveOut(all: repair, of: id, waiting: .short, try exchange.occasion())
                return .seeOther(Self.back(exchange.form, from: repair).url(id))
            } else {
                let number = try Self.number(exchange.form)
                try await imports.leaveOut(number, of: id, try exchange.occasion())
            }
            return .seeOther(Self.back(exchange.form).url(id))
        }
        table.post("/members/imports/:id/restoration", .requires(.importMembers)) { exchange in
            let (id, number) = try (exchange.id("id", MemberImport.self), Self.number(exchange.form))
            try await MemberImports(exchange.platform).takeBack(number, of: id, try exchange.occasion())
            return .seeOther(Self.back(exchange.form).url(id))
        }
        table.post("/members/imports/:id/repair", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            guard let repair = MemberProblem.Repair(rawValue: exchange.form[Field.repair]) else {
                throw Refusal.notFound
            }
            try await Self.keepTyped(exchange, id)
            try await MemberImports(exchange.platform).repair(
                repair, of: id, waiting: .short, try exchange.occasion())
            return .seeOther(Self.back(exchange.form, from: repair).url(id))
        }
        table.post("/members/imports/:id/cancellation", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            try await MemberImports(exchange.platform).cancel(id, try exchange.occasion())
            try await exchange.flash("已停止写入，名册没有改动。")
            return .seeOther(Path.memberImportRun(id).url)
        }
    }

    private static func chooseNames(_ exchange: Exchange) async throws -> Answer {
        let (id, imports) = (try exchange.id("id", MemberImport.self), MemberImports(exchange.platform))
        try await keepTyped(exchange, id)
        if let choice = NameChoice(rawValue: exchange.form[Field.names]) {
            try await imports.choose(forAll: choice, of: id, waiting: .short, try exchange.occasion())
        } else {
            let parts = exchange.form[Field.name].split(separator: ":")
            guard parts.count == 2, let number = Int(parts[0]), let choice = NameChoice(rawValue: String(parts[1]))
            else { throw Refusal.notFound }
            try await imports.choose(choice, for: [number], of: id, try exchange.occasion())
        }
        return .seeOther(back(exchange.form).url(id))
    }

    /// Keeps what has been typed on the page whose button was pressed for something else.
    ///
    /// - Returns: whether there was something to keep.
    @discardableResult
    static func keepTyped(_ exchange: Exchange, _ id: ID<MemberImport>) async throws -> Bool {
        let typed = typed(exchange.form)
        guard !typed.isEmpty else { return false }
        let edited = try await MemberImports(exchange.platform).edit(
            typed, of: id, try exchange.occasion().further("cells"))
        return edited.changed > 0
    }

    /// The cells of a page that no longer say what they said when it was made.
    private static func typed(_ form: Form) -> [Int: [MemberColumn: String]] {
        var typed: [Int: [MemberColumn: String]] = [:]
        for value in form.values {
            let parts = value.name.split(separator: "-")
            guard parts.count == 3, parts[0] == "cell", let row = Int(parts[1]), row > 0,
                let column = Int(parts[2]).flatMap(MemberColumn.init)
            else { continue }
            // A field holds one line; a cell of the file may have been several.
            let former = form[Field.former(row, column)].filter { !$0.isNewline }
            if value.value != former { typed[row, default: [:]][column] = value.value }
        }
        return typed
    }

    private static func number(_ form: Form) throws -> Int {
        guard let number = form.integer(Field.number) else { throw Refusal.notFound }
        return number
    }

    static func back(_ form: Form) -> ImportRowPage.Back {
        ImportRowPage.Back(
            rows: ImportRows(rawValue: form[Field.rows]), group: MemberProblem.Repair(rawValue: form[Field.group]),
            after: max(0, form.integer(Field.after) ?? 0))
    }

    /// The same page after an act on a whole group, of which nothing may be left to look at.
    private static func back(_ form: Form, from repair: MemberProblem.Repair) -> ImportRowPage.Back {
        guard MemberProblem.Repair(rawValue: form[Field.group]) == repair else { return back(form) }
        return ImportRowPage.Back(rows: ImportRows(rawValue: form[Field.rows]), group: nil, after: 0)
    }

    private static func page(_ exchange: Exchange) async throws -> HTML {
        let edited = try await MemberImports(exchange.platform).row(
            try number(exchange.query), of: try exchange.id("id"), try exchange.occasion())
        return ImportRowPage(
            exchange.frame(.organisation),
            ImportRowPage.Model(
                memberImport: edited.memberImport, row: edited.row, problems: edited.problems,
                outcome: edited.outcome, isLeftOut: edited.isLeftOut, suggestion: edited.suggestion,
                words: words(edited.vocabulary), back: back(exchange.query))
        ).html
    }

    static func words(_ vocabulary: Vocabulary) -> [MemberColumn: [String]] {
        [
            .documentType: DocumentType.allCases.map(\.wording), .sex: Sex.allCases.map(\.wording),
            .label: vocabulary[.label].map(\.name), .household: vocabulary[.household].map(\.name),
            .post: vocabulary[.post].map(\.name),
        ]
    }
}
