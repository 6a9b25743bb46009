import Domain
import Markup
import Pages
import UseCases

/// 登录设备: the account's own sessions, a light page that keeps this one alive, and what was typed when one had ended.
struct SessionRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/session", .signedIn) { .page(SessionKeptPage($0.frame(.organisation)).html) }
        table.get("/account/forms/:token", .signedIn) { exchange in
            let token = exchange.parameters["token"] ?? ""
            do {
                let kept = try await KeptForms(exchange.platform).find(token, try exchange.occasion())
                let page = StaleFormPage(
                    exchange.frame(.organisation), TypedForm(kept),
                    .endedLogin(page: kept.page.flatMap(URLText.init(path:)), minutes: KeptForms.minutes),
                    once: token)
                return .page(page.html)
            } catch Refusal.notFound {
                try await exchange.flash("没有找到暂存的内容：已超过 \(KeptForms.minutes) 分钟，或不是本账号填写的。请回到原来的页面重新填写。")
                return .seeOther(Path.home.url)
            }
        }
        table.get("/account/sessions", .signedIn) { exchange in
            let current = exchange.visit?.session.id
            let sessions = try await Sessions(exchange.platform).list(try exchange.occasion())
            let rows = sessions.map {
                SessionsPage.Row(
                    id: $0.id, loggedInAt: $0.loggedInAt, seenAt: $0.seenAt, origin: $0.origin, agent: $0.agent,
                    place: $0.id == current ? .here : .elsewhere)
            }
            return .page(SessionsPage(exchange.frame(.organisation), rows).html)
        }
        table.post("/account/sessions/:session/end", .signedIn) { exchange in
            try await Sessions(exchange.platform).end(try exchange.id("session"), try exchange.occasion())
            try await exchange.flash("已强退该设备，它的下一次操作会回到登录页面。")
            return .seeOther(Path.sessions.url)
        }
    }
}
