public import Domain
public import Markup

/// The fields by which somebody proves anew who he is, within the form of an act that asks it; nothing when he has done so
/// a short while ago.
public struct StepUpCard: Component, Sendable {
    let stepUp: StepUp
    let form: FormState
    let need: Need
    let note: String

    /// Names of the form's fields; none of them ever comes back in a page.
    public enum Field {
        public static let password = "password"
        public static let code = "code"
        public static let recoveryCode = "recovery-code"

        public static let all: Set<String> = [password, code, recoveryCode]
    }

    /// One message for a wrong password, a wrong code and a locked account.
    public static let refused = "密码或动态口令不正确，请重新输入。连续 5 次不正确，账号锁定 10 分钟"

    /// - Parameters:
    ///   - need: optional where only one of the form's choices asks for it.
    ///   - note: when it is asked for.
    public init(
        _ stepUp: StepUp, in form: FormState, need: Need = .required, note: String = "确认正在操作的是当前登录账号本人"
    ) {
        (self.stepUp, self.form, self.need, self.note) = (stepUp, form, need, note)
    }

    public var html: HTML {
        switch stepUp {
        case .nothing: HTML()
        case .password: card(HTML())
        case .passwordAndCode: card(codes)
        }
    }

    private func card(_ codes: HTML) -> HTML {
        Card("再次确认身份", id: "step-up", note: note) {
            div(.class("card-body stack")) {
                TextField(
                    Field.password, "登录密码", in: form, .password,
                    hint: "确认后 \(Occasion.confirmationMinutes) 分钟内不再询问。", need: need)
                codes
            }
        }.html
    }

    @HTMLBuilder private var codes: HTML {
        TextField(Field.code, "动态口令", in: form, .oneTimeCode, hint: "认证应用当前显示的 6 位数字。", need: need)
        details {
            summary { "手机不在身边？使用恢复码" }
            TextField(
                Field.recoveryCode, "恢复码", in: form, .documentNumber, hint: "每个恢复码只能用一次。", need: .optional)
        }
    }
}
