public import Domain
public import Markup
import Wording

/// 查看完整号码: the reason, then the numbers of one member.
public struct MemberDisclosurePage: Component, Sendable {
    let frame: PageFrame
    let row: MembersPage.Row
    let shown: Shown?
    let stepUp: StepUp
    let form: FormState

    /// - Parameters:
    ///   - shown: the numbers; nil before the reason is given.
    ///   - stepUp: what is asked for besides the reason.
    public init(
        _ frame: PageFrame, _ row: MembersPage.Row, _ shown: Shown?, stepUp: StepUp = .nothing,
        form: FormState = FormState()
    ) {
        (self.frame, self.row, self.shown, self.stepUp, self.form) = (frame, row, shown, stepUp, form)
    }

    public struct Shown: Sendable {
        let document: String
        let phone: String
        let address: String?

        public init(document: String, phone: String, address: String?) {
            (self.document, self.phone, self.address) = (document, phone, address)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "查看完整号码", above: [Crumb("会员管理"), Crumb("会员信息", .members), Crumb(row.name, .member(row.id))],
                facts: [HTML(row.name), HTML(row.unionName)]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            if let shown {
                Callout("本次查看已记录", .warning) { p { "请勿拍照、转发或另行保存。离开本页后需重新说明原因。" } }
                Card("完整号码", id: "whole") {
                    CheckAnswers([
                        CheckAnswers.Answer(row.documentType.wording) { shown.document },
                        CheckAnswers.Answer("手机号") { textOr(shown.phone.isEmpty ? nil : shown.phone, "无") },
                        CheckAnswers.Answer("工作单位详细地址") { textOr(shown.address, "没有填写") },
                    ])
                }
                div { LinkButton("返回会员详情", .member(row.id), size: .large) }
            } else {
                PostForm(to: .memberList(.disclosure(row.id)), frame.tokens, .class("stack")) {
                    Card("为什么查看", id: "why") {
                        div(.class("card-body")) {
                            RadioField(
                                Field.reason, "查看原因", in: form,
                                DisclosureReason.allCases.map { Choice($0.rawValue, $0.wording) }, shape: .boxes)
                            p(.class("muted")) { "每次查看都会记录查看人、时间和原因。" }
                        }
                    }
                    StepUpCard(stepUp, in: form, note: "确认正在操作的是当前登录账号本人")
                    div(.class("row-gap")) {
                        SubmitButton("查看 \(row.name) 的完整号码", size: .large)
                        LinkButton("返回会员详情", .member(row.id), size: .large)
                    }
                }
            }
        }
    }
}
