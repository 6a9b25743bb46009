public import Domain
public import Markup
import Wording

/// One transfer: who, from where to where, what hangs on it, the decision, and what happened.
public struct MemberTransferPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var row: MemberTransfersPage.Row
        public var commands: Set<MembershipTransfer.Command>
        /// Nil where the account may not know them.
        public var consequences: RemovalConsequences?
        /// Units of the receiving union whose handed-in list lacks who comes to them.
        public var openLists: Int
        /// Where the receiving union may put the person; empty where the request says it.
        public var enterprises: [Enterprise]
        public var history: [MemberPage.Happening]

        public init(
            _ row: MemberTransfersPage.Row, _ commands: Set<MembershipTransfer.Command>,
            _ consequences: RemovalConsequences?, openLists: Int = 0, enterprises: [Enterprise] = [],
            history: [MemberPage.Happening]
        ) {
            (self.row, self.commands, self.consequences) = (row, commands, consequences)
            (self.openLists, self.enterprises, self.history) = (openLists, enterprises, history)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
        public static let place = "place"
        public static let version = "version"
    }

    private var row: MemberTransfersPage.Row { model.row }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "会籍转移", above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers)],
                facts: [HTML(row.name), row.status.badge.html]),
            current: .memberTransfers, errors: form.errors, shape: .journey
        ) {
            if row.status == .returned {
                Callout("申请已退回，会籍不变", .warning) {
                    if let reason = row.reason { p { "原因：\(reason)" } }
                    p { next }
                }
            }
            Card("申请内容", id: "transfer") { CheckAnswers(answers) }
            if row.status == .open { deadline }
            if row.status == .open, !sentences.isEmpty {
                Callout(model.commands.contains(.accept) ? "同意前请知悉" : "转移后", .warning) {
                    ul { for sentence in sentences { li { sentence } } }
                }
            }
            if model.commands.contains(.accept) {
                accept
                giveBack
            }
            if model.commands.contains(.withdraw) { withdraw }
            Card("办理记录", id: "history") { HappeningTable(model.history) }
        }
    }

    private var next: String {
        switch row.initiator {
        case .receiving: "请向本人核对证件号码和现在的工作单位。确已到本单位工作的，可以重新导入或新增，再次申请。"
        case .releasing: "请核对转入的工会和转移原因，可以在会员信息中重新申请转移。"
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers = [
            CheckAnswers.Answer("姓名") { row.name },
            CheckAnswers.Answer("证件") { "\(row.documentType.wording) \(row.document)" },
            CheckAnswers.Answer("转出工会") { textOr(row.from, "其他工会") },
            CheckAnswers.Answer("转入工会") { row.to },
            CheckAnswers.Answer("转入后的单位") { textOr(row.unit, "由转入工会确定") },
            CheckAnswers.Answer("转入后的会员类别") { textOr(row.category?.wording, "由转入工会确定") },
            CheckAnswers.Answer("申请方式") { row.initiator.wording },
        ]
        if let motive = row.motive { answers.append(CheckAnswers.Answer("转移原因") { motive }) }
        answers.append(CheckAnswers.Answer("申请时间") { row.requestedAt.htmlToTheMinute })
        if let decidedAt = row.decidedAt {
            answers.append(CheckAnswers.Answer("办理时间") { decidedAt.htmlToTheMinute })
        }
        if let reason = row.reason { answers.append(CheckAnswers.Answer("退回原因") { reason }) }
        return answers
    }

    @HTMLBuilder private var deadline: HTML {
        let last = row.superiorFrom.adding(days: -1)
        if frame.today <= last {
            Callout {
                p {
                    "审核期限至 "
                    strong { last.htmlWithWeekday }
                    "；到期未审核的，由上级工会审核。"
                }
            }
        }
    }

    private var sentences: [String] {
        (model.consequences?.transferSentences ?? []) + [ReceivingLists.sentence(model.openLists)].compactMap(\.self)
    }

    private var accept: HTML {
        PostForm(to: .memberTransferAcceptance(row.id), frame.tokens) {
            if let consequences = model.consequences { HiddenField(Field.version, String(consequences.version)) }
            if !model.enterprises.isEmpty {
                Card("转入后的单位", id: "place-h") {
                    div(.class("card-body")) {
                        RadioField(
                            Field.place, "转入后的单位", in: placed,
                            model.enterprises.map { Choice(TransferPlace.enterprise($0.id).text, $0.name) } + [
                                Choice(TransferPlace.union.text, "本级", hint: "不在所属单位工作，作为企业外会员。")
                            ])
                    }
                }
            }
            DecideBlock("同意转移 1 人") {
                "同意后 \(row.name) 不再是原工会的会员，成为 \(row.to) 的会员。不能撤销，需要时由 \(row.to) 再办理转移。"
            } content: {
                SubmitButton("同意转移 \(row.name)", .primary, size: .large)
            }
        }.html
    }

    /// The only enterprise is chosen already.
    private var placed: FormState {
        var state = form
        if state[Field.place].isEmpty, model.enterprises.count == 1, let only = model.enterprises.first {
            state[Field.place] = TransferPlace.enterprise(only.id).text
        }
        return state
    }

    private var giveBack: HTML {
        PostForm(to: .memberTransferReturn(row.id), frame.tokens) {
            Card("不同意，退回申请", id: "give-back") {
                div(.class("card-body stack")) {
                    TextArea(Field.reason, "退回原因", in: form, rows: 2, hint: "申请的工会会看到，如：本人仍在原单位工作、不是本单位职工。")
                    SubmitButton("退回申请", .plain)
                }
            }
        }.html
    }

    private var withdraw: HTML {
        PostForm(to: .memberTransferWithdrawal(row.id), frame.tokens) {
            DecideBlock("撤回申请") {
                "对方审核之前可以撤回，撤回后会籍不变。"
            } content: {
                SubmitButton("撤回 \(row.name) 的转移申请", .plain, size: .large)
            }
        }.html
    }
}

extension RemovalConsequences {
    /// What a transfer means for cards and lists.
    var transferSentences: [String] {
        [
            listedYear.map { "在 \($0) 年度已提交、尚未锁定的参保名单中，转出后原单位的名单需要再次提交；未再次提交的，锁定时自动剔除。" },
            lockedYear.map { "在 \($0) 年度已锁定的参保名单中，保障仍由原单位办理，不受转移影响；转入的单位该年度不再为其参保。" },
            cardBatch.map { "在办卡批次 \($0) 中，名单已交银行，银行仍会制卡。" },
            openCardBatch.map { "在办卡批次 \($0) 中，尚未交银行，批次中将自动剔除。" },
            issuedCards > 0 ? "会员服务卡随本人转移，不需要重新办卡。" : nil,
            coveredThrough.map { "保障有效至 \($0.description)，已生效的保障不受影响。" },
        ].compactMap(\.self)
    }
}

/// What happened to a record, and who did it.
struct HappeningTable: Component {
    let happenings: [MemberPage.Happening]

    init(_ happenings: [MemberPage.Happening]) { self.happenings = happenings }

    var html: HTML {
        DataTable(
            "办理记录", happenings, blank: .nothingYet("还没有记录") { "办理后会显示在这里。" },
            columns: [
                Column("时间", .line) { $0.at.htmlToTheMinute },
                .head("事项") { $0.words },
                .text("经办", absent: "对方工会或系统") { $0.account.isEmpty ? nil : $0.account },
            ]
        ).html
    }
}
