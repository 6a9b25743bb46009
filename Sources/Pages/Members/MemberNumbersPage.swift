public import Domain
public import Markup

/// 按名单查找: a column of document numbers, pasted.
public struct MemberNumbersPage: Component, Sendable {
    let frame: PageFrame
    let under: ID<Union>?
    let form: FormState

    public init(_ frame: PageFrame, under: ID<Union>?, form: FormState = FormState()) {
        (self.frame, self.under, self.form) = (frame, under, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let numbers = "numbers"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("按名单查找", above: [Crumb("会员管理"), Crumb("会员信息", .members)]), current: .members,
            errors: form.errors, shape: .journey
        ) {
            PostForm(to: .memberList(.numbers), frame.tokens, .class("stack")) {
                if let under { HiddenField(MemberListQuery.Field.under, under.description) }
                Card("证件号码", id: "numbers-h") {
                    div(.class("card-body")) {
                        TextArea(
                            Field.numbers, "证件号码", in: form, rows: 12,
                            hint: "从 Excel 复制证件号码一列，粘贴到这里，每行一个；一次最多 \(NumberSelection.limit.grouped) 个。各种证件都可以。")
                        p(.class("muted")) { "只在您能看到的会员中查找；找到的人数和没有找到的号码会一并告诉您。" }
                    }
                }
                div(.class("row-gap")) {
                    SubmitButton("查找", size: .large)
                    LinkButton("返回会员信息", .members, size: .large)
                }
            }
        }
    }
}
