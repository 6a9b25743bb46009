public import Domain
public import Markup
import Wording

/// What is open in a union, by kind; with links where the reader may go there.
struct OpenWorkCard: Component {
    let open: [OpenWork: Int]
    let url: (OpenWork) -> URLText?

    init(_ open: [OpenWork: Int], url: @escaping (OpenWork) -> URLText? = { _ in nil }) {
        (self.open, self.url) = (open, url)
    }

    var html: HTML {
        Card("没有办完的事项", id: "open", note: "属于工会，交接时不用移动") {
            DataTable(
                "没有办完的事项", OpenWork.allCases.filter { open[$0] != nil },
                blank: .nothingYet("没有未办完的事项") { "该工会现在没有待办、草稿和审核中的申请。" },
                columns: [
                    .head("事项") { work in
                        if let url = url(work) { a(.href(url)) { work.wording } } else { work.wording }
                    },
                    .number("件数") { open[$0] ?? 0 },
                ])
        }.html
    }
}

/// 交接: who follows, from when, and what becomes of the old account.
public struct HandoverFormPage: Component, Sendable {
    public struct Model: Sendable {
        public let account: ManagedAccount
        public let successors: [ManagedAccount]
        public let open: [OpenWork: Int]
        /// One that waits already; then there is nothing to ask for.
        public let waiting: ID<DutyHandover>?

        public init(
            _ account: ManagedAccount, successors: [ManagedAccount], open: [OpenWork: Int],
            waiting: ID<DutyHandover>?
        ) {
            (self.account, self.successors, self.open, self.waiting) = (account, successors, open, waiting)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let successor = "successor"
        public static let day = "day"
        public static let fate = "fate"
        public static let remark = "remark"
    }

    let frame: PageFrame
    let model: Model
    let stepUp: StepUp
    let form: FormState

    /// - Parameter form: `Field`, and the fields of `StepUpCard`.
    public init(_ frame: PageFrame, _ model: Model, stepUp: StepUp, form: FormState) {
        (self.frame, self.model, self.stepUp, self.form) = (frame, model, stepUp, form)
    }

    private var account: Account { model.account.account }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "交接 \(account.displayName)（\(account.name)）的工作", tab: "交接 \(account.name)",
                above: [
                    Crumb("系统管理"), Crumb("账号管理", .accounts), Crumb(account.name, .account(account.id)),
                ], here: "交接", facts: [HTML(model.account.unionName)]), current: .accounts, errors: form.errors,
            shape: .journey
        ) {
            OpenWorkCard(model.open)
            if let waiting = model.waiting {
                Callout("已经发起交接", .warning) {
                    p {
                        "该账号有一件交接在等安全管理员移交角色。"
                        a(.class("inline-link"), .href(.access(.handover(waiting)))) { "查看交接" }
                    }
                }
            } else if model.successors.isEmpty {
                Callout("没有可以接手的账号", .warning) {
                    p {
                        "\(model.account.unionName)没有其他正在使用的账号。请先"
                        a(.class("inline-link"), .href(.accountNew)) { "新建账号" }
                        "，再回到这里交接。"
                    }
                }
            } else {
                ask
            }
        }
    }

    private var ask: HTML {
        PostForm(to: .access(.handoverForm(account.id)), frame.tokens, .class("stack")) {
            Card(
                "交接内容", id: "handover",
                note: "角色：\(AccountPage.words(model.account.grants.lasting(on: frame.made.day)))"
            ) {
                div(.class("card-body stack")) {
                    SelectField(
                        Field.successor, "接手的账号", in: form,
                        model.successors.map {
                            Choice($0.account.id.description, "\($0.account.displayName)（\($0.account.name)）")
                        }, hint: "同一工会正在使用的账号。接手人是新来的，请先新建账号。")
                    DateField(
                        Field.day, "生效日期", in: form, hint: "从这一天起，安全管理员可以移交角色。")
                    RadioField(
                        Field.fate, "原账号", in: form,
                        DutyHandover.Fate.allCases.map { Choice($0.rawValue, $0.wording) })
                    TextArea(
                        Field.remark, "交接说明", in: form, rows: 4,
                        hint: "写给接手人，如正在等谁的回复、材料放在哪里，最多 \(DutyHandover.remarkLimit) 个字。请勿填写证件号码、手机号。",
                        need: .optional)
                }
            }
            StepUpCard(stepUp, in: form)
            DecideBlock("发起交接") {
                "发起后，由安全管理员移交角色；移交时原账号的角色全部收回，接手的账号得到这些角色和一份未办事项清单。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("发起交接", size: .large)
                    LinkButton("返回账号", .account(account.id), size: .large)
                }
            }
        }.html
    }
}

/// One hand-over as administrators see it: where it stands, moving the roles, taking it back.
public struct HandoverPage: Component, Sendable {
    public struct Model: Sendable {
        public let handover: DutyHandover
        /// What moves.
        public let grants: [RoleGrant]
        public let open: [OpenWork: Int]
        public let moving: Refusal?
        public let withdrawing: Refusal?
        public let stepUp: StepUp

        public init(
            _ handover: DutyHandover, grants: [RoleGrant], open: [OpenWork: Int], moving: Refusal?,
            withdrawing: Refusal?, stepUp: StepUp
        ) {
            (self.handover, self.grants, self.open) = (handover, grants, open)
            (self.moving, self.withdrawing, self.stepUp) = (moving, withdrawing, stepUp)
        }
    }

