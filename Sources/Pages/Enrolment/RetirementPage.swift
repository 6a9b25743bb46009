public import Domain
public import Markup
import Wording

/// 核对退休人员: each suspected retirement is answered; answers can be taken back until the lock.
public struct RetirementPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let people: Listing<RosterPerson>
    let size: Int
    let form: FormState

    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, _ people: Listing<RosterPerson>, size: Int,
        _ form: FormState
    ) {
        (self.frame, self.overview, self.people, self.size, self.form) = (frame, overview, people, size, form)
    }

    private var open: [RosterPerson] { people.entries.filter { $0.facts.answer == nil } }
    private var answered: [RosterPerson] { people.entries.filter { $0.facts.answer != nil } }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对退休人员", above: EnrolmentParts.aboveSteps,
                facts: [HTML("第 4 步，共 6 步")] + EnrolmentParts.facts(overview)),
            current: .enrolments, errors: form.errors, shape: .journey
        ) {
            EnrolmentParts.importantNotice(overview.year)
            if let refusal = overview.preparing { Callout(nil, .note) { p { refusal.wording } } }
            p(.class("muted")) { "女性的退休年龄因岗位而异，系统在其 50 周岁和 55 周岁（按规定延迟）各核对一次。" }
            Card("待核对", id: "open", note: "\(overview.equation[.suspectedRetired].grouped) 人，全部标记后才能提交") { openList }
            if !answered.isEmpty {
                Card("已标记", id: "answered", note: "锁定前可以撤回") { answeredList }
            }
            Pager(EnrolmentParts.window(people, size: size)) { number, size in
                Path.enrolment(.retirement).url(("page", String(number)), ("size", String(size)))
            }
            p {
                "还有其他人已经退休？请在"
                a(.class("inline-link"), .href(EnrolmentParts.people(.enrolling))) { "参保人员" }
                "中选择并标记为已退休。"
            }
            div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
        }.html
    }

    @HTMLBuilder private var openList: HTML {
        if open.isEmpty {
            Blank.nothingYet("没有待核对的人员") { "按法定退休年龄，没有会员在保障年度开始前退休。" }
        } else {
            PostForm(to: .enrolment(.retirement), frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                DataTable(
                    "待核对的人员", open,
                    columns: EnrolmentParts.identity + [
                        .day("法定退休日") { $0.facts.statutoryDay }, Column("标记", .text) { choices($0) },
                    ])
                if overview.preparing == nil {
                    div(.class("card-body")) { SubmitButton("保存标记") }
                }
            }
        }
    }

    private func choices(_ person: RosterPerson) -> HTML {
        fieldset(.class("row-gap")) {
            legend(.class("visually-hidden")) { "\(person.name)的退休情况" }
            for answer in RetirementAnswer.allCases {
                label(.class("check")) {
                    input(
                        .class("form-check-input"), .type(.radio), .name("answer-\(person.member)"),
                        .value(answer.rawValue),
                        .checked(if: form["answer-\(person.member)"] == answer.rawValue))
                    span { answer.wording }
                }
            }
        }
    }

    private var answeredList: HTML {
        PostForm(to: .enrolment(.retirementWithdrawals), frame.tokens) {
            EnrolmentParts.unitField(overview.unit)
            DataTable(
                "已标记的人员", answered,
                pick: overview.preparing == nil
                    ? Pick("member", value: { $0.member.description }, label: { $0.name }) : nil,
                columns: EnrolmentParts.identity + [
                    .day("法定退休日") { $0.facts.statutoryDay }, .text("标记") { $0.facts.answer?.wording },
                    .moment("标记时间") { $0.facts.answeredAt },
                ])
            if overview.preparing == nil {
                div(.class("card-body")) { SubmitButton("撤回所选标记", .plain) }
            }
        }.html
    }
}
