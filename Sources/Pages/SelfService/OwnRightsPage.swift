public import Domain
public import Markup
import Wording

/// 个人信息权利: what a member may ask about his own data, what he has asked, and what was answered.
public struct OwnRightsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let kind = "kind"
        public static let text = "text"
    }

    let frame: PageFrame
    let rows: [RightsRow]
    let mayAsk: Set<RightsRequest.Kind>
    let due: CalendarDay
    let form: FormState

    /// - Parameter due: by when he is to be answered when he asks today.
    public init(
        _ frame: PageFrame, _ rows: [RightsRow], mayAsk: Set<RightsRequest.Kind>, due: CalendarDay, form: FormState
    ) {
        (self.frame, self.rows, self.mayAsk, self.due, self.form) = (frame, rows, mayAsk, due, form)
    }

    public var html: HTML {
        OwnLayout(frame, PageHead("个人信息权利", above: [OwnLayout.home]), errors: form.errors) {
            if !rows.isEmpty {
                Card("已提出的请求", id: "requests", note: "\(rows.count.grouped) 件") { CheckAnswers(answers) }
            }
            if mayAsk.isEmpty {
                Callout("各类请求都在等待答复") { p { "答复后会显示在上面，届时可以再次提出。" } }
            } else {
                ask
            }
            p(.class("small")) { a(.class("inline-link"), .href(.own(.consent))) { "个人信息告知与同意" } }
            LinkButton("返回", .own(.home))
        }.html
    }

    private var answers: [CheckAnswers.Answer] {
        let today = frame.today
        return rows.map { row in
            .init(row.request.kind.wording) {
                p {
                    row.badge(on: today)
                    " "
                    row.request.number
                }
                if let text = row.text { p { text } }
                p(.class("small muted")) {
                    "收到 "
                    row.request.receivedOn.htmlWithWeekday
                    if row.request.status == .open {
                        "，\(row.unionName)应在 "
                        row.request.due.htmlWithWeekday
                        " 前答复"
                    }
                }
                if let answer = row.answer { p { "\(row.unionName)答复：\(answer)" } }
                if let at = row.answeredAt {
                    p(.class("small muted")) {
                        "答复于 "
                        at.htmlToTheMinute
                    }
                }
            }
        }
    }

    private var ask: HTML {
        PostForm(to: .own(.rights), frame.tokens, .class("card")) {
            div(.class("card-body stack")) {
                RadioField(
                    Field.kind, "您要", in: form,
                    RightsRequest.Kind.allCases.filter(mayAsk.contains).map {
                        Choice($0.rawValue, $0.wording, hint: $0.explanation)
                    }, shape: .boxes)
                TextArea(
                    Field.text, "具体请求", in: form, rows: 4,
                    hint: "最多 \(RightsRequest.textLimit) 个字，请勿填写证件号码或卡号。")
                p(.class("small muted")) {
                    "所在工会会在 "
                    due.htmlWithWeekday
                    " 前（\(RightsRequest.workingDays) 个工作日）答复，并显示在本页。对答复不满意的，可以向上级工会提出，或拨 \(frame.site.hotline.telephone)。"
                }
                button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "提交给所在工会" }
            }
        }.html
    }
}
