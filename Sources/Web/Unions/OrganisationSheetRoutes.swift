import Domain
import Markup
import Pages
import UseCases
import Wording

/// 批量导入 and 导出 of 组织 and 企业: upload, preview, mend, decide.
struct OrganisationSheetRoutes: RouteGroup {
    private typealias Field = OrganisationSheetPage.Field

    func register(in table: inout RouteTable) {
        table.get("/organisation-sheets", .requires(.askUnionRequests)) { exchange in
            let found = try await OrganisationSheets(exchange.platform).list(try exchange.occasion())
            return .page(
                OrganisationSheetsPage(
                    exchange.frame(.organisation), found.sheets, subjects: found.subjects
                ).html)
        }
        table.get("/organisation-sheets/new", .requires(.askUnionRequests)) { exchange in
            let subject = Self.subject(exchange.query)
            _ = try exchange.occasion().actor.authority.scope(for: subject.action)
            return .page(OrganisationUploadPage(exchange.frame(.organisation), subject).html)
        }
        table.get("/organisation-sheets/template", .requires(.askUnionRequests), .file) { exchange in
            Self.download(
                try await OrganisationSheets(exchange.platform).template(
                    Self.subject(exchange.query), try exchange.occasion()))
        }
        table.post("/organisation-sheets", .requires(.askUnionRequests), .file) { exchange in
            try await Self.stage(exchange)
        }
        table.get("/organisation-sheets/:sheet", .requires(.askUnionRequests)) { exchange in
            try await Self.preview(exchange, exchange.query)
        }
        table.get("/organisation-sheets/:sheet/columns", .requires(.askUnionRequests)) { exchange in
            try await Self.columns(exchange, nil)
        }
        table.post("/organisation-sheets/:sheet/columns", .requires(.askUnionRequests)) { exchange in
            try await Self.arrange(exchange)
        }
        table.get("/organisation-sheets/:sheet/row", .requires(.askUnionRequests)) { exchange in
            try await Self.row(exchange)
        }
        table.post("/organisation-sheets/:sheet/row", .requires(.askUnionRequests)) { exchange in
            try await Self.edit(exchange)
        }
        table.get("/organisation-sheets/:sheet/failures", .requires(.askUnionRequests), .file) { exchange in
            Self.download(
                try await OrganisationSheets(exchange.platform).failures(
                    try exchange.id("sheet"), try exchange.occasion()))
        }
        table.post("/organisation-sheets/:sheet/application", .requires(.askUnionRequests)) { exchange in
            try await Self.apply(exchange)
        }
        table.post("/organisation-sheets/:sheet/discard", .requires(.askUnionRequests)) { exchange in
            try await OrganisationSheets(exchange.platform).discard(
                try exchange.id("sheet"), try exchange.occasion())
            try await exchange.flash("文件已放弃，没有写入任何内容。")
            return .seeOther(Path.organisation(.sheets).url)
        }
        table.post("/organisation-exports", .requires(.viewUnions), .search) { exchange in
            try await Self.export(exchange)
        }
    }

    // MARK: Upload

    private static func subject(_ form: Form) -> OrganisationSubject {
        OrganisationSubject(rawValue: form[UnionsPage.Field.subject]) ?? .unions
    }

    private static func download(_ file: OrganisationSheets.File) -> Answer {
        .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
    }

    private static func stage(_ exchange: Exchange) async throws -> Answer {
        let subject = subject(exchange.form)
        let file = exchange.form.file("file")
        do {
            let id = try await OrganisationSheets(exchange.platform).stage(
                file?.bytes ?? [], name: file?.name ?? "", subject, try exchange.occasion())
            return .seeOther(Path.organisation(.sheet(id)).url)
        } catch let refusal as MemberFileRefusal {
            let form = exchange.state(.one("file", OrganisationWorkbook.refusal(refusal)))
            return .page(
                OrganisationUploadPage(exchange.frame(.organisation), subject, form: form).html, status: 422)
        }
    }

    // MARK: Preview

    private static func preview(
        _ exchange: Exchange, _ asked: Form, errors: FieldErrors = .none
    ) async throws -> Answer {
        let found = try await OrganisationSheets(exchange.platform).preview(
            try exchange.id("sheet"), OrganisationPart(rawValue: asked[Field.part]),
            OrganisationRepair(rawValue: asked[Field.repair]),
            page: ListPage(number: asked.integer("page") ?? 1, size: asked.integer("size") ?? 20),
            try exchange.occasion())
        let model = OrganisationSheetPage.Model(
            found.sheet, found.layout, counts: found.counts, part: found.part, repair: found.repair,
            repairs: found.repairs, verdicts: found.verdicts,
            PageWindow(number: found.page.number, size: found.page.size, total: found.total), failed: found.failed)
        return .page(
            OrganisationSheetPage(exchange.frame(.organisation), model, errors: errors).html,
            status: errors.isEmpty ? 200 : 422)
    }

