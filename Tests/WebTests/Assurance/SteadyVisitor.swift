import Domain

@testable import Web

/// Somebody who stays signed in however far the clock goes, and asks no faster than a route's pace lets him.
///
/// A test that asks thousands of times would else look at refusals and at the login instead of the forms.
final class SteadyVisitor {
    /// Somebody without a session.
    static let nobody = "nobody"

    /// An account, a member, or nobody.
    let account: String
    /// Nil for the member and for nobody.
    let actor: Actor?
    private let site: TestSite
    private let isProved: Bool
    private var current: (browser: Visitor, since: Instant)?
    /// The token of the session's forms; looked for in a page once for all that is sent.
    private var token: String?

    /// - Parameters:
    ///   - isProved: whether he has just proved anew who he is, whenever he asks.
    init(_ account: String, _ actor: Actor?, _ site: TestSite, isProved: Bool = false) {
        (self.account, self.actor, self.site, self.isProved) = (account, actor, site, isProved)
    }

    /// The same person with the same session, at another site.
    func moved(to site: TestSite) -> SteadyVisitor {
        let moved = SteadyVisitor(account, actor, site, isProved: isProved)
        moved.current = current.map { ($0.browser.moved(to: site), $0.since) }
        moved.token = token
        return moved
    }

    /// The browser for one request of this route.
    func browser(for route: Route) async throws -> Visitor {
        site.clock.advance(seconds: route.pace.allowance?.seconds ?? 0)
        // What nobody has begun, as a login, is his browser's alone.
        let isYoung = current.map { site.clock.now < $0.since.adding(minutes: isProved ? 4 : 10) } ?? false
        if let current, isYoung || account == Self.nobody { return current.browser }
        let browser =
            if account == Self.nobody {
                site.visitor()
            } else if actor == nil {
                try await site.signedInMember()
            } else if isProved {
                try await site.proved(account)
            } else {
                try await site.signedIn(account)
            }
        (current, token) = ((browser, site.clock.now), nil)
        return browser
    }

    /// Sends a form with fields whose values are written as a form writes them.
    func post(_ path: String, _ encoded: [(name: String, value: String)], of route: Route) async throws -> Answered {
        let browser = try await browser(for: route)
        let csrf = if let token { token } else { try await browser.csrf() }
        token = csrf
        let fields = [(name: "csrf", value: Visitor.encoded(csrf))] + encoded
        let body = fields.map { "\(Visitor.encoded($0.name))=\($0.value)" }.joined(separator: "&")
        return try await browser.send("POST", path, body: Array(body.utf8))
    }

    /// Begins a session of its own with the next request, whatever has become of this one.
    ///
    /// A member goes on with his: codes for the telephone are few.
    func beginAnew() {
        if actor != nil || account == Self.nobody { current = nil }
    }

    /// Whether this route is one that he may ask.
    func isFor(_ route: Route) -> Bool {
        if account == Self.nobody { return [.open, .visitor, .ownVisitor].contains(route.rule) }
        guard let actor else { return route.rule.audience == .members }
        return route.rule.audience == .accounts && route.isFor(actor)
    }
}

extension Route {
    /// Whether an answer is that of somebody who was not let as far as the form or page.
    func isTurnedAway(_ answer: Answered) -> Bool {
        if [413, 429].contains(answer.status) { return true }
        switch rule {
        case .open, .visitor, .ownVisitor: return false
        case .signedIn, .requires, .oneself:
            guard let location = answer.location, location.hasPrefix(rule.audience.login) else { return false }
            return !location.contains("?notice=")
        }
    }
}
