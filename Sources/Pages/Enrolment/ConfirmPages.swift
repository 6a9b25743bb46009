public import Domain
public import Markup
import Wording

/// 确认 of one person: it cannot be taken back, so it has a page of its own (ux, pattern 7).
public struct ConfirmOnePage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let person: RosterPerson
    let refusal: Refusal?
    let search: PersonSearch

    /// - Parameter refusal: why he cannot be confirmed now.
    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, _ person: RosterPerson, refusal: Refusal?,
        _ search: PersonSearch
    ) {
        (self.frame, self.overview, self.person, self.refusal) = (frame, overview, person, refusal)
        self.search = search
    }

    private var back: URLText { Path.enrolment(.confirmations).url(query: search.query) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "确认 \(person.name)", tab: "确认会员",
                above: EnrolmentParts.aboveTasks + [Crumb("集中参保待确认名单", Path.enrolment(.confirmations))],
                facts: EnrolmentParts.facts(overview)), current: .enrolments, shape: .journey
        ) {
            Card("会员", id: "person") {
                CheckAnswers([
                    .init("姓名") { person.name },
                    .init("会员编号") { person.number },
                    .init(person.document.type.wording) { person.document.masked },
                    .init("卡号") { textOr(person.card?.masked, "未办卡") },
                ])
            }
            if let refusal {
                Callout("现在不能确认", .warning) { p { refusal.wording } }
                div(.class("row-gap")) { LinkButton("返回名单", back) }
            } else {
                form
            }
        }.html
    }

    private var form: HTML {
        PostForm(to: .enrolment(.confirmation(person.member)), frame.tokens) {
            EnrolmentParts.unitField(overview.unit)
            if let token = search.token { HiddenField("f", token) }
            DecideBlock("确认 1 人") {
                "确认后，\(person.name) 的人保状态问题在 \(overview.year.year) 年度内视为已答复，自动加入集中参保名单，无法撤回。"
                if person.bucket == .noCard { "该会员未办卡，办卡后才能参保。" }
                if overview.current != nil { "已提交的名单将过时，需要再次提交。" }
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("确认 \(person.name) 参保", size: .large)
                    LinkButton("返回名单", back, size: .large)
                }
            }
        }.html
    }
}

/// 全部确认: how many, the first ten, and that it cannot be undone (ux, pattern 2).
public struct ConfirmAllPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let people: Listing<RosterPerson>
    let search: PersonSearch
    let form: FormState

    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, _ people: Listing<RosterPerson>, _ search: PersonSearch,
        _ form: FormState
    ) {
        (self.frame, self.overview, self.people, self.search, self.form) = (frame, overview, people, search, form)
    }

    public var html: HTML {
        let count = people.total.grouped
        let noCard = people.entries.filter { $0.bucket == .noCard }.count
        return Layout(
            frame,
            PageHead(
                "全部确认 \(count) 人",
                above: EnrolmentParts.aboveTasks + [Crumb("集中参保待确认名单", Path.enrolment(.confirmations))],
                facts: EnrolmentParts.facts(overview)), current: .enrolments, errors: form.errors, shape: .journey
        ) {
            Card("名单", id: "people", note: people.total > people.entries.count ? "前 \(people.entries.count) 人" : "") {
                DataTable("待确认名单", people.entries, columns: EnrolmentParts.identity)
            }
            PostForm(to: .enrolment(.confirmAll), frame.tokens) {
                EnrolmentParts.unitField(overview.unit)
                HiddenField("expected", String(people.total))
                if let token = search.token { HiddenField("f", token) }
                DecideBlock("确认 \(count) 人") {
                    "确认后，\(count) 人的人保状态问题在 \(overview.year.year) 年度内视为已答复，自动加入集中参保名单，无法撤回。"
                    if noCard > 0 { "其中未办卡的会员，办卡后才能参保。" }
                    if overview.current != nil { "已提交的名单将过时，需要再次提交。" }
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("全部确认 \(count) 人", size: .large)
                        LinkButton(
                            "返回名单", Path.enrolment(.confirmations).url(query: search.query), size: .large)
                    }
                }
            }
        }.html
    }
}
