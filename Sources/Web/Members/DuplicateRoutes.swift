import Domain
import Markup
import Pages
import UseCases
import Wording

/// 疑似重复会员.
struct DuplicateRoutes: RouteGroup {
    private typealias Field = DuplicatePage.Field

    func register(in table: inout RouteTable) {
        table.get("/duplicates", .requires(.resolveDuplicates)) { exchange in .page(try await Self.list(exchange)) }
        table.post("/duplicates/search", .requires(.resolveDuplicates), .search) { exchange in
            let found = try await Duplicates(exchange.platform).search(try exchange.occasion())
            try await exchange.flash(found == 0 ? "没有新的疑似重复会员。" : "新找到 \(found) 对疑似重复会员。")
            return .seeOther(Path.duplicate(.list).url)
        }
        table.get("/duplicates/:id", .requires(.resolveDuplicates)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/duplicates/:id/merge", .requires(.resolveDuplicates)) { exchange in
            try await Self.merge(exchange)
        }
        table.post("/duplicates/:id/difference", .requires(.resolveDuplicates)) { exchange in
            guard let reason = exchange.form.text(Field.reason) else {
                var errors = FieldErrors()
                errors.add(Field.reason, "请填写怎样核实的")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            _ = try await Duplicates(exchange.platform).markDifferent(
                try exchange.id("id"), reason: reason, version: exchange.form.integer(Field.version) ?? 0,
                try exchange.occasion())
            try await exchange.flash("已标记为不是同一人，不再提示。")
            return .seeOther(Path.duplicate(.list).url)
        }
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        typealias Field = DuplicatesPage.Field
        let query = exchange.query
        let status = DuplicatePair.Status(rawValue: query[Field.status]) ?? .open
        let list = try await Duplicates(exchange.platform).list(
            status, page: ListPage(number: query.integer(Field.page) ?? 1, size: query.integer(Field.size) ?? 20),
            try exchange.occasion())
        return DuplicatesPage(
            exchange.frame(.organisation), list.lines.map { DuplicatesPage.Pair($0) }, status: status,
            PageWindow(number: list.page.number, size: list.page.size, total: list.total)
        ).html
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let sheet = try await Duplicates(exchange.platform).sheet(try exchange.id("id"), try exchange.occasion())
        return DuplicatePage(
            exchange.frame(.organisation), DuplicatesPage.Pair(sheet.line), obstacle: sheet.obstacle, form: form
        ).html
    }

    private static func merge(_ exchange: Exchange) async throws -> Answer {
        let line = try await Duplicates(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        var errors = FieldErrors()
        let kept = ID<Member>(exchange.form[Field.kept])
        if kept == nil { errors.add(Field.kept, "请选择保留哪一条会籍") }
        // Of one person's two memberships there is one document.
        let document = line.pair.kind == .twoUnions ? kept : ID<Member>(exchange.form[Field.document])
        if line.pair.kind != .twoUnions, document == nil { errors.add(Field.document, "请选择本人现在使用的证件") }
        guard let kept, let document else {
            return .page(try await page(exchange, exchange.state(errors)), status: 422)
        }
        _ = try await Duplicates(exchange.platform).merge(
            line.pair.id, keeping: kept, document: document, version: exchange.form.integer(Field.version) ?? 0,
            try exchange.occasion())
        try await exchange.flash("已合并为一人。")
        return .seeOther(Path.duplicate(.list).url)
    }
}

extension DuplicatesPage.Pair {
    init(_ line: Duplicates.Line) {
        self.init(line.pair, MembersPage.Row(line.first), MembersPage.Row(line.second))
    }
}
