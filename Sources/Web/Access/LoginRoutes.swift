import Documents
import Domain
import Markup
import Pages
import UseCases
import Vault

/// Logging in and out (manual 2024, part 1).
struct LoginRoutes: RouteGroup {
    /// The ten spoken digits.
    let digits: [SoundClip]

    func register(in table: inout RouteTable) {
        table.get("/login", .visitor) { exchange in
            if exchange.visit?.actor != nil { return .seeOther(Path.home.url) }
            return try await Self.page(exchange, FormState(), status: 200)
        }
        table.post("/login", .visitor, .login) { exchange in
            guard let session = exchange.visit?.session, exchange.visit?.actor == nil else {
                return .seeOther(Path.home.url)
            }
            do {
                let opened = try await Logins(exchange.platform).logIn(
                    account: exchange.form.text("account") ?? "", password: exchange.form["password"],
                    captcha: exchange.form.text("captcha") ?? "", visitor: session.id, origin: exchange.origin)
                return try await exchange.welcome(opened)
            } catch is Logins.Failure {
                let state = exchange.state(LoginPage.refused, without: ["password", "captcha"])
                return try await Self.page(exchange, state, status: 422)
            }
        }
        table.get("/captcha/:token", .visitor, .captcha) { exchange in
            let image = CaptchaImage(text: try await Self.captcha(exchange, .ifNeeded), seed: Self.seed(exchange))
            return .inline(Answer.File(name: "captcha.png", mediaType: MediaType.png, bytes: try image.png()))
        }
        table.get("/captcha/:token/sound", .visitor, .captcha) { exchange in
            let sound = try CaptchaAudio.wav(
                digits: try await Self.captcha(exchange, .ifNeeded), clips: digits, seed: Self.seed(exchange))
            return .inline(Answer.File(name: "captcha.wav", mediaType: MediaType.wav, bytes: sound))
        }
        table.post("/logout", .signedIn) { exchange in
            if let session = exchange.visit?.session.id {
                try await Logins(exchange.platform).logOut(session, try exchange.occasion())
            }
            exchange.cookies.set(SessionCookie.expired())
            exchange.cookies.set(SecurityHeaders.clearSiteData)
            return .seeOther(Path.login.url(("notice", "logged-out")))
        }
    }

    /// The token in the address only makes the browser ask anew; it decides how the picture is drawn, not its text.
    private static func seed(_ exchange: Exchange) -> UInt64 {
        (exchange.parameters["token"] ?? "").utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }
    }

    private static func captcha(_ exchange: Exchange, _ renewal: Logins.Renewal) async throws -> String {
        guard let session = exchange.visit?.session.id else { throw Refusal.notFound }
        return try await Logins(exchange.platform).captcha(of: session, renew: renewal, now: exchange.now)
    }

    private static func page(_ exchange: Exchange, _ state: FormState, status: Int) async throws -> Answer {
        _ = try await captcha(exchange, .always)
        let returnTo = exchange.query.text("return") ?? exchange.form.text("return")
        let notice: LoginNotice =
            switch exchange.query["notice"] {
            case "logged-out": .loggedOut
            case "not-submitted": .notSubmitted
            case "form-kept": .formKept
            case "password-changed": .passwordChanged
            default: returnTo == nil ? .none : .sessionEnded
            }
        let open = try await Homes(exchange.platform).openEnrolment(on: exchange.day.today)
        let page = LoginPage(
            exchange.frame(.organisation), form: state, captcha: Token.random().text,
            returnTo: returnTo.flatMap(URLText.init(path:)), notice: notice,
            deadline: open.map { open in
                LoginDeadline(
                    workingDays: open.year.workingDays.workingDays(after: exchange.day.today, through: open.through),
                    planYear: open.year.year, last: open.through)
            },
            announcements: try await Announcements(exchange.platform).list(
                for: .visitor, on: exchange.day.today, size: LoginPage.announcementsShown
            ).entries)
        return .page(page.html, status: status)
    }
}
