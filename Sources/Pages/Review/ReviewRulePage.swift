public import Domain
public import Markup
import Wording

/// 审核方式: which levels look at the lists of the district's units.
public struct ReviewRulePage: Component, Sendable {
    let frame: PageFrame
    let district: String
    let rule: ReviewRule
    let form: FormState

    /// - Parameter form: field `levels`.
    public init(_ frame: PageFrame, district: String, _ rule: ReviewRule, form: FormState) {
        (self.frame, self.district, self.rule, self.form) = (frame, district, rule, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "审核方式", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [
                    HTML(district),
                    HTML {
                        if let at = rule.setAt {
                            "上次设置 "
                            at.htmlToTheMinute
                        } else {
                            "尚未设置"
                        }
                    },
                ]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            Card("集中参保名单由谁审核", id: "levels") {
                PostForm(to: .reviewRule, frame.tokens) {
                    HiddenField("stamp", String(rule.stamp))
                    div(.class("card-body stack")) {
                        RadioField(
                            "levels", "审核方式", in: form,
                            ReviewLevels.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                            shape: .boxes)
                        p(.class("muted")) { "立即生效，已通过审核的名单不受影响。本人提交的名单不能由本人审核。" }
                        div(.class("row-gap")) {
                            SubmitButton("保存设置")
                            LinkButton("返回", .review)
                        }
                    }
                }
            }
        }
    }
}
