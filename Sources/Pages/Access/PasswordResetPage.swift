public import Markup

/// A password of one's own, set with the one-time code of the superior union.
public struct PasswordResetPage: Component, Sendable {
    let frame: PageFrame
    let rules: String
    let form: FormState

    /// One message for an unknown account, a wrong code and an old one.
    public static let refused = FieldErrors.general("账号或一次性代码不正确，或代码已过期。代码 10 分钟内有效，可请上级工会重新生成。")

    /// - Parameter form: fields `account`, `code`, `password`, `again`.
    public init(_ frame: PageFrame, rules: String, form: FormState) {
        (self.frame, self.rules, self.form) = (frame, rules, form)
    }

    public var html: HTML {
        Layout(frame, PageHead("设置密码"), errors: form.errors) {
            PostForm(to: .passwordReset, frame.tokens, .class("card form-narrow")) {
                div(.class("card-body stack")) {
                    p { "请输入上级工会系统管理员告诉您的一次性代码，并设置自己的密码。" }
                    TextField("account", "账号", in: form, .account)
                    TextField(
                        "code", "一次性代码", in: form, .documentNumber, hint: "16 位字母和数字，如 ABCD-EFGH-IJKL-MNOP，不分大小写。")
                    TextField("password", "新密码", in: form, .newPassword, hint: rules)
                    TextField("again", "再输入一次新密码", in: form, .newPassword)
                    div(.class("row-gap")) {
                        SubmitButton("保存新密码")
                        LinkButton("返回登录", .login, .quiet)
                    }
                }
            }
        }
    }
}
