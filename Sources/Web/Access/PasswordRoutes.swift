import Domain
import Markup
import Pages
import UseCases
import Vault

/// The account's own password, chosen or set with a one-time code.
struct PasswordRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/login/reset", .visitor) { exchange in
            .page(Self.resetPage(exchange, FormState()))
        }
        table.post("/login/reset", .visitor, .login) { exchange in try await Self.redeem(exchange) }
        table.get("/account/password", .signedIn) { exchange in
            .page(try Self.page(exchange, FormState()).html)
        }
        table.post("/account/password", .signedIn) { exchange in
            guard let session = exchange.visit?.session.id else { throw Refusal.notFound }
            let form = exchange.form
            var errors = FieldErrors()
            if form["password"] != form["again"] { errors.add("again", "两次输入的新密码不一致，请重新输入。") }
            if errors.isEmpty {
                do {
                    try await Passwords(exchange.platform).change(
                        from: form["current"], to: form["password"], keeping: session, try exchange.occasion())
                    try await exchange.flash("密码已修改，您在其他设备上的登录已退出。")
                    return .seeOther(Path.home.url)
                } catch Passwords.Failure.currentWrong {
                    errors.add("current", "当前密码不正确，请重新输入。")
                } catch Passwords.Failure.repeated {
                    errors.add("password", "新密码不能与当前密码相同。")
                } catch Passwords.Failure.weak(let problems) {
                    for problem in problems { errors.add("password", Self.wording(problem)) }
                }
            }
            return .page(try Self.page(exchange, FormState(errors: errors)).html, status: 422)
        }
    }

    private static func redeem(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        var errors = FieldErrors()
        if form["password"] != form["again"] { errors.add("again", "两次输入的新密码不一致，请重新输入。") }
        if errors.isEmpty {
            do {
                try await Passwords(exchange.platform).redeem(
                    code: form["code"], of: form["account"].trimmed, to: form["password"], origin: exchange.origin)
                return .seeOther(Path.login.url(("notice", "password-changed")))
            } catch Passwords.Failure.codeRefused {
                errors = PasswordResetPage.refused
            } catch Passwords.Failure.weak(let problems) {
                for problem in problems { errors.add("password", wording(problem)) }
            }
        }
        let state = exchange.state(errors, without: ["code", "password", "again"])
        return .page(resetPage(exchange, state), status: 422)
    }

    private static func resetPage(_ exchange: Exchange, _ form: FormState) -> HTML {
        PasswordResetPage(
            exchange.frame(.organisation), rules: "至少 12 个字符（基层工会至少 8 个），包含大写字母、小写字母、数字、符号中的至少三种；可以粘贴。",
            form: form
        ).html
    }

    private static func wording(_ problem: PasswordProblem) -> String {
        switch problem {
        case .tooShort(let minimum): "新密码至少 \(minimum) 个字符。"
        case .tooLong(let maximum): "新密码最多 \(maximum) 个字符。"
        case .tooFewKinds(let required): "新密码要包含大写字母、小写字母、数字、符号中的至少 \(required) 种。"
        case .common: "新密码太常见，容易被猜中，请换一个。"
        case .containsContext(let word): "新密码不能包含“\(word)”。"
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) throws -> NewPasswordPage {
        let policy = Passwords.policy(for: try exchange.actor())
        return NewPasswordPage(
            exchange.frame(.organisation), exchange.visit?.password == .oneTime ? .firstLogin : .wished,
            rules: "至少 \(policy.minimumLength) 个字符，包含大写字母、小写字母、数字、符号中的至少三种；可以粘贴。", form: form)
    }
}
