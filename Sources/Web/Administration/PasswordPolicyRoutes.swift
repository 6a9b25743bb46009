import Domain
import Markup
import Pages
import UseCases
import Vault

/// 密码规则.
struct PasswordPolicyRoutes: RouteGroup {
    private typealias Field = PasswordPolicyPage.Field

    func register(in table: inout RouteTable) {
        table.get("/password-policy", .requires(.setPasswordPolicy)) { exchange in
            try await Self.page(exchange, nil)
        }
        table.post("/password-policy", .requires(.setPasswordPolicy)) { exchange in
            try await Self.set(exchange)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState?) async throws -> Answer {
        let mode = try await PasswordPolicies(exchange.platform).mode(try exchange.occasion())
        let page = PasswordPolicyPage(
            exchange.frame(.organisation), current: mode.rawValue,
            PasswordPolicy.Mode.allCases.map { Choice($0.rawValue, $0.title, hint: $0.explanation) },
            stepUp: try await exchange.stepUp(), form: form ?? FormState([Field.mode: [mode.rawValue]]))
        return .page(page.html, status: form == nil ? 200 : 422)
    }

    private static func set(_ exchange: Exchange) async throws -> Answer {
        let policies = PasswordPolicies(exchange.platform)
        // Whether it is his to set is known before he is asked who he is.
        _ = try await policies.mode(try exchange.occasion())
        var errors = FieldErrors()
        let mode = PasswordPolicy.Mode(rawValue: exchange.form[Field.mode])
        let shown = PasswordPolicy.Mode(rawValue: exchange.form[Field.shown])
        if mode == nil { errors.add(Field.mode, "请选择一种规则") }
        guard errors.isEmpty, let mode,
            let occasion = try await exchange.confirmedOccasion(for: .setPasswordPolicy, &errors)
        else { return try await page(exchange, exchange.stateWithoutProof(errors)) }
        try await policies.set(mode, shown: shown ?? mode, occasion)
        try await exchange.flash("密码规则已设置为“\(mode.title)”，从下次登录和下次修改密码起执行。")
        return .seeOther(Path.access(.passwordPolicy).url)
    }
}

extension PasswordPolicy.Mode {
    fileprivate var title: String {
        switch self {
        case .gradedProtection: "等级保护"
        case .verificationStandard: "长密码，不定期更换"
        }
    }

    fileprivate var explanation: String {
        let policy = PasswordPolicy(mode: self, reach: .union)
        switch self {
        case .gradedProtection:
            let days = policy.maximumAge ?? 0
            return
                "大写字母、小写字母、数字、其他字符至少 \(policy.requiredKinds) 类；每 \(days) 天更换；不能与最近 \(policy.remembered) 次相同。网络安全等级保护测评采用。"
        case .verificationStandard: return "不要求字符种类，不要求定期更换；只看长度和是否常见。"
        }
    }
}
