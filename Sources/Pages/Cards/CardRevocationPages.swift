public import Domain
public import Markup
import Wording

/// A request to take a batch back, as both sides see it.
public struct CardRevocationRow: Sendable {
    let id: ID<CardBatchRevocation>
    let batch: ID<CardBatch>
    let status: CardBatchRevocation.Status
    let batchNumber: String
    let people: Int
    let unitName: String
    let unionName: String
    let reason: String
    let requestedAt: Instant
    let decidedAt: Instant?
    let answer: String?

    /// - Parameter answer: why it was returned.
    public init(
        id: ID<CardBatchRevocation>, batch: ID<CardBatch>, status: CardBatchRevocation.Status, batchNumber: String,
        people: Int, unitName: String, unionName: String, reason: String, requestedAt: Instant, decidedAt: Instant?,
        answer: String?
    ) {
        (self.id, self.batch, self.status, self.batchNumber) = (id, batch, status, batchNumber)
        (self.people, self.unitName, self.unionName) = (people, unitName, unionName)
        (self.reason, self.requestedAt, self.decidedAt, self.answer) = (reason, requestedAt, decidedAt, answer)
    }

    var decisionAnswers: [CheckAnswers.Answer] {
        var answers: [CheckAnswers.Answer] = []
        if let decidedAt { answers.append(.init("办理时间") { decidedAt.htmlToTheMinute }) }
        if let answer { answers.append(.init("退回原因") { answer }) }
        return answers
    }
}

/// 批次撤消申请: the unit says why; the superior decides.
public struct CardRevocationPage: Component, Sendable {
    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
        public static let version = "version"
    }

    let frame: PageFrame
    let record: CardBatchRecord
    let form: FormState

    /// - Parameter form: fields of ``Field``.
    public init(_ frame: PageFrame, _ record: CardBatchRecord, form: FormState) {
        (self.frame, self.record, self.form) = (frame, record, form)
    }

    public var html: HTML {
        let id = record.batch.id.description
        return Layout(
            frame,
            PageHead(
                "批次撤消申请",
                above: CardArea.crumbs + [
                    Crumb("办卡批次管理", .cardBatches), Crumb(record.batch.number, .cardBatch(id)),
                ], facts: [HTML(record.unitName), HTML("\(record.people.grouped) 人")]),
            current: .cardBatches, errors: form.errors, shape: .journey
        ) {
            PostForm(to: .cardBatchRevocation(id), frame.tokens) {
                HiddenField(Field.version, String(record.version))
                Card("申请内容", id: "request") {
                    div(.class("card-body stack")) {
                        TextArea(
                            Field.reason, "申请原因", in: form, rows: 3,
                            hint: "上级工会会看到，最多 \(CardBatchRevocation.textLimit) 个字。")
                    }
                }
                DecideBlock("提交批次撤消申请") {
                    "由上级工会审核。审核期间批次不交银行；同意后批次作废，\(record.people.grouped) 人回到待办会员列表。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("申请撤销 \(record.batch.number)", size: .large)
                        LinkButton("返回批次", .cardBatch(id), size: .large)
                    }
                }
            }
        }.html
    }
}

