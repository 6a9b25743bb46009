public import Domain
public import Markup
import Wording

/// A request as pages say it.
public struct RightsRow: Sendable {
    public var request: RightsRequest
    public var memberName: String
    public var memberNumber: String
    public var unionName: String
    public var text: String?
    public var answer: String?
    public var recordedAt: Instant
    public var answeredAt: Instant?

    public init(
        _ request: RightsRequest, memberName: String, memberNumber: String, unionName: String, text: String?,
        answer: String?, recordedAt: Instant, answeredAt: Instant?
    ) {
        (self.request, self.memberName, self.memberNumber) = (request, memberName, memberNumber)
        (self.unionName, self.text, self.answer) = (unionName, text, answer)
        (self.recordedAt, self.answeredAt) = (recordedAt, answeredAt)
    }

    func badge(on today: CalendarDay) -> StateBadge {
        if request.isOverdue(on: today) { return StateBadge("已超期", .bad) }
        switch request.status {
        case .open: return StateBadge(request.status.wording, .wait)
        case .fulfilled: return StateBadge(request.status.wording, .done)
        case .refused: return StateBadge(request.status.wording)
        }
    }
}

/// 个人信息请求: what people ask about their own data.
public struct RightsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let part = "part"
        public static let who = "who"
        public static let kind = "kind"
        public static let text = "text"
        public static let received = "received"
        public static let command = "command"
    }

    let frame: PageFrame
    let part: RightsPart
    let rows: [RightsRow]
    let window: PageWindow
    let form: FormState

    public init(
        _ frame: PageFrame, _ part: RightsPart, _ rows: [RightsRow], _ window: PageWindow,
        form: FormState = FormState()
    ) {
        (self.frame, self.part, self.rows, self.window, self.form) = (frame, part, rows, window, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "个人信息请求", above: [Crumb("会员管理")],
                facts: [HTML("本人要求查询、复制、更正、删除或撤回同意的，\(RightsRequest.workingDays) 个工作日内答复")]),
            current: .rights(.list), errors: form.errors
        ) {
            Card("登记请求", id: "record") {
                PostForm(to: .rights(.search), frame.tokens, .data("repeatable", "")) {
                    div(.class("card-body stack")) {
                        TextField(
                            Field.who, "会员编号或证件号码", in: form, .documentNumber,
                            hint: "请先核实来人身份。只能查找本工会及下级的现有和以前的会员；查不到的请由职保中心办理。")
                        div(.class("row-gap")) { SubmitButton("查找此人", .primary) }
                    }
                }
            }
            nav(.class("row-gap"), .ariaLabel("个人信息请求")) {
                for other in RightsPart.allCases {
                    LinkButton(
                        other.wording, Path.rights(.list).url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(part.wording, rows, blank: blank, columns: columns)
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.rights(.list).url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }
    }

    private var columns: [Column<RightsRow>] {
        let today = frame.today
        return [
            .head("编号") { row in a(.href(.rights(.one(row.request.id)))) { row.request.number } },
            .text("请求事项") { $0.request.kind.wording }, .text("姓名") { $0.memberName },
            .text("会员编号") { $0.memberNumber }, .text("受理工会") { $0.unionName },
            .day("收到日期") { $0.request.receivedOn }, .day("答复期限") { $0.request.due },
            .state("状态") { $0.badge(on: today) },
        ]
    }

    private var blank: Blank {
        .nothingYet("没有\(part.wording)的请求") { "登记的请求会显示在这里，并按答复期限排列。" }
    }
}

/// What somebody asks, taken in.
public struct RightsFormPage: Component, Sendable {
    /// The person as he is known.
    public struct Subject: Sendable {
        let member: ID<Member>
        let name: String
        let number: String
        let unionName: String
        let due: CalendarDay

        public init(member: ID<Member>, name: String, number: String, unionName: String, due: CalendarDay) {
            (self.member, self.name, self.number, self.unionName, self.due) = (member, name, number, unionName, due)
        }
    }

    private typealias Field = RightsPage.Field

    let frame: PageFrame
    let subject: Subject
    let form: FormState

    public init(_ frame: PageFrame, _ subject: Subject, form: FormState) {
        (self.frame, self.subject, self.form) = (frame, subject, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "登记个人信息请求", above: [Crumb("会员管理"), Crumb("个人信息请求", .rights(.list))],
                facts: [HTML(subject.unionName)]),
            current: .rights(.list), errors: form.errors, shape: .journey
        ) {
            Card("本人", id: "person") {
                CheckAnswers([.init("姓名") { subject.name }, .init("会员编号") { subject.number }])
            }
            PostForm(to: .rights(.member(subject.member)), frame.tokens, .class("stack")) {
                Card("请求", id: "what") {
                    div(.class("card-body stack")) {
                        RadioField(
                            Field.kind, "请求事项", in: form,
                            RightsRequest.Kind.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.guidance) },
                            shape: .boxes)
                        DateField(Field.received, "收到日期", in: form, hint: "本人提出请求的日期，答复期限从次日算起。")
                        TextArea(
                            Field.text, "请求内容", in: form, rows: 3,
                            hint: "本人要求什么，怎样核实的身份。最多 \(RightsRequest.textLimit) 个字，请勿填写证件号码。")
                    }
                }
                p(.class("muted")) {
                    "今天收到的，答复期限为 "
                    subject.due.htmlInSentence
                    "（\(RightsRequest.workingDays) 个工作日）。"
                }
                div(.class("row-gap")) {
                    SubmitButton("登记请求", size: .large)
                    LinkButton("返回", .rights(.list), size: .large)
                }
            }
        }
    }
}

