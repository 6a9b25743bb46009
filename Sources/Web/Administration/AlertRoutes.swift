import Domain
import Markup
import Pages
import UseCases
import Wording

/// 安全告警 (security checklist, item 38).
struct AlertRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/alerts", .requires(.watchAlerts)) { exchange in
            let part = AlertPart(rawValue: exchange.query[AlertsPage.Field.part]) ?? .open
            let list = try await Alerts(exchange.platform).list(part, exchange.range, try exchange.occasion())
            let window = PageWindow(
                number: exchange.query.integer("page") ?? 1, size: exchange.pageSize, total: list.total)
            return .page(AlertsPage(exchange.frame(.organisation), part, list.entries, window).html)
        }
        table.get("/alerts/:alert", .requires(.watchAlerts)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/alerts/:alert/settlement", .requires(.watchAlerts)) { exchange in
            let remark = exchange.form[AlertPage.Field.remark].trimmed
            do {
                try await Alerts(exchange.platform).settle(
                    try exchange.id("alert"), remark: remark, try exchange.occasion())
            } catch is Alerts.Failure {
                var errors = FieldErrors()
                errors.add(AlertPage.Field.remark, "请填写处理说明，最多 \(Alert.remarkLimit) 个字")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            try await exchange.flash("告警已标记为已处理。")
            return .seeOther(Path.alerts.url)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let alert = try await Alerts(exchange.platform).find(try exchange.id("alert"), try exchange.occasion())
        return AlertPage(
            exchange.frame(.organisation), alert, refusal: alert.refusal(of: try exchange.actor()), form: form
        ).html
    }
}
