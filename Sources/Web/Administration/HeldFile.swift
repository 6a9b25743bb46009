import Domain
import Pages
import UseCases
import Wording

/// A file of results: taken out at once while its people are few, left for a second person when they are many.
enum HeldFile {
    case comparison(ID<MemberComparison>, MemberComparisons.PeopleFile)
    case memberBatch(ID<MemberBatch>)

    private typealias Field = HeldFilePage.Field

    /// Names of the files, as forms carry them.
    private enum Name: String {
        case results = "comparison-results"
        case missing = "comparison-missing"
        case batch = "member-batch"
    }

    /// The file that a form asks for.
    private init?(_ form: Form) {
        switch Name(rawValue: form[Field.file]) {
        case .results?:
            guard let id = ID<MemberComparison>(form[Field.of]) else { return nil }
            self = .comparison(id, .results)
        case .missing?:
            guard let id = ID<MemberComparison>(form[Field.of]) else { return nil }
            self = .comparison(id, .missing)
        case .batch?:
            guard let id = ID<MemberBatch>(form[Field.of]) else { return nil }
            self = .memberBatch(id)
        case nil: return nil
        }
    }

    /// The file, or the page that asks what for.
    static func download(_ file: HeldFile, _ exchange: Exchange) async throws -> Answer {
        do {
            return try await file.made(exchange)
        } catch let needed as ConsentNeeded {
            return .page(file.page(exchange.frame(.organisation), needed.people, FormState()).html)
        }
    }

    /// Asks a second person; a file that may be taken out alone after all is handed out.
    static func ask(_ exchange: Exchange) async throws -> Answer {
        guard let file = HeldFile(exchange.form) else { throw Refusal.notFound }
        do {
            return try await file.made(exchange)
        } catch let needed as ConsentNeeded {
            var errors = FieldErrors()
            let answer = try await exchange.askForConsent(
                file.selection, .masked, people: needed.people, conditions: [file.title], try exchange.occasion(),
                &errors)
            if let answer { return answer }
            let page = file.page(exchange.frame(.organisation), needed.people, exchange.state(errors))
            return .page(page.html, status: 422)
        }
    }

    private func made(_ exchange: Exchange) async throws -> Answer {
        let occasion = try exchange.occasion()
        switch self {
        case .comparison(let id, let part):
            let file = try await MemberComparisons(exchange.platform).file(part, of: id, occasion)
            return .download(Answer.File(name: file.fileName, mediaType: MediaType.xlsx, bytes: file.bytes))
        case .memberBatch(let id):
            let bytes = try await MemberBatches(exchange.platform).file(id, occasion)
            return .download(Answer.File(name: MemberBatchWorkbook.fileName, mediaType: MediaType.xlsx, bytes: bytes))
        }
    }

    private var selection: ExportRequests.Selection {
        switch self {
        case .comparison(let id, let part): .comparison(id, part)
        case .memberBatch(let id): .memberBatch(id)
        }
    }

    private func page(_ frame: PageFrame, _ people: Int, _ form: FormState) -> HeldFilePage {
        switch self {
        case .comparison(let id, let part):
            HeldFilePage(
                frame, .comparison, title: title, people: people,
                kept: [(Field.file, name.rawValue), (Field.of, id.description)],
                back: part == .results ? .comparison(.results(id)) : .comparison(.one(id)), form: form)
        case .memberBatch(let id):
            HeldFilePage(
                frame, .batch, title: title, people: people,
                kept: [(Field.file, name.rawValue), (Field.of, id.description)], back: .memberBatch(.one(id)),
                form: form)
        }
    }

    private var name: Name {
        switch self {
        case .comparison(_, .results): .results
        case .comparison(_, .missing): .missing
        case .memberBatch: .batch
        }
    }

    private var title: String {
        switch self {
        case .comparison(_, .results): "会员比对执行结果"
        case .comparison(_, .missing): "会员比对处理详情"
        case .memberBatch: "批量办理结果"
        }
    }
}
