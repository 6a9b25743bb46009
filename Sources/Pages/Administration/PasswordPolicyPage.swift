public import Domain
public import Markup
import Wording

/// 密码规则: the two schools of thought between which a city chooses.
public struct PasswordPolicyPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let mode = "mode"
        public static let shown = "shown"
    }

    let frame: PageFrame
    let current: String
    let choices: [Choice]
    let stepUp: StepUp
    let form: FormState

    /// - Parameters:
    ///   - current: the value of the choice in force.
    ///   - choices: with what each asks of a password.
    public init(_ frame: PageFrame, current: String, _ choices: [Choice], stepUp: StepUp, form: FormState) {
        (self.frame, self.current, self.choices) = (frame, current, choices)
        (self.stepUp, self.form) = (stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("密码规则", above: [Crumb("系统管理")], facts: [HTML("全市所有账号")]),
            current: .access(.passwordPolicy), errors: form.errors, shape: .journey
        ) {
            PostForm(to: .access(.passwordPolicy), frame.tokens, .class("stack")) {
                HiddenField(Field.shown, current)
                Card("新密码须符合的规则", id: "policy") {
                    div(.class("card-body stack")) {
                        RadioField(Field.mode, "规则", in: form, choices, shape: .boxes)
                        p(.class("muted")) {
                            "两种规则都要求：区局及以上和管理账号至少 12 个字符，其他账号至少 8 个，不能使用常见密码和与姓名、工会名有关的密码。修改后，从下次登录和下次修改密码起执行，不影响正在办理的工作。"
                        }
                    }
                }
                StepUpCard(stepUp, in: form, note: "确认设置的是当前登录账号本人")
                div(.class("row-gap")) { SubmitButton("保存密码规则", size: .large) }
            }
        }
    }
}