/// One request: what was asked, the means to do it, the answer.
public struct RightsRequestPage: Component, Sendable {
    private typealias Field = RightsPage.Field

    let frame: PageFrame
    let row: RightsRow
    let history: [MemberPage.Happening]
    let stepUp: StepUp
    let form: FormState

    public init(
        _ frame: PageFrame, _ row: RightsRow, history: [MemberPage.Happening], stepUp: StepUp, form: FormState
    ) {
        (self.frame, self.row, self.history, self.stepUp, self.form) = (frame, row, history, stepUp, form)
    }

    private var request: RightsRequest { row.request }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "个人信息请求 \(request.number)", above: [Crumb("会员管理"), Crumb("个人信息请求", .rights(.list))],
                facts: [HTML(row.unionName), row.badge(on: frame.today).html]),
            current: .rights(.list), errors: form.errors, shape: .journey
        ) {
            if request.isOverdue(on: frame.today) {
                Callout("答复期限已过", .bad) {
                    p {
                        "应在 "
                        request.due.htmlInSentence
                        "前答复，请立即办理。"
                    }
                }
            }
            Card("请求", id: "request") { CheckAnswers(answers) }
            if request.status != .refused { copy }
            if request.status == .open { answer }
            Card("办理经过", id: "history") {
                DataTable(
                    "办理经过", history,
                    columns: [
                        Column("时间", .head) { $0.at.htmlToTheMinute }, .text("账号") { $0.account },
                        .text("办理") { $0.words },
                    ])
            }
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers: [CheckAnswers.Answer] = [
            .init("请求事项") { request.kind.wording },
            .init("本人", change: "会员详情", at: Path.member(request.member).url) {
                "\(row.memberName)，会员编号 \(row.memberNumber)"
            },
            .init("收到日期") { request.receivedOn.htmlWithWeekday },
            .init("答复期限") { request.due.htmlWithWeekday },
            .init("请求内容") { row.text ?? "保存期已过，内容已清除" },
        ]
        if let at = row.answeredAt {
            answers.append(.init("答复时间") { at.htmlToTheMinute })
            answers.append(.init("答复") { row.answer ?? "保存期已过，内容已清除" })
        }
        return answers
    }

    private var copy: HTML {
        Card("个人信息副本", id: "copy", note: "xlsx，含完整号码，每次下载都有记录") {
            PostForm(to: .rights(.copy(request.id)), frame.tokens, .data("repeatable", "")) {
                div(.class("card-body stack")) {
                    p { "包括本工会及下级保存的个人信息、证件、会籍、服务卡、参保、给付和处理记录；全市范围的副本由职保中心出具。只交给本人。" }
                    StepUpCard(stepUp, in: form, note: "确认正在操作的是当前登录账号本人")
                    div(.class("row-gap")) { SubmitButton("下载个人信息副本", .plain, icon: .download) }
                }
            }
        }.html
    }

    private var answer: HTML {
        PostForm(to: .rights(.answer(request.id)), frame.tokens, .class("stack")) {
            Card("答复", id: "answer", note: request.kind.guidance) {
                div(.class("card-body stack")) {
                    RadioField(
                        Field.command, "结果", in: form,
                        RightsRequest.Command.allCases.map { Choice($0.rawValue, $0.wording) }, shape: .boxes)
                    TextArea(
                        Field.text, "答复内容", in: form, rows: 3,
                        hint: "本人登录会员本人服务会看到答复：做了什么；不予办理的，写明依据和还可以怎样做。最多 \(RightsRequest.textLimit) 个字，请勿填写证件号码。")
                    div(.class("row-gap")) { SubmitButton("提交答复") }
                }
            }
        }.html
    }
}
