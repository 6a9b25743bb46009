import Domain
import Markup
import Pages
import UseCases

/// 一人一保裁定.
struct ConflictRoutes: RouteGroup {
    private typealias Field = ClaimConflictPage.Field

    func register(in table: inout RouteTable) {
        table.get("/conflicts", .requires(.decideConflicts)) { exchange in .page(try await Self.list(exchange)) }
        table.get("/conflicts/:id", .requires(.decideConflicts)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/conflicts/:id/decision", .requires(.decideConflicts)) { exchange in
            try await Self.decide(exchange)
        }
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        typealias Field = ClaimConflictsPage.Field
        let query = exchange.query
        let status = ClaimConflict.Status(rawValue: query[Field.status]) ?? .open
        let queue = try await Conflicts(exchange.platform).queue(
            status, page: ListPage(number: query.integer(Field.page) ?? 1, size: query.integer(Field.size) ?? 20),
            try exchange.occasion())
        return ClaimConflictsPage(
            exchange.frame(.workbench), queue.conflicts, status: status,
            PageWindow(number: queue.page.number, size: queue.page.size, total: queue.total)
        ).html
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let conflict = try await Conflicts(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        return ClaimConflictPage(exchange.frame(.workbench), conflict, form: form).html
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        let winner = ClaimConflict.Party(rawValue: exchange.form[Field.winner])
        if winner == nil { errors.add(Field.winner, "请选择由哪个单位参保") }
        let reason = exchange.form.text(Field.reason)
        if reason == nil { errors.add(Field.reason, "请填写理由") }
        guard let winner, let reason else {
            return .page(try await page(exchange, exchange.state(errors)), status: 422)
        }
        _ = try await Conflicts(exchange.platform).decide(
            try exchange.id("id"), for: winner, reason: reason, version: exchange.form.integer(Field.version) ?? 0,
            try exchange.occasion())
        try await exchange.flash("已裁定，双方都已收到通知。")
        return .seeOther(Path.centre(.conflicts).url)
    }
}
