import Documents
import Domain
import Markup
import Pages
import UseCases

/// The second step of logging in, and setting it up.
struct SecondFactorRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/login/second-factor", .visitor) { exchange in
            guard exchange.visit?.session.account != nil, exchange.visit?.actor == nil else {
                return .seeOther(Path.home.url)
            }
            return Self.page(exchange, FormState(), status: 200)
        }
        table.post("/login/second-factor", .visitor, .login) { exchange in
            guard let session = exchange.visit?.session, session.account != nil, exchange.visit?.actor == nil else {
                return .seeOther(Path.home.url)
            }
            do {
                let opened = try await Logins(exchange.platform).passSecondFactor(
                    code: exchange.form["code"], recoveryCode: exchange.form["recovery-code"], session: session.id,
                    origin: exchange.origin)
                return try await exchange.welcome(opened)
            } catch is Logins.Failure {
                return Self.page(
                    exchange,
                    FormState(
                        errors: SecondFactorPage.refused(
                            exchange.form.text("recovery-code") == nil ? .code : .recoveryCode)), status: 422)
            }
        }
        table.get("/account/second-factor", .signedIn) { exchange in
            try await Self.setup(exchange, FormState(), status: 200)
        }
        table.get("/account/second-factor/picture", .signedIn, .file) { exchange in
            guard case .offered(_, let uri) = try await Self.standing(exchange) else { throw Refusal.notFound }
            let picture = try QRCode(uri).svg(moduleSize: 4)
            return .inline(
                Answer.File(name: "second-factor.svg", mediaType: MediaType.svg, bytes: Array(picture.utf8)))
        }
        table.post("/account/second-factor", .signedIn, .login) { exchange in
            guard let session = exchange.visit?.session.id else { throw Refusal.notFound }
            do {
                let codes = try await SecondFactors(exchange.platform).setUp(
                    code: exchange.form["code"], session, try exchange.occasion())
                let page = SecondFactorSetupPage(
                    exchange.frame(.organisation), .confirmed(recoveryCodes: codes), form: FormState())
                return .page(page.html)
            } catch SecondFactors.Failure.codeWrong {
                var errors = FieldErrors()
                errors.add("code", "动态口令不正确，请输入认证应用现在显示的 6 位数字")
                return try await Self.setup(exchange, FormState(errors: errors), status: 422)
            } catch Refusal.changedMeanwhile {
                return .seeOther(Path.secondFactorSetup.url)
            }
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState, status: Int) -> Answer {
        let returnTo = exchange.query.text("return") ?? exchange.form.text("return")
        let page = SecondFactorPage(
            exchange.frame(.organisation), form: form, returnTo: returnTo.flatMap(URLText.init(path:)))
        return .page(page.html, status: status)
    }

    private static func standing(_ exchange: Exchange) async throws -> SecondFactors.Standing {
        guard let session = exchange.visit?.session.id else { throw Refusal.notFound }
        return try await SecondFactors(exchange.platform).standing(
            session, issuer: exchange.frames.site.platform, try exchange.occasion())
    }

    private static func setup(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let state: SecondFactorSetupPage.State =
            switch try await standing(exchange) {
            case .inUse(let left): .inUse(recoveryCodesLeft: left)
            case .offered(let secret, _): .offered(secret: grouped(secret), picture: Path.secondFactorPicture.url)
            }
        let page = SecondFactorSetupPage(exchange.frame(.organisation), state, form: form)
        return .page(page.html, status: status)
    }

    /// In groups of four, to be typed by hand.
    private static func grouped(_ secret: String) -> String {
        stride(from: 0, to: secret.count, by: 4).map { start in
            String(secret.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }
}

extension Exchange {
    /// Hands the new session over: to the page that was asked for, or to the second factor.
    func welcome(_ opened: Logins.Opened) async throws -> Answer {
        cookies.set(SessionCookie.field(opened.token))
        let asked = URLText(path: form["return"])
        switch opened.next {
        case .secondFactor:
            return .seeOther(
                Path.secondFactor.url(query: asked.map { [(name: "return", value: $0.description)] } ?? []))
        case .nothing:
            try await Logins(platform).setFlash(opened.before.wording, of: opened.session.id)
            return .seeOther(asked ?? Path.home.url)
        }
    }
}

extension Logins.Before? {
    /// What somebody who has just logged in should know, so that he notices another's login.
    fileprivate var wording: String {
        guard let before = self else { return "登录成功，这是该账号第一次登录。" }
        let failed = before.failures == 0 ? "" : "其后有 \(before.failures) 次登录没有成功。"
        return "上次登录 \(before.at.day) \(before.at.timeText.prefix(5))，地址 \(before.origin)。\(failed)如非本人操作，请立即修改密码。"
    }
}
