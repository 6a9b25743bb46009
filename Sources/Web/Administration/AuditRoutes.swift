import Domain
import Pages
import UseCases
import Wording

/// 审计日志 (security, section 4): the log for audit administrators.
struct AuditRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/audit", .requires(.viewAudit), .search) { exchange in
            let occasion = try exchange.occasion()
            let filter = try await Self.filter(exchange, exchange.query)
            let part: AuditPart =
                if let key = AuditKey(exchange.query["after"]) {
                    .after(key)
                } else if let key = AuditKey(exchange.query["before"]) {
                    .before(key)
                } else {
                    .first
                }
            let listing = try await AuditLog(exchange.platform).page(occasion, filter, part, size: exchange.pageSize)
            var typed: [String: [String]] = [:]
            for name in AuditPage.fields { typed[name] = [exchange.query[name].trimmed] }
            let model = AuditPage.Model(
                union: occasion.actor.unionName, listing: listing, filter: filter, size: exchange.pageSize,
                earlier: listing.next == nil
                    ? try await AuditLog(exchange.platform).newestDay(before: filter.from.start, occasion) : nil)
            return .page(AuditPage(exchange.frame(.organisation), model, form: FormState(typed)).html)
        }
        table.post("/audit/export", .requires(.viewAudit), .search) { exchange in
            do {
                let file = try await AuditLog(exchange.platform).export(
                    try exchange.occasion(), try await Self.filter(exchange, exchange.form))
                return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
            } catch let refusal as ExportRefusal {
                try await exchange.flash(refusal.wordingOfEvents)
                return .seeOther(Path.audit.url)
            }
        }
    }

    /// The days are the real clock's, as the log's times are; without any it is the last days that have events.
    private static func filter(_ exchange: Exchange, _ asked: Form) async throws -> AuditFilter {
        let from = CalendarDay(asked["from"].trimmed)
        let through = CalendarDay(asked["through"].trimmed)
        var today = CalendarDay.of(exchange.now)
        if from == nil, through == nil {
            let newest = try await AuditLog(exchange.platform).newestDay(
                before: today.adding(days: 1).start, try exchange.occasion())
            today = newest ?? today
        }
        var filter = AuditFilter(from: from, through: through, today: today)
        filter.account = asked.text("account")
        filter.action = asked.text("action")
        filter.subject = asked.text("subject")
        filter.union = asked.text("union")
        filter.result = AuditResult(rawValue: asked["result"])
        return filter
    }
}
