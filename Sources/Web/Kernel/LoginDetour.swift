import HTTPTypes
import Hummingbird
import Markup
import Pages

/// Sends a request without a session to the login, and back to where it came from afterwards.
struct LoginDetour {
    private let target: URLText
    private let isPartial: Bool

    /// A GET comes back to its own address; a POST to the page that held its form, which has to be sent again, or to what
    /// was typed into it.
    ///
    /// - Parameter token: under which the form was kept.
    init(_ request: Request, to login: Path = .login, keptAs token: String? = nil) {
        isPartial = request.headers[.hxRequest] == "true"
        let isPost = request.method == .post
        let page = isPost || isPartial ? Self.referringPage(of: request) : Self.address(of: request)
        var query: [(name: String, value: String)] = []
        if let token {
            // A member's sign-in has two steps, which hand the token on.
            let kept: (name: String, value: String) =
                login == .own(.login)
                ? (name: OwnLoginPage.keptForm, value: token)
                : (name: "return", value: Path.access(.keptForm(token)).url.description)
            target = login.url(query: [(name: "notice", value: "form-kept"), kept])
            return
        }
        if isPost { query.append(("notice", "not-submitted")) }
        // The first page is where one comes to anyway.
        let homes = [Path.home, .own(.home)].map(\.url.description)
        if let page, !homes.contains(page.description) { query.append(("return", page.description)) }
        target = login.url(query: query)
    }

    /// A part of a page cannot show the login: the script is told to load it as a page.
    var reply: Reply {
        guard isPartial else { return .redirect(target.description) }
        var reply = Reply.empty(.forbidden)
        reply.headers[.hxRedirect] = target.description
        return reply
    }

    private static func address(of request: Request) -> URLText? {
        let query = request.uri.query.map { "?" + $0 } ?? ""
        return URLText(path: request.uri.path + query)
    }

    /// The page of this site that a request comes from; nil for the login, and where the browser does not say.
    static func referringPage(of request: Request) -> URLText? {
        guard let referrer = request.headers[.referer], let host = request.head.authority else { return nil }
        for origin in ["http://\(host)", "https://\(host)"] where referrer.hasPrefix(origin + "/") {
            let page = URLText(path: String(referrer.dropFirst(origin.count)))
            let logins = [Path.login, .own(.login)].map(\.url.description)
            return logins.contains { page?.description.hasPrefix($0) == true } ? nil : page
        }
        return nil
    }
}