    let frame: PageFrame
    let model: Model
    let form: FormState

    /// - Parameter form: the fields of `StepUpCard`.
    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    private var handover: DutyHandover { model.handover }

    static func words(_ party: DutyHandover.Party) -> String { "\(party.displayName)（\(party.name)）" }

    static func badge(_ status: DutyHandover.Status) -> StateBadge {
        switch status {
        case .asked: StateBadge(status.wording, .now)
        case .done: StateBadge(status.wording, .done)
        case .withdrawn: StateBadge(status.wording, .plain)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "交接：\(handover.from.displayName) → \(handover.to.displayName)", tab: "交接",
                above: [Crumb("系统管理"), Crumb("账号管理", .accounts)], here: "交接", facts: [HTML(handover.unionName)]),
            current: .accounts, errors: form.errors, shape: .journey
        ) {
            Card("交接情况", id: "facts") {
                CheckAnswers([
                    .init("状态") { Self.badge(handover.status) },
                    .init("原账号") { a(.href(.account(handover.from.account))) { Self.words(handover.from) } },
                    .init("接手的账号") { a(.href(.account(handover.to.account))) { Self.words(handover.to) } },
                    .init("生效日期") { handover.day.htmlInSentence },
                    .init("原账号的处理") { handover.fate.wording },
                    .init("交接说明") { textOr(handover.remark, "没有填写") },
                    .init("发起") {
                        "\(handover.askedBy)，"
                        handover.askedAt.htmlToTheMinute
                    },
                    .init(handover.status == .withdrawn ? "撤回" : "移交角色") { settled },
                    .init("接手人确认") { handover.acceptedAt?.htmlToTheMinute ?? textOr(nil, "还没有确认") },
                ])
            }
            switch handover.status {
            case .asked: waiting
            case .done, .withdrawn: HTML()
            }
        }
    }

    @HTMLBuilder private var settled: HTML {
        if let by = handover.settledBy, let at = handover.settledAt {
            "\(by)，"
            at.htmlToTheMinute
        } else {
            textOr(nil, "等待安全管理员")
        }
    }

    @HTMLBuilder private var waiting: HTML {
        OpenWorkCard(model.open)
        if model.moving == nil {
            PostForm(to: .access(.handoverRoles(handover.id)), frame.tokens, .class("stack")) {
                StepUpCard(model.stepUp, in: form)
                DecideBlock("移交角色") {
                    "\(Self.words(handover.from))的角色“\(AccountPage.words(model.grants))”全部收回，交给\(Self.words(handover.to))，从下一次操作起生效。"
                    switch handover.fate {
                    case .disable: "原账号同时停用，并退出全部登录。"
                    case .keep: "原账号保留，没有角色。"
                    }
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("移交角色给 \(handover.to.displayName)", size: .large)
                        LinkButton("返回账号管理", .accounts, size: .large)
                    }
                }
            }
        } else if case .handoverAhead? = model.moving, let refusal = model.moving {
            Callout("还没有到生效日期", .warning) { p { refusal.wording } }
        }
        if model.withdrawing == nil {
            PostForm(to: .access(.handoverWithdrawal(handover.id)), frame.tokens) {
                div(.class("row-gap")) {
                    SubmitButton("撤回交接", .danger)
                    span(.class("muted")) { "角色还没有移交，撤回后可以重新发起。" }
                }
            }
        }
    }
}

/// The note that the successor works through; the union's other accounts may read it too.
public struct HandoverNotePage: Component, Sendable {
    /// What the reader is to do.
    public enum Reader: Sendable {
        case successor, colleague
    }

    let frame: PageFrame
    let handover: DutyHandover
    let open: [OpenWork: Int]
    let reader: Reader
    let url: @Sendable (OpenWork) -> URLText?

    /// - Parameter url: where the reader does the work; nil where he may not.
    public init(
        _ frame: PageFrame, _ handover: DutyHandover, open: [OpenWork: Int], reader: Reader,
        url: @escaping @Sendable (OpenWork) -> URLText?
    ) {
        (self.frame, self.handover, self.open, self.reader, self.url) = (frame, handover, open, reader, url)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(handover.from.displayName)的工作已交接给\(handover.to.displayName)", tab: "交接", here: "交接",
                facts: [HTML(handover.unionName)]), shape: .journey
        ) {
            Card("交接情况", id: "facts") {
                CheckAnswers([
                    .init("原经办") { HandoverPage.words(handover.from) },
                    .init("接手") { HandoverPage.words(handover.to) },
                    .init("移交角色") { handover.settledAt?.htmlToTheMinute ?? HTML() },
                    .init("交接说明") { textOr(handover.remark, "没有填写") },
                    .init("接手人确认") { handover.acceptedAt?.htmlToTheMinute ?? textOr(nil, "还没有确认") },
                ])
            }
            OpenWorkCard(open, url: url)
            if reader == .successor, handover.acceptedAt == nil {
                PostForm(to: .access(.ownHandoverAcceptance(handover.id)), frame.tokens) {
                    div(.class("row-gap")) {
                        SubmitButton("确认接手", size: .large)
                        LinkButton("稍后再看", .home, size: .large)
                    }
                }
            } else {
                div(.class("row-gap")) { LinkButton("返回首页", .home) }
            }
        }
    }
}
