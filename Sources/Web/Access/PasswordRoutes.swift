import Domain
import Markup
import Pages
import UseCases
import Vault

/// The account's own password, chosen or set with a one-time code.
struct PasswordRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/login/reset", .visitor) { exchange in
            .page(try await Self.resetPage(exchange, FormState()))
        }
        table.post("/login/reset", .visitor, .login) { exchange in try await Self.redeem(exchange) }
        table.get("/account/password", .signedIn) { exchange in
            .page(try await Self.page(exchange, FormState()).html)
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
                } catch Passwords.Failure.repeated(let last) {
                    errors.add("password", Self.repeated(last))
                } catch Passwords.Failure.weak(let problems) {
                    for problem in problems { errors.add("password", Self.wording(problem)) }
                }
            }
            return .page(try await Self.page(exchange, FormState(errors: errors)).html, status: 422)
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
            } catch Passwords.Failure.repeated(let last) {
                errors.add("password", Self.repeated(last))
            } catch Passwords.Failure.weak(let problems) {
                for problem in problems { errors.add("password", wording(problem)) }
            }
        }
        let state = exchange.state(errors, without: ["code", "password", "again"])
        return .page(try await resetPage(exchange, state), status: 422)
    }

    private static func resetPage(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let mode = try await Passwords(exchange.platform).mode()
        let rules = rules(PasswordPolicy(mode: mode, reach: .districtAndAbove), length: "至少 12 个字符（基层工会至少 8 个）")
        return PasswordResetPage(exchange.frame(.organisation), rules: rules, form: form).html
    }

    /// What a password must be, in one sentence.
    private static func rules(_ policy: PasswordPolicy, length: String) -> String {
        var parts = ["\(length)，最多 \(policy.maximumLength) 个"]
        if policy.requiredKinds > 1 { parts.append("包含大写字母、小写字母、数字、符号中的至少三种") }
        parts.append("不含账号、姓名和工会名称")
        if policy.remembered > 0 { parts.append("不与最近 \(policy.remembered) 次的密码相同") }
        if let days = policy.maximumAge { parts.append("\(days) 天后需要更换") }
        return parts.joined(separator: "，") + "。可以粘贴。"
    }

    private static func repeated(_ last: Int) -> String {
        last == 1 ? "新密码不能与当前密码相同，请换一个。" : "新密码不能与最近 \(last) 次用过的密码相同，请换一个。"
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

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> NewPasswordPage {
        let policy = try await Passwords(exchange.platform).policy(for: try exchange.actor())
        let reason: NewPasswordPage.Reason =
            switch exchange.visit?.password {
            case .oneTime?: .firstLogin
            case .expired(let days)?: .expired(days: days)
            case .own?, nil: .wished
            }
        return NewPasswordPage(
            exchange.frame(.organisation), reason,
            rules: rules(policy, length: "至少 \(policy.minimumLength) 个字符"), form: form)
    }
}