    private static func apply(_ exchange: Exchange) async throws -> Answer {
        let id: ID<OrganisationSheet> = try exchange.id("sheet")
        do {
            let counts = try await OrganisationSheets(exchange.platform).apply(
                id, expected: exchange.form.integer(Field.expected) ?? 0, try exchange.occasion())
            try await exchange.flash(
                "已处理 \(counts.rows.grouped) 行：新增 \(counts.added.grouped)、变更 \(counts.changed.grouped)、"
                    + "不变 \(counts.unchanged.grouped)、错误 \(counts.failed.grouped)。")
            return .seeOther(Path.organisation(.sheet(id)).url)
        } catch let refusal as OrganisationSheetRefusal {
            return try await preview(exchange, exchange.form, errors: .general(refusal.wording))
        }
    }

    // MARK: Columns and rows

    private static func columns(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let found = try await OrganisationSheets(exchange.platform).columns(
            of: try exchange.id("sheet"), sheet: place(exchange), try exchange.occasion())
        let page = OrganisationColumnsPage(
            exchange.frame(.organisation), found.sheet, found.layout, samples: found.samples, sheets: found.sheets,
            form: errors.map { exchange.state($0) })
        return .page(page.html, status: errors == nil ? 200 : 422)
    }

    /// The sheet of the workbook that is looked at, by its position.
    private static func place(_ exchange: Exchange) -> Int? {
        let name = OrganisationColumnsPage.sheetField
        return exchange.form.integer(name) ?? exchange.query.integer(name)
    }

    private static func arrange(_ exchange: Exchange) async throws -> Answer {
        let id: ID<OrganisationSheet> = try exchange.id("sheet")
        var positions: [OrganisationColumn: Int] = [:]
        for column in OrganisationColumn.allCases {
            positions[column] = exchange.form.integer(OrganisationColumnsPage.field(column))
        }
        do {
            try await OrganisationSheets(exchange.platform).arrange(
                id, positions, sheet: place(exchange), try exchange.occasion())
            return .seeOther(Path.organisation(.sheet(id)).url)
        } catch let problem as OrganisationLayoutProblem {
            let subject = try await OrganisationSheets(exchange.platform).columns(
                of: id, try exchange.occasion()
            ).sheet.subject
            return try await columns(exchange, .one(field(of: problem), problem.wording(of: subject)))
        }
    }

    private static func field(of problem: OrganisationLayoutProblem) -> String {
        switch problem {
        case .missing(let columns): OrganisationColumnsPage.field(columns.first ?? .name)
        case .usedTwice(let column, _): OrganisationColumnsPage.field(column)
        }
    }

    private static func row(_ exchange: Exchange) async throws -> Answer {
        let found = try await OrganisationSheets(exchange.platform).line(
            exchange.query.integer(OrganisationRowPage.Field.number) ?? 0, of: try exchange.id("sheet"),
            try exchange.occasion())
        return .page(
            OrganisationRowPage(
                exchange.frame(.organisation), found.sheet, found.row, found.verdict, words: found.words,
                part: OrganisationPart(rawValue: exchange.query[Field.part])
            ).html)
    }

    private static func edit(_ exchange: Exchange) async throws -> Answer {
        let id: ID<OrganisationSheet> = try exchange.id("sheet")
        let number = exchange.form.integer(OrganisationRowPage.Field.number) ?? 0
        var cells: [OrganisationColumn: String] = [:]
        for column in OrganisationColumn.allCases {
            let name = OrganisationRowPage.Field.cell(column)
            if exchange.form.values.contains(where: { $0.name == name }) { cells[column] = exchange.form[name] }
        }
        let verdict = try await OrganisationSheets(exchange.platform).edit(
            number, of: id, to: cells, try exchange.occasion())
        let part = OrganisationPart(rawValue: exchange.form[Field.part])
        let query = part.map { [(name: Field.part, value: $0.rawValue)] } ?? []
        guard let verdict, verdict.outcome == .failed else {
            try await exchange.flash("第 \(number) 行已保存：\(verdict?.outcome.wording ?? "空白，不导入")。")
            return .seeOther(Path.organisation(.sheet(id)).url(query: query))
        }
        try await exchange.flash("第 \(number) 行已保存，还有需要修改的内容。")
        return .seeOther(
            Path.organisation(.sheetRow(id)).url(
                query: [(name: OrganisationRowPage.Field.number, value: String(number))] + query))
    }

    // MARK: Export

    private static func export(_ exchange: Exchange) async throws -> Answer {
        let subject = subject(exchange.form)
        do {
            return download(
                try await OrganisationExports(exchange.platform).export(
                    subject, UnionRoutes.filter(exchange.form), under: ID<Union>(exchange.form[UnionsPage.Field.node]),
                    try exchange.occasion()))
        } catch let refusal as OrganisationExportRefusal {
            try await exchange.flash(refusal.wording(of: subject))
            return .seeOther(
                Path.unions.url((name: UnionsPage.Field.node, value: exchange.form[UnionsPage.Field.node])))
        }
    }
}
