public import Domain
public import Markup
import Wording

/// 扫码入会审核: who asked by a 组织码.
public struct JoinApplicationsPage: Component, Sendable {
    let frame: PageFrame
    let part: JoinApplicationPart
    let rows: [Row]
    let waiting: Int
    let window: PageWindow

    public init(_ frame: PageFrame, _ part: JoinApplicationPart, _ rows: [Row], waiting: Int, _ window: PageWindow) {
        (self.frame, self.part, self.rows, self.waiting, self.window) = (frame, part, rows, waiting, window)
    }

    /// One application; numbers are masked.
    public struct Row: Sendable {
        public var id: ID<JoinApplication>
        public var status: JoinApplication.Status
        public var name: String
        public var category: MemberCategory
        public var place: String?
        public var submittedAt: Instant
        public var decidedAt: Instant?
        public var reason: String?
        public var member: ID<Member>?
        /// What was typed, column by column, in words; empty when it is decided.
        public var answers: [(question: String, answer: String)]
        public var consent: TransferConsent

        public init(
            id: ID<JoinApplication>, status: JoinApplication.Status, name: String, category: MemberCategory,
            place: String?, submittedAt: Instant, decidedAt: Instant?, reason: String?, member: ID<Member>?,
            answers: [(question: String, answer: String)], consent: TransferConsent
        ) {
            self.id = id
            self.status = status
            self.name = name
            self.category = category
            self.place = place
            self.submittedAt = submittedAt
            self.decidedAt = decidedAt
            self.reason = reason
            self.member = member
            self.answers = answers
            self.consent = consent
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let part = "part"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("扫码入会审核", above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers)]) {
                LinkButton("组织码管理", .join(.codes))
            }, current: .memberTransfers
        ) {
            nav(.class("row-gap"), .ariaLabel("扫码入会审核")) {
                for other in JoinApplicationPart.allCases {
                    LinkButton(
                        other == .open ? "\(other.wording)（\(waiting.grouped)）" : other.wording,
                        Path.join(.applications).url((name: Field.part, value: other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(part.wording, rows, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.join(.applications).url(
                        (name: Field.part, value: part.rawValue),
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
        }.html
    }

    private var blank: Blank {
        switch part {
        case .open:
            .nothingYet("没有待审核的扫码入会申请") {
                "职工扫组织码提交申请后，会显示在这里。"
            } actions: {
                LinkButton("组织码管理", .join(.codes))
            }
        case .closed: .nothingYet("还没有办理过扫码入会申请") { "同意或退回的申请会显示在这里。" }
        }
    }

    private var columns: [Column<Row>] {
        [
            .head("姓名") { $0.name }, .text("会员类别") { $0.category.wording }, Column("单位") { textOr($0.place) },
            .moment("申请时间") { $0.submittedAt }, .state("状态") { $0.status.badge },
            .actions { row in
                a(.href(.join(.application(row.id))), .ariaLabel("\(verb)\(row.name)的入会申请")) { verb }
            },
        ]
    }

    private var verb: String { part == .open ? "审核" : "查看" }
}

/// One application: what was typed, and the decision.
public struct JoinApplicationPage: Component, Sendable {
    let frame: PageFrame
    let row: JoinApplicationsPage.Row
    let form: FormState

    public init(_ frame: PageFrame, _ row: JoinApplicationsPage.Row, form: FormState = FormState()) {
        (self.frame, self.row, self.form) = (frame, row, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "扫码入会审核",
                above: [
                    Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers), Crumb("扫码入会审核", .join(.applications)),
                ], here: row.name, facts: [HTML(row.name), row.status.badge.html]),
            current: .memberTransfers, errors: form.errors, shape: .journey
        ) {
            Card("申请内容", id: "application") { CheckAnswers(answers) }
            if row.status == .open {
                if row.consent == .none {
                    Callout("申请人没有同意从其他工会转入") { p { "如果他（她）已是其他工会的会员，同意时会提示，请联系本人后退回，重新扫码申请。" } }
                }
                PostForm(to: .join(.acceptance(row.id)), frame.tokens) {
                    DecideBlock("同意入会") {
                        "请核对是本单位的职工。同意后 \(row.name) 成为本工会会员；已是其他工会会员的，向原工会申请会籍转移。"
                    } content: {
                        SubmitButton("同意 \(row.name) 入会", .primary, size: .large)
                    }
                }
                PostForm(to: .join(.return(row.id)), frame.tokens) {
                    Card("不同意，退回申请", id: "give-back") {
                        div(.class("card-body stack")) {
                            TextArea(Field.reason, "退回原因", in: form, rows: 2, hint: "记录在申请中，请按留下的手机号告诉本人。")
                            SubmitButton("退回申请", .plain)
                        }
                    }
                }
            } else {
                div(.class("row-gap")) {
                    if let member = row.member { LinkButton("查看会员", .member(member), .primary) }
                    LinkButton("返回扫码入会审核", .join(.applications))
                }
            }
        }.html
    }

    private var answers: [CheckAnswers.Answer] {
        var answers = [
            CheckAnswers.Answer("姓名") { row.name }, CheckAnswers.Answer("会员类别") { row.category.wording },
        ]
        if let place = row.place { answers.append(CheckAnswers.Answer("单位") { place }) }
        for (question, answer) in row.answers { answers.append(CheckAnswers.Answer(question) { textOr(answer) }) }
        answers.append(CheckAnswers.Answer("申请时间") { row.submittedAt.htmlToTheMinute })
        if let decidedAt = row.decidedAt {
            answers.append(CheckAnswers.Answer("办理时间") { decidedAt.htmlToTheMinute })
        }
        if let reason = row.reason { answers.append(CheckAnswers.Answer("退回原因") { reason }) }
        return answers
    }
}
