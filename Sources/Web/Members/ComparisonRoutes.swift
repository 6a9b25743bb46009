import Domain
import Markup
import Pages
import UseCases
import Wording

/// 会员比对.
struct ComparisonRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/comparisons", .requires(.compareMembers)) { exchange in
            .page(try await Self.list(exchange))
        }
        table.post("/members/comparisons", .requires(.compareMembers), .file) { exchange in
            try await Self.compare(exchange)
        }
        table.get("/members/comparisons/new", .requires(.compareMembers)) { exchange in
            .page(try await Self.upload(exchange, nil))
        }
        table.get("/members/comparisons/template", .requires(.compareMembers), .file) { exchange in
            let bytes = try await MemberComparisons(exchange.platform).template(try exchange.occasion())
            return .download(
                Answer.File(name: ComparisonWorkbook.templateFileName, mediaType: MediaType.xlsx, bytes: bytes))
        }
        table.get("/members/comparisons/:id", .requires(.compareMembers)) { exchange in try await Self.one(exchange) }
        table.get("/members/comparisons/:id/columns", .requires(.compareMembers)) { exchange in
            .page(try await Self.columns(exchange, nil))
        }
        table.post("/members/comparisons/:id/columns", .requires(.compareMembers)) { exchange in
            try await Self.arrange(exchange)
        }
        table.post("/members/comparisons/:id/discard", .requires(.compareMembers)) { exchange in
            try await MemberComparisons(exchange.platform).discard(
                try exchange.id("id", MemberComparison.self), try exchange.occasion())
            try await exchange.flash("已放弃本次比对，会员名册没有改动。")
            return .seeOther(Path.comparison(.new).url)
        }
        table.post("/members/comparisons/:id/decisions", .requires(.compareMembers)) { exchange in
            try await Self.decide(exchange)
        }
        table.get("/members/comparisons/:id/results/file", .requires(.compareMembers), .file) { exchange in
            try await HeldFile.download(.comparison(try exchange.id("id"), .results), exchange)
        }
        table.get("/members/comparisons/:id/new-people", .requires(.compareMembers), .file) { exchange in
            let file = try await MemberComparisons(exchange.platform).newPeople(
                try exchange.id("id"), try exchange.occasion())
            return .download(Answer.File(name: file.fileName, mediaType: MediaType.xlsx, bytes: file.bytes))
        }
        table.get("/members/comparisons/:id/missing", .requires(.compareMembers), .file) { exchange in
            try await HeldFile.download(.comparison(try exchange.id("id"), .missing), exchange)
        }
        table.get("/members/comparisons/:id/faults", .requires(.compareMembers), .file) { exchange in
            let file = try await MemberComparisons(exchange.platform).faults(
                try exchange.id("id"), try exchange.occasion())
            return .download(Answer.File(returned: file))
        }
    }

    // MARK: List and upload

    private static func list(_ exchange: Exchange) async throws -> HTML {
        typealias Field = ComparisonsPage.Field
        let query = exchange.query
        let filter = ComparisonFilter(
            fileName: query.text(Field.fileName), account: query.text(Field.account),
            state: MemberComparison.State(rawValue: query[Field.state]))
        let list = try await MemberComparisons(exchange.platform).list(
            filter,
            page: ListPage(number: query.integer(Field.page) ?? 1, size: query.integer(Field.size) ?? 20),
            try exchange.occasion())
        return ComparisonsPage(
            exchange.frame(.organisation), list.comparisons,
            PageWindow(number: list.page.number, size: list.page.size, total: list.total), filter: filter
        ).html
    }

    /// - Parameter form: what was sent and refused; nil for a fresh form, in which what is usual is chosen.
    private static func upload(_ exchange: Exchange, _ form: FormState?) async throws -> HTML {
        typealias Field = MemberImportPage.Field
        let choices = try await MemberComparisons(exchange.platform).choices(try exchange.occasion())
        var fresh = FormState()
        let enterprises = choices.enterprises
        fresh[ComparisonUploadPage.Field.extent] =
            (enterprises.count > 1 ? ComparisonExtent.unit : .wholeUnion).rawValue
        if let only = enterprises.first, enterprises.count == 1 {
            fresh[Field.category] = MemberCategory.enterprise.rawValue
            fresh[Field.enterprise] = only.id.description
        }
        return ComparisonUploadPage(
            exchange.frame(.organisation), enterprises: enterprises, flexibleKinds: choices.flexibleKinds,
            form: form ?? fresh
        ).html
    }

    private static func compare(_ exchange: Exchange) async throws -> Answer {
        typealias Field = MemberImportPage.Field
        var errors = FieldErrors()
        let extent = ComparisonExtent(rawValue: exchange.form[ComparisonUploadPage.Field.extent])
        if extent == nil { errors.add(ComparisonUploadPage.Field.extent, "请选择名册包含哪些会员") }
        do {
            let importClass = try MemberImportRoutes.importClass(exchange.form)
            guard let file = exchange.form.file(Field.file) else { throw MemberFileRefusal.missing }
            if let extent {
                let id = try await MemberComparisons(exchange.platform).compare(
                    MemberImports.Upload(name: file.name, bytes: file.bytes), as: importClass, extent,
                    waiting: .short, try exchange.occasion())
                return .seeOther(Path.comparison(.one(id)).url)
            }
        } catch let problem as ImportTargetProblem {
            errors.add(MemberImportRoutes.field(of: problem), problem.wording)
        } catch let refusal as MemberFileRefusal {
            errors.add(Field.file, refusal.wording)
        }
        return .page(try await upload(exchange, exchange.state(errors)), status: 422)
    }

    // MARK: Columns

    private static func columns(_ exchange: Exchange, _ form: FormState?) async throws -> HTML {
        let columns = try await MemberComparisons(exchange.platform).columns(
            of: try exchange.id("id"), sheet: ChosenColumns(exchange).sheet, try exchange.occasion())
        return RosterColumnsPage(
            exchange.frame(.organisation), .comparison(columns.comparison), columns.layout, samples: columns.samples,
            sheets: columns.sheets, form: form
        ).html
    }

    private static func arrange(_ exchange: Exchange) async throws -> Answer {
        let chosen = ChosenColumns(exchange)
        var errors = FieldErrors()
        do {
            let id = try await MemberComparisons(exchange.platform).arrange(
                try exchange.id("id"), chosen.positions, sheet: chosen.sheet, waiting: .short,
                try exchange.occasion())
            return .seeOther(Path.comparison(.one(id)).url)
        } catch let problem as ColumnLayoutProblem {
            errors.add(problem)
        } catch let refusal as MemberFileRefusal {
            errors.add(refusal.wording)
        }
        return .page(try await columns(exchange, exchange.state(errors)), status: 422)
    }

    // MARK: One comparison

    /// What has been found, how far it is, or first of all the columns.
    private static func one(_ exchange: Exchange) async throws -> Answer {
        let model = try await model(exchange)
        guard model.comparison.state != .arranging else {
            return .seeOther(Path.comparison(.columns(model.comparison.id)).url)
        }
        return .page(ComparisonPage(exchange.frame(.organisation), model).html)
    }

    private static func model(_ exchange: Exchange) async throws -> ComparisonPage.Model {
        typealias Field = ComparisonPage.Field
        let query = exchange.query
        let after = max(0, query.integer(Field.after) ?? 0)
        let asked = ComparisonPart(rawValue: query[Field.part])
        let planned = asked == nil ? nil : ComparisonDecision(rawValue: query[Field.planned])
        let group = asked == .failed ? MemberProblem.Repair(rawValue: query[Field.group]) : nil
        func read(_ part: ComparisonPart) async throws -> MemberComparisons.Sheet {
            try await MemberComparisons(exchange.platform).sheet(
                try exchange.id("id"), part, planned, mendedBy: group, after: after, try exchange.occasion())
        }
        var part = asked ?? .new
        var sheet = try await read(part)
        // The first group that holds somebody.
        let held = ComparisonPart.allCases.first { sheet.comparison.counts[$0] > 0 }
        if asked == nil, let held, held != part {
            part = held
            sheet = try await read(part)
        }
        return ComparisonPage.Model(
            comparison: sheet.comparison, enterprise: sheet.enterpriseName, flexibleKind: sheet.flexibleKind,
            holding: sheet.holding, tallies: sheet.tallies, reserve: sheet.reserve, part: part, planned: planned,
            groups: sheet.groups.map { ImportRunPage.Group($0.repair, rows: $0.rows) }, group: group,
            file: sheet.layout == nil ? .gone : .kept, layout: sheet.layout,
            progress: sheet.progress.map { .init($0.task, done: $0.done, total: $0.total) }, held: sheet.held,
            after: after,
            lines: sheet.lines.map { ComparisonPage.Line($0) }, next: sheet.next)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        typealias Field = ComparisonPage.Field
        let form = exchange.form
        let id = try exchange.id("id", MemberComparison.self)
        guard let part = ComparisonPart(rawValue: form[Field.part]) else { throw Refusal.notFound }
        var choice = MemberComparisons.Choice.lines(form.all(Field.line).compactMap { ID<ComparisonLine>($0) })
        var word = form[Field.chosen]
        if let one = form.text(Field.one) {
            let halves = one.split(separator: ":", maxSplits: 1).map(String.init)
            guard halves.count == 2, let line = ID<ComparisonLine>(halves[0]) else { throw Refusal.notFound }
            (choice, word) = (.lines([line]), halves[1])
        } else if let all = form.text(Field.all) {
            (choice, word) = (all == Field.undo ? .decided : .undecided, all)
        }
        let decision = ComparisonDecision(rawValue: word)
        guard decision != nil || word == Field.undo else { throw Refusal.notFound }
        let noted = try await MemberComparisons(exchange.platform).decide(
            decision, choice, of: part, in: id, try exchange.occasion())
        if noted == 0 {
            // Who has a namesake in the file is never taken along with all.
            try await exchange.flash(
                form.text(Field.all) != nil && word != Field.undo
                    ? "剩下的人在文件中都有同名的人，没有一起选定，请逐人核对证件号码。" : "没有选中可以处理的人，请先勾选。")
        }
        return .seeOther(
            ComparisonPage.url(
                id, part, planned: ComparisonDecision(rawValue: form[Field.planned]),
                after: form.integer(Field.after) ?? 0))
    }
}

extension ComparisonPage.Line {
    init(_ line: MemberComparisons.Line) {
        self.init(
            id: line.id, row: line.row, member: line.member, name: line.name, documentType: line.documentType,
            document: line.document, phone: line.phone, workplace: line.workplace, outcome: line.outcome,
            changes: line.changes, problems: line.findings.map(\.problem), repair: line.repair,
            namesakeRow: line.namesakeRow,
            decision: line.decision, effect: line.effect)
    }
}
