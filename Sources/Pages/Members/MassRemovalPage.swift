public import Domain
public import Markup
import Wording

/// 批量删除申请: who would go and why, who asks, and what the second person says.
public struct MassRemovalPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let stepUp: StepUp
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, stepUp: StepUp, form: FormState = FormState()) {
        (self.frame, self.model, self.stepUp, self.form) = (frame, model, stepUp, form)
    }

    public struct Model: Sendable {
        /// With its state at this moment.
        public var request: MassRemoval
        public var unionName: String
        public var asker: String
        public var askedAt: Instant
        public var decider: String?
        public var decidedAt: Instant?
        public var reason: String?
        public var commands: Set<MassRemoval.Command>
        /// Nil when nothing waits any more.
        public var waiting: Waiting?
        /// Whether the viewer may look at the act itself.
        public var act: Access

        public enum Access: Sendable {
            case open, closed
        }

        public init(
            _ request: MassRemoval, unionName: String, asker: String, askedAt: Instant, decider: String? = nil,
            decidedAt: Instant? = nil, reason: String? = nil, commands: Set<MassRemoval.Command>,
            waiting: Waiting? = nil, act: Access = .closed
        ) {
            (self.request, self.unionName, self.asker, self.askedAt) = (request, unionName, asker, askedAt)
            (self.decider, self.decidedAt, self.reason) = (decider, decidedAt, reason)
            (self.commands, self.waiting, self.act) = (commands, waiting, act)
        }
    }

    /// Whom an act that waits is about.
    public struct Waiting: Sendable {
        /// A page of those who would go.
        public var people: [Person]
        public var window: PageWindow
        public var consequences: TransferConsequences
        /// What else would be done with it, and to how many.
        public var besides: [(words: String, people: Int)]

        public init(
            _ people: [Person], _ window: PageWindow, consequences: TransferConsequences = TransferConsequences(),
            besides: [(words: String, people: Int)] = []
        ) {
            (self.people, self.window) = (people, window)
            (self.consequences, self.besides) = (consequences, besides)
        }
    }

    /// One of the people; the number is masked.
    public struct Person: Sendable {
        let name: String
        let document: String
        let workplace: String
        let reason: RemovalReason
        let consequences: TransferConsequences

        public init(
            name: String, document: String, workplace: String, reason: RemovalReason,
            consequences: TransferConsequences = TransferConsequences()
        ) {
            (self.name, self.document, self.workplace) = (name, document, workplace)
            (self.reason, self.consequences) = (reason, consequences)
        }
    }

    /// Names of the fields.
    public enum Field {
        /// Of a consent.
        public static let remark = "remark"
        /// Of a return.
        public static let reason = "reason"
    }

    private var request: MassRemoval { model.request }
    private var people: String { "\(request.people.grouped) 人" }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "批量删除申请",
                above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers), Crumb("删除审核", .removalRequests)],
                facts: [HTML(model.unionName), HTML(people), request.status.badge.html]),
            current: .memberTransfers, errors: form.errors, shape: .journey
        ) {
            standing
            Card("申请内容", id: "content") { CheckAnswers(answers) }
            if let waiting = model.waiting { whom(waiting) }
            if model.commands.contains(.accept) { decide }
            if model.commands.contains(.withdraw) {
                PostForm(to: .massRemoval(.withdrawal(request.id)), frame.tokens) {
                    DecideBlock("撤回申请") {
                        "答复之前可以撤回，撤回后会籍不变。"
                    } content: {
                        SubmitButton("撤回申请", .plain, size: .large)
                    }
                }
            }
            div(.class("row-gap")) {
                if let act { LinkButton(act.words, act.path) }
                LinkButton("返回删除审核", .removalRequests)
            }
        }.html
    }

    private var act: (words: String, path: Path)? {
        guard model.act == .open else { return nil }
        return switch request.act {
        case .batch(let id): ("查看批量删除", .memberBatch(.one(id)))
        case .comparison(let id): ("查看会员比对", .comparison(.one(id)))
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers: [CheckAnswers.Answer] = [
            .init("申请人") { model.asker }, .init("所在工会") { model.unionName },
            .init("申请时间") { model.askedAt.htmlToTheMinute },
            .init("办理方式") {
                switch request.act {
                case .batch: "会员信息中批量删除"
                case .comparison: "会员比对后执行"
                }
            },
            .init("删除会员") { people }, .init("删除原因") { request.reasons.wording },
        ]
        if let besides = model.waiting?.besides, !besides.isEmpty {
            answers.append(
                .init("同时办理") {
                    besides.map { "\($0.words) \($0.people.grouped) 人" }.joined(separator: "、")
                })
        }
        if let decider = model.decider { answers.append(.init("审核人") { decider }) }
        if let at = model.decidedAt { answers.append(.init("审核时间") { at.htmlToTheMinute }) }
        if let reason = model.reason { answers.append(.init("审核意见") { reason }) }
        return answers
    }

    @HTMLBuilder private var standing: HTML {
        switch request.status {
        case .open:
            Callout("等待另一人同意", .warning) {
                p {
                    "\(MassRemovalWording.rule)请在 "
                    request.expiresAt.htmlToTheMinute
                    " 前答复，逾期失效。同意之前会籍不变。"
                }
                if model.commands.contains(.withdraw) {
                    p { "已提醒本工会的另一账号或上级工会；同意后自动执行，不需要再操作。" }
                }
            }
        case .accepted:
            Callout("已同意，按申请执行", .good) {
                p { "申请之后资料又有变动的人不会处理，会逐人列出结果和下一步。" }
                switch request.act {
                case .batch: p { "执行曾经中断的，请申请人在“查看批量删除”中继续处理。" }
                case .comparison: p { "人数较多的在后台分批处理，请申请人在“查看会员比对”中查看进度。" }
                }
            }
        case .returned: Callout("不同意，会籍不变", .warning) { p { "请按审核意见核实，再重新选择会员办理。" } }
        case .withdrawn: Callout("已撤回，会籍不变") { p { "如仍需要，请重新选择会员办理。" } }
        case .lapsed: Callout("已失效，会籍不变") { p { "到期没有答复。如仍需要，请重新选择会员办理。" } }
        }
    }

    @HTMLBuilder private func whom(_ waiting: Waiting) -> HTML {
        section(.class("card"), .ariaLabel("涉及的会员")) {
            ListBar(waiting.window.caption)
            DataTable(
                "涉及的会员", waiting.people,
                columns: [
                    .head("姓名") { $0.name }, .text("证件号") { $0.document },
                    Column("工作单位/服务公司（平台）") { textOr($0.workplace) }, .text("删除原因") { $0.reason.wording },
                    .text("有关事项") { $0.consequences.words },
                ])
            Pager(waiting.window) { number, size in
                Path.massRemoval(.one(request.id)).url(
                    (name: MemberListQuery.Field.page, value: String(number)),
                    (name: MemberListQuery.Field.size, value: String(size)))
            }
        }
        let sentences = waiting.consequences.removalSentences
        if !sentences.isEmpty {
            Callout("删除前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
        }
    }

    @HTMLBuilder private var decide: HTML {
        PostForm(to: .massRemoval(.acceptance(request.id)), frame.tokens, .class("stack")) {
            Card("同意", id: "consent", note: "请核对人数和删除原因是否属实") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.remark, "审核意见", in: form, rows: 2,
                        hint: "最多 \(MassRemoval.reasonLimit) 个字，请勿填写证件号码。", need: .optional)
                }
            }
            StepUpCard(stepUp, in: form, note: "确认同意的是当前登录账号本人")
            DecideBlock("同意后立即执行，删除不能撤销") {
                "\(people)不再是会员（\(request.reasons.wording)），办理记录和参保记录保留。"
            } content: {
                SubmitButton("同意删除 \(people)", .danger, size: .large)
            }
        }
        PostForm(to: .massRemoval(.giveBack(request.id)), frame.tokens) {
            Card("不同意", id: "refuse") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.reason, "不同意的原因", in: form, rows: 2,
                        hint: "申请人会看到，最多 \(MassRemoval.reasonLimit) 个字。")
                    div(.class("row-gap")) { SubmitButton("不同意", .plain) }
                }
            }
        }
    }
}

/// Beside the act that waits for a second person: that it waits, and where.
struct MassRemovalNotice: Component {
    let request: ID<MassRemoval>

    var html: HTML {
        Callout("等待另一人同意", .warning) {
            p { "\(MassRemovalWording.rule)同意后自动执行；答复之前会籍不变，选定的处理不能更改。" }
            LinkButton("查看批量删除申请", .massRemoval(.one(request)), .primary)
        }.html
    }
}

/// Before so many deletions are confirmed: that a second person has to consent, and who that may be.
struct MassRemovalForewarning: Component {
    let consenter: MassRemovalConsenter

    init(_ consenter: MassRemovalConsenter) { self.consenter = consenter }

    var html: HTML {
        Callout("这次删除须经另一人同意", .warning) { p { "\(MassRemovalWording.rule)\(consenter.wording)" } }.html
    }
}
