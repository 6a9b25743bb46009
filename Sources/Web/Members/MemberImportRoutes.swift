import Domain
import Markup
import Pages
import UseCases
import Wording

/// 下载模板, 导入会员, 查看导入结果.
struct MemberImportRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/template", .requires(.importMembers), .file) { exchange in
            let bytes = try await MemberImports(exchange.platform).template(try exchange.occasion())
            return .download(
                Answer.File(name: MemberWorkbook.fileName, mediaType: MediaType.xlsx, bytes: bytes))
        }
        table.get("/members/import", .requires(.importMembers)) { exchange in
            .page(try await Self.choose(exchange, nil))
        }
        table.post("/members/import", .requires(.importMembers), .file) { exchange in try await Self.stage(exchange) }
        table.get("/members/imports", .requires(.importMembers)) { exchange in
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            let runs = try await MemberImports(exchange.platform).runs(page, try exchange.occasion())
            let window = PageWindow(number: runs.page.number, size: runs.page.size, total: runs.total)
            return .page(MemberImportsPage(exchange.frame(.organisation), runs.imports, window).html)
        }
        table.get("/members/imports/:id", .requires(.importMembers)) { exchange in
            try await Self.run(exchange)
        }
        table.post("/members/imports/:id/confirmation", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            // What nobody has seen checked is not confirmed.
            guard try await !ImportRowRoutes.keepTyped(exchange, id) else {
                try await exchange.flash("刚才填写的内容已保存并重新检查，还没有导入。请核对后再确认。")
                return .seeOther(ImportRowRoutes.back(exchange.form).url(id))
            }
            _ = try await MemberImports(exchange.platform).confirm(id, waiting: .short, try exchange.occasion())
            return .seeOther(Path.memberImportRun(id).url)
        }
        table.post("/members/imports/:id/discard", .requires(.importMembers)) { exchange in
            let id = try exchange.id("id", MemberImport.self)
            try await MemberImports(exchange.platform).discard(id, try exchange.occasion())
            try await exchange.flash("已放弃本次导入，会员名册没有改动。")
            return .seeOther(Path.memberImport.url)
        }
        table.get("/members/imports/:id/columns", .requires(.importMembers)) { exchange in
            .page(try await Self.columns(exchange, nil))
        }
        table.post("/members/imports/:id/columns", .requires(.importMembers)) { exchange in
            try await Self.arrange(exchange)
        }
        table.get("/members/imports/:id/failures", .requires(.importMembers), .file) { exchange in
            let file = try await MemberImports(exchange.platform).failedRows(
                try exchange.id("id", MemberImport.self), try exchange.occasion())
            return .download(Answer.File(returned: file))
        }
    }

    // MARK: Upload

    private typealias Field = MemberImportPage.Field

    /// - Parameter form: what was sent and refused; nil for a fresh form, in which an only enterprise is chosen.
    private static func choose(_ exchange: Exchange, _ form: FormState?) async throws -> HTML {
        let choices = try await MemberImports(exchange.platform).choices(try exchange.occasion())
        var fresh = FormState()
        if let only = choices.enterprises.first, choices.enterprises.count == 1 {
            fresh[Field.category] = MemberCategory.enterprise.rawValue
            fresh[Field.enterprise] = only.id.description
        }
        for field in [Field.category, Field.flexibleKind] {
            if let asked = exchange.query.text(field) { fresh[field] = asked }
        }
        return MemberImportPage(
            exchange.frame(.organisation), enterprises: choices.enterprises, flexibleKinds: choices.flexibleKinds,
            form: form ?? fresh
        ).html
    }

    private static func stage(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        let file = exchange.form.file(Field.file)
        do {
            let importClass = try importClass(exchange.form)
            guard let file else { throw MemberFileRefusal.missing }
            let id = try await MemberImports(exchange.platform).stage(
                MemberImports.Upload(name: file.name, bytes: file.bytes), as: importClass, waiting: .short,
                try exchange.occasion())
            return .seeOther(Path.memberImportRun(id).url)
        } catch let problem as ImportTargetProblem {
            errors.add(field(of: problem), problem.wording)
        } catch let refusal as MemberFileRefusal {
            errors.add(Field.file, refusal.wording)
        }
        return .page(try await choose(exchange, exchange.state(errors)), status: 422)
    }

    static func importClass(_ form: Form) throws -> ImportClass {
        switch MemberCategory(rawValue: form[Field.category]) {
        case nil: throw ImportTargetProblem.categoryMissing
        case .enterprise:
            guard let enterprise = ID<Enterprise>(form[Field.enterprise]) else {
                throw ImportTargetProblem.enterpriseMissing
            }
            return .enterprise(enterprise)
        case .outsideEnterprise: return .outsideEnterprise
        case .flexible:
            guard let kind = form.text(Field.flexibleKind) else { throw ImportTargetProblem.flexibleKindMissing }
            return .flexible(kind: kind)
        }
    }

    static func field(of problem: ImportTargetProblem) -> String {
        switch problem {
        case .categoryMissing: Field.category
        case .enterpriseMissing: Field.enterprise
        case .flexibleKindMissing: Field.flexibleKind
        }
    }

    // MARK: Columns

    private static func columns(_ exchange: Exchange, _ form: FormState?) async throws -> HTML {
        let columns = try await MemberImports(exchange.platform).columns(
            of: try exchange.id("id"), sheet: ChosenColumns(exchange).sheet, try exchange.occasion())
        return RosterColumnsPage(
            exchange.frame(.organisation), .memberImport(columns.memberImport), columns.layout,
            samples: columns.samples, sheets: columns.sheets, form: form
        ).html
    }

    private static func arrange(_ exchange: Exchange) async throws -> Answer {
        let chosen = ChosenColumns(exchange)
        var errors = FieldErrors()
        do {
            let id = try await MemberImports(exchange.platform).arrange(
                try exchange.id("id"), chosen.positions, sheet: chosen.sheet, waiting: .short,
                try exchange.occasion())
            return .seeOther(Path.memberImportRun(id).url)
        } catch let problem as ColumnLayoutProblem {
            errors.add(problem)
        } catch let refusal as MemberFileRefusal {
            errors.add(refusal.wording)
        }
        return .page(try await columns(exchange, exchange.state(errors)), status: 422)
    }

    // MARK: Preview and result

    private static func run(_ exchange: Exchange) async throws -> Answer {
        let query = exchange.query
        let group = MemberProblem.Repair(rawValue: query[ImportRunPage.Field.group])
        let asked = ImportRows(rawValue: query[ImportRunPage.Field.rows])
        let after = max(0, query.integer(ImportRunPage.Field.after) ?? 0)
        func read(_ rows: ImportRows) async throws -> MemberImports.Preview {
            try await MemberImports(exchange.platform).preview(
                try exchange.id("id"), rows: rows, group: group, after: after, try exchange.occasion())
        }
        var rows = asked ?? .withProblem
        var preview = try await read(rows)
        if let layout = preview.layout, !layout.lacking.isEmpty {
            return .seeOther(Path.memberImportColumns(preview.memberImport.id).url)
        }
        // A file without problems shows its rows.
        if asked == nil, preview.groups.isEmpty {
            rows = .all
            preview = try await read(rows)
        }
        let model = ImportRunPage.Model(
            memberImport: preview.memberImport, enterprise: preview.enterpriseName,
            flexibleKind: preview.flexibleKind, layout: preview.layout,
            groups: preview.groups.map { ImportRunPage.Group($0.repair, rows: $0.rows) },
            lines: preview.rows.flatMap(lines), shown: rows, group: group, after: after, next: preview.next,
            leftOut: preview.leftOut, undecidedNames: preview.undecidedNames, lastAct: preview.lastAct,
            words: ImportRowRoutes.words(preview.vocabulary),
            progress: preview.progress.map { .init($0.task, done: $0.done, total: $0.total) })
        return .page(ImportRunPage(exchange.frame(.organisation), model).html)
    }

    /// A line for every cell of which something is said, one for a row of which nothing is said.
    private static func lines(of row: MemberImports.Preview.Row) -> [ImportRunPage.Line] {
        guard !row.findings.isEmpty else {
            return [.init(row: row.number, name: row.name, outcome: row.outcome, group: nil, problems: [], found: "")]
        }
        // What keeps the row out is read first.
        let errors = row.findings.filter { $0.problem.severity == .error }
        let findings = errors + row.findings.filter { $0.problem.severity == .warning }
        var columns: [MemberColumn] = []
        for finding in findings where !columns.contains(finding.problem.column) {
            columns.append(finding.problem.column)
        }
        return columns.map { column in
            let said = findings.filter { $0.problem.column == column }
            return .init(
                row: row.number, name: row.name, outcome: row.outcome, group: row.group,
                problems: said.map(\.problem), found: said.first?.found ?? "", text: row.cells[column],
                suggestion: column == .documentNumber ? row.suggestion : nil, nameChoice: row.nameChoice)
        }
    }
}

extension Answer.File {
    /// A list that goes back to be mended.
    init(returned file: MemberImports.FailedFile) {
        let mediaType =
            switch file.format {
            case .xlsx: MediaType.xlsx
            // Without a character set: the file may be in GB 18030.
            case .csv: "text/csv"
            }
        self.init(name: file.fileName, mediaType: mediaType, bytes: file.bytes)
    }
}
