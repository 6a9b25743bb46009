public import Markup

/// The second step of logging in: six digits of the authenticator, or one recovery code.
public struct SecondFactorPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState
    let returnTo: URLText?

    /// Which of the two was typed.
    public enum Proof: String, Sendable {
        case code
        case recoveryCode = "recovery-code"
    }

    /// One message for a wrong, an old and a used code.
    public static func refused(_ proof: Proof) -> FieldErrors {
        var errors = FieldErrors()
        switch proof {
        case .code: errors.add(proof.rawValue, "动态口令不正确或已用过，请等认证应用显示下一个 6 位数字后再输入")
        case .recoveryCode: errors.add(proof.rawValue, "恢复码不正确或已用过，请核对，或换一个恢复码")
        }
        return errors
    }

    /// - Parameters:
    ///   - form: fields `code` and `recovery-code`; one of them is filled.
    ///   - returnTo: the page that was asked for; sent back as `return`.
    public init(_ frame: PageFrame, form: FormState, returnTo: URLText? = nil) {
        (self.frame, self.form, self.returnTo) = (frame, form, returnTo)
    }

    public var html: HTML {
        Layout(frame, PageHead("输入动态口令"), errors: form.errors) {
            PostForm(to: .secondFactor, frame.tokens, .class("card form-narrow")) {
                if let returnTo { HiddenField("return", returnTo.description) }
                div(.class("card-body stack")) {
                    TextField(
                        "code", "动态口令", in: form, .oneTimeCode, hint: "打开手机上的认证应用，输入当前显示的 6 位数字。")
                    details(.open(if: form.errors[Proof.recoveryCode.rawValue] != nil)) {
                        summary { "手机不在身边？使用恢复码" }
                        TextField(
                            "recovery-code", "恢复码", in: form, .documentNumber, hint: "每个恢复码只能用一次。恢复码用完或遗失，请联系上级工会重置。",
                            need: .optional)
                    }
                    div(.class("row-gap")) {
                        SubmitButton("验证并登录")
                        LinkButton("换账号登录", .login, .quiet)
                    }
                }
            }
        }
    }
}

/// Sets up the second factor: the secret as text and picture, then one code as proof.
public struct SecondFactorSetupPage: Component, Sendable {
    /// How far the account is.
    public enum State: Sendable {
        /// Has none yet: the secret in groups of four, and the address of its QR picture.
        case offered(secret: String, picture: URLText)
        /// Just set up: the recovery codes, shown this one time.
        case confirmed(recoveryCodes: [String])
        /// Set up earlier.
        case inUse(recoveryCodesLeft: Int)
    }

    let frame: PageFrame
    let state: State
    let form: FormState

    /// - Parameter form: field `code`.
    public init(_ frame: PageFrame, _ state: State, form: FormState) {
        (self.frame, self.state, self.form) = (frame, state, form)
    }

    public var html: HTML {
        Layout(frame, PageHead("动态口令"), errors: form.errors, shape: .journey) {
            switch state {
            case .offered(let secret, let picture): offer(secret, picture)
            case .confirmed(let codes): confirmation(codes)
            case .inUse(let left):
                section(.class("card form-narrow")) {
                    div(.class("card-body")) {
                        h2 { "动态口令已启用" }
                        p {
                            "每次登录都要输入认证应用显示的 6 位数字。"
                            left == 0 ? "没有可用的恢复码，请保管好手机。" : "还有 \(left.grouped) 个恢复码可用。"
                        }
                        p { "更换手机或遗失恢复码，请联系上级工会重置，重置后在这里重新设置。" }
                    }
                }
            }
        }
    }

    @HTMLBuilder private func offer(_ secret: String, _ picture: URLText) -> HTML {
        PostForm(to: .secondFactorSetup, frame.tokens, .class("card form-narrow")) {
            div(.class("card-body stack")) {
                p { "启用后，每次登录都要输入认证应用显示的 6 位数字；区局以上和管理员账号必须启用。请用手机上的认证应用扫描下面的二维码，或手工输入密钥。" }
                img(.src(picture), .alt("动态口令二维码，内容与下面的密钥相同"), .width(240), .height(240))
                p {
                    "密钥："
                    span(.class("secret")) { secret }
                }
                TextField("code", "认证应用显示的 6 位数字", in: form, .oneTimeCode)
                SubmitButton("验证并启用动态口令")
            }
        }
    }

    private func confirmation(_ codes: [String]) -> HTML {
        section(.class("card form-narrow")) {
            div(.class("card-body stack")) {
                h2 { "动态口令已启用，请保存恢复码" }
                p { "手机不在身边时，可以用恢复码代替动态口令，每个只能用一次。恢复码只显示这一次，请打印或抄写后妥善保管。" }
                ul { for code in codes { li { span(.class("secret")) { code } } } }
                div(.class("row-gap")) {
                    LinkButton("已保存，进入首页", .home, .primary)
                    button(
                        .class("btn"), .type(.button), .data("print", ""), .data("with-script", ""), .hidden(if: true)
                    ) { "打印本页" }
                }
            }
        }
    }
}

/// A new password, chosen by the person or demanded at the first login.
public struct NewPasswordPage: Component, Sendable {
    /// Why the page is shown.
    public enum Reason: Sendable {
        case wished, firstLogin
        /// It has been used for so many days.
        case expired(days: Int)

        var text: String? {
            switch self {
            case .wished: nil
            case .firstLogin: "您用的是一次性密码。请先设置自己的密码，再继续使用。"
            case .expired(let days): "您的密码已使用 \(days) 天。请设置新密码，再继续使用。"
            }
        }
    }

    let frame: PageFrame
    let reason: Reason
    let rules: String
    let form: FormState

    /// - Parameters:
    ///   - rules: what a password must be, as the policy in force says it.
    ///   - form: fields `current`, `password`, `again`.
    public init(_ frame: PageFrame, _ reason: Reason, rules: String, form: FormState) {
        (self.frame, self.reason, self.rules, self.form) = (frame, reason, rules, form)
    }

    public var html: HTML {
        Layout(frame, PageHead("修改密码"), errors: form.errors) {
            if let text = reason.text { Callout(nil, .warning) { p { text } } }
            PostForm(to: .newPassword, frame.tokens, .class("card form-narrow")) {
                div(.class("card-body stack")) {
                    TextField("current", "当前密码", in: form, .password)
                    TextField("password", "新密码", in: form, .newPassword, hint: rules)
                    TextField("again", "再输入一次新密码", in: form, .newPassword)
                    p(.class("muted small")) { "修改后，您在其他设备上的登录会全部退出。" }
                    SubmitButton("保存新密码")
                }
            }
        }
    }
}