/// 办卡批次撤销审核: what units under this one have asked to take back.
public struct CardRevocationsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let part = "part"
        public static let revocation = "revocation"
        public static let decision = "decision"
        public static let answer = "answer"
    }

    let frame: PageFrame
    let part: CardRevocationPart
    let rows: [CardRevocationRow]
    let window: PageWindow
    let form: FormState

    /// - Parameter form: field `revocation`, the chosen ones.
    public init(
        _ frame: PageFrame, _ part: CardRevocationPart, _ rows: [CardRevocationRow], _ window: PageWindow,
        form: FormState = FormState()
    ) {
        (self.frame, self.part, self.rows, self.window, self.form) = (frame, part, rows, window, form)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("办卡批次撤销审核", above: [Crumb("业务工作台", .workbench), Crumb("会员服务卡管理系统")]),
            current: .cardRevocations, errors: form.errors
        ) {
            nav(.class("row-gap"), .ariaLabel("办卡批次撤销审核")) {
                for other in CardRevocationPart.allCases {
                    LinkButton(
                        other.wording, Path.cardRevocations.url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                switch part {
                case .open:
                    PostForm(to: .cardRevocationCheck, frame.tokens) {
                        if !rows.isEmpty { bar }
                        table
                    }
                case .closed: table
                }
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.cardRevocations.url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }

    private var bar: HTML {
        BatchBar(chosen: rows.count { form.has($0.id.description, in: Field.revocation) }, "个批次") {
            HTML()
        } actions: {
            SubmitButton(
                "同意撤销所选批次", size: .small, .name(Field.decision), .value(CardBatchRevocation.Command.accept.rawValue))
            SubmitButton(
                "退回所选申请", .plain, size: .small, .name(Field.decision),
                .value(CardBatchRevocation.Command.return.rawValue))
        }.html
    }

    private var table: HTML {
        DataTable(
            part.wording, rows, pick: pick,
            blank: .nothingYet("没有\(part.wording)的批次撤消申请") { "下级单位对已提交、尚未交银行的办卡批次提出撤消申请后，会显示在这里。" },
            columns: CardRevocationRow.columns(part)
        ).html
    }

    private var pick: Pick<CardRevocationRow>? {
        guard part == .open else { return nil }
        return Pick(
            Field.revocation, value: \.id.description, label: \.batchNumber,
            isChosen: { form.has($0.id.description, in: Field.revocation) })
    }
}

extension CardRevocationRow {
    fileprivate static func columns(_ part: CardRevocationPart) -> [Column<CardRevocationRow>] {
        var columns: [Column<CardRevocationRow>] = [
            .head("批次编号") { row in a(.href(.cardBatch(row.batch.description))) { row.batchNumber } },
            .text("单位名称") { $0.unitName }, .text("所在工会") { $0.unionName }, .number("人数") { $0.people },
            Column("申请原因") { $0.reason }, .moment("申请时间") { $0.requestedAt }, .state("审核情况") { $0.status.badge },
        ]
        if part == .closed {
            columns += [.moment("办理时间", absent: "未办理") { $0.decidedAt }, Column("退回原因") { textOr($0.answer) }]
        }
        return columns
    }
}

/// Before requests are decided: which, what follows, and why they are returned.
public struct CardRevocationCheckPage: Component, Sendable {
    private typealias Field = CardRevocationsPage.Field

    let frame: PageFrame
    let decision: CardBatchRevocation.Command
    let rows: [CardRevocationRow]
    let form: FormState

    /// - Parameters:
    ///   - decision: accept or return.
    ///   - form: field `answer`.
    public init(
        _ frame: PageFrame, _ decision: CardBatchRevocation.Command, _ rows: [CardRevocationRow], form: FormState
    ) {
        (self.frame, self.decision, self.rows, self.form) = (frame, decision, rows, form)
    }

    private var people: Int { rows.reduce(0) { $0 + $1.people } }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                decision == .accept ? "同意批次撤消申请" : "退回批次撤消申请",
                above: [Crumb("业务工作台", .workbench), Crumb("办卡批次撤销审核", .cardRevocations)],
                facts: [HTML("\(rows.count.grouped) 个批次"), HTML("\(people.grouped) 人")]),
            current: .cardRevocations, errors: form.errors, shape: .journey
        ) {
            Card("涉及的批次", id: "batches") {
                DataTable("涉及的批次", rows, columns: CardRevocationRow.columns(.open))
            }
            PostForm(to: .cardRevocationDecisions, frame.tokens, .class("stack")) {
                for row in rows { HiddenField(Field.revocation, row.id.description) }
                HiddenField(Field.decision, decision.rawValue)
                if decision == .accept {
                    DecideBlock("同意撤销 \(rows.count.grouped) 个批次") {
                        "同意后批次作废，不能恢复；\(people.grouped) 人回到各单位的待办会员列表。每个批次的结果会逐一列出。"
                    } content: {
                        SubmitButton("同意撤销 \(rows.count.grouped) 个批次", .danger, size: .large)
                    }
                } else {
                    Card("退回原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                Field.answer, "退回原因", in: form, rows: 2,
                                hint: "申请的单位会看到，最多 \(CardBatchRevocation.textLimit) 个字。")
                        }
                    }
                    DecideBlock("退回 \(rows.count.grouped) 个申请") {
                        "退回后批次照常交银行制卡，单位可以再次申请。"
                    } content: {
                        SubmitButton("退回 \(rows.count.grouped) 个申请", size: .large)
                    }
                }
            }
        }.html
    }
}

/// What came of every request that was decided: 成功 n / 跳过 n.
public struct CardRevocationResultPage: Component, Sendable {
    /// One request with its result.
    public struct Row: Sendable {
        let row: CardRevocationRow
        /// Why it was skipped; nil when it was decided.
        let problem: String?

        public init(_ row: CardRevocationRow, problem: String?) {
            (self.row, self.problem) = (row, problem)
        }
    }

    let frame: PageFrame
    let decision: CardBatchRevocation.Command
    let rows: [Row]

    public init(_ frame: PageFrame, _ decision: CardBatchRevocation.Command, _ rows: [Row]) {
        (self.frame, self.decision, self.rows) = (frame, decision, rows)
    }

    public var html: HTML {
        let done = rows.count { $0.problem == nil }
        return Layout(
            frame,
            PageHead(
                decision == .accept ? "同意批次撤消申请的结果" : "退回批次撤消申请的结果",
                above: [Crumb("业务工作台", .workbench), Crumb("办卡批次撤销审核", .cardRevocations)]),
            current: .cardRevocations
        ) {
            Card("共 \(rows.count.grouped) 个批次", id: "counts") {
                Counts([
                    Counts.Item(done, "成功", .good), Counts.Item(rows.count - done, "跳过", .warning),
                ])
            }
            section(.class("card"), .ariaLabel("每个批次的结果")) {
                DataTable(
                    "每个批次的结果", rows, isWrong: { $0.problem != nil },
                    columns: [
                        .head("批次编号") { line in
                            a(.href(.cardBatch(line.row.batch.description))) { line.row.batchNumber }
                        },
                        .text("单位名称") { $0.row.unitName }, .number("人数") { $0.row.people },
                        .state("结果") { $0.problem == nil ? StateBadge("成功", .done) : StateBadge("跳过", .wait) },
                        Column("原因") { textOr($0.problem) },
                    ])
            }
            div(.class("row-gap")) { LinkButton("返回待审核的批次撤消申请", .cardRevocations, .primary) }
        }.html
    }
}
