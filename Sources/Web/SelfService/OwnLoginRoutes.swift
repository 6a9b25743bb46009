import Domain
import Markup
import Pages
import UseCases

/// A member signs in for himself, and out: the number of his document, then the code sent to his telephone.
struct OwnLoginRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/self-service/login", .ownVisitor) { exchange in
            if exchange.ownVisit?.oneself != nil { return .seeOther(Path.own(.home).url) }
            return .page(Self.page(exchange, FormState()))
        }
        table.post("/self-service/login", .ownVisitor, .message) { exchange in
            guard let visit = exchange.ownVisit, visit.oneself == nil, exchange.messages == .sent else {
                return .seeOther(Path.own(.login).url)
            }
            // Asked for by everybody alike; whether the number is known is looked at later and never told.
            guard let document = exchange.form.text(OwnLoginPage.field), (4...40).contains(document.count) else {
                return .page(Self.page(exchange, FormState(errors: OwnLoginPage.missing)), status: 422)
            }
            try await OwnLogins(exchange.platform).ask(for: document, session: visit.session.id, now: exchange.now)
            let kept = exchange.form.text(OwnLoginPage.keptForm)
            return .seeOther(
                Path.own(.code).url(query: kept.map { [(name: OwnLoginPage.keptForm, value: $0)] } ?? []))
        }
        table.get("/self-service/login/code", .ownVisitor) { exchange in
            if exchange.ownVisit?.oneself != nil { return .seeOther(Path.own(.home).url) }
            return .page(try await Self.codePage(exchange, FormState()))
        }
        table.post("/self-service/login/code", .ownVisitor, .login) { exchange in
            guard let visit = exchange.ownVisit, visit.oneself == nil else { return .seeOther(Path.own(.home).url) }
            do {
                let opened = try await OwnLogins(exchange.platform).enter(
                    Self.digits(exchange.form[OwnCodePage.field]), session: visit.session.id, exchange.origin)
                exchange.cookies.set(SessionCookie.field(opened.token, for: .members))
                let kept = exchange.form.text(OwnLoginPage.keptForm)
                return .seeOther(Path.own(kept.map { OwnPath.keptForm($0) } ?? .home).url)
            } catch OwnLogins.Failure.refused {
                return .page(
                    try await Self.codePage(exchange, FormState(errors: OwnCodePage.refused)), status: 422)
            }
        }
        table.post("/self-service/logout", .oneself) { exchange in
            if let session = exchange.ownVisit?.session.id {
                try await OwnLogins(exchange.platform).signOut(session, try exchange.ownOccasion())
            }
            exchange.cookies.set(SessionCookie.expired(.members))
            return .seeOther(Path.own(.login).url(("notice", "signed-out")))
        }
    }

    /// What was typed, without spaces, full-width digits made plain.
    private static func digits(_ typed: String) -> String {
        String(typed.compactMap { $0.wholeNumberValue.map { Character(String($0 % 10)) } }.prefix(7))
    }

    /// The token of what was typed before, as it comes from the address or from the form that was refused.
    private static func kept(_ exchange: Exchange) -> String? {
        exchange.query.text(OwnLoginPage.keptForm) ?? exchange.form.text(OwnLoginPage.keptForm)
    }

    private static func page(_ exchange: Exchange, _ form: FormState) -> HTML {
        let notice: OwnLoginPage.Notice =
            switch exchange.query["notice"] {
            case "signed-out": .signedOut
            case "not-submitted": .notSubmitted
            case "form-kept": .formKept(minutes: KeptForms.minutes)
            default: exchange.query.text("return") == nil ? .none : .ended
            }
        return OwnLoginPage(
            exchange.frame(.selfService), form: form, notice: notice, exchange.messages == .sent ? .open : .closed,
            kept: kept(exchange)
        ).html
    }

    private static func codePage(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        guard let session = exchange.ownVisit?.session.id else { throw Refusal.notFound }
        let shown = try await OwnLogins(exchange.platform).shownCode(of: session, now: exchange.now)
        return OwnCodePage(
            exchange.frame(.selfService), form: form, shown: shown, minutes: OneTimeCode.Limits.minutes,
            kept: kept(exchange)
        ).html
    }
}
