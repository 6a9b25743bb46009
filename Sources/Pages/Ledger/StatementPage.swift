public import Domain
public import Markup
import Wording

/// The lines of a bank statement, each with what it most likely pays.
public struct StatementPage: Component, Sendable {
    /// A line with its proposal; nil once it is settled.
    public struct Line: Sendable {
        public let entry: BankEntry
        public let proposal: BankProposal?

        public init(_ entry: BankEntry, _ proposal: BankProposal?) { (self.entry, self.proposal) = (entry, proposal) }
    }

    let frame: PageFrame
    let statement: BankStatement
    let lines: [Line]
    let receivables: [Receivable.Key: Receivable]
    let form: FormState

    /// - Parameter form: fields `line-…` with `BankDecision` as value; errors of the whole.
    public init(
        _ frame: PageFrame, _ statement: BankStatement, _ lines: [Line], receivables: [Receivable.Key: Receivable],
        form: FormState = FormState()
    ) {
        (self.frame, self.statement, self.lines) = (frame, statement, lines)
        (self.receivables, self.form) = (receivables, form)
    }

    /// The name of a line's field.
    public static let prefix = "line-"

    private var sure: [Line] {
        lines.filter { line in
            if case .sure? = line.proposal { return true }
            return false
        }
    }

    private var unsure: [Line] {
        lines.filter { line in
            if case .unsure? = line.proposal { return true }
            return false
        }
    }

    private var settled: [Line] { lines.filter { $0.proposal == nil } }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "银行明细 \(statement.fileName)",
                above: [Crumb("业务工作台", .workbench), Crumb("收款台账", .ledger(.list))], here: "银行明细",
                facts: [HTML("\(statement.account) "), statement.at.htmlToTheMinute]),
            current: .ledger(.list), errors: form.errors
        ) {
            Card("合计", id: "totals", note: note) {
                div(.class("card-body")) {
                    Totals([
                        TotalLine("待入账", statement.totals.open.inSentence),
                        TotalLine("已入账", statement.totals.booked.inSentence),
                        TotalLine("与参保无关", statement.totals.aside.inSentence),
                        TotalLine("新的收入合计", statement.totals.whole.inSentence, .sum),
                    ])
                }
            }
            if lines.isEmpty {
                Callout("没有新的收入", .note) { p { "这份明细中的收入以前都已导入，没有需要处理的行。" } }
            }
            if !sure.isEmpty { sureCard }
            if !unsure.isEmpty { unsureCard }
            if !settled.isEmpty { settledCard }
        }.html
    }

    private var note: String {
        let counts = statement.counts
        var parts = ["共 \(counts.rows.grouped) 行", "新的收入 \(counts.new.grouped) 行"]
        if counts.known > 0 { parts.append("以前导入过 \(counts.known.grouped) 行") }
        if counts.other > 0 { parts.append("支出等 \(counts.other.grouped) 行") }
        if counts.failed > 0 { parts.append("无法识别 \(counts.failed.grouped) 行，请核对日期和金额") }
        return parts.joined(separator: "，")
    }

    private var base: [Column<Line>] {
        [
            .number("行") { $0.entry.line.row }, .day("日期") { $0.entry.line.day },
            .money("金额（元）") { $0.entry.line.amount },
            .head("付款人") { line in
                HTML(line.entry.line.payer)
                if !line.entry.line.remark.isEmpty { span(.class("hint")) { line.entry.line.remark } }
            },
        ]
    }

    private var sureCard: HTML {
        let amount = sure.reduce(Money.zero) { $0 + $1.entry.line.amount }
        return Card("可以确定的 \(sure.count.grouped) 行", id: "sure", note: "金额与应收一致，编号或付款人也一致") {
            DataTable(
                "可以确定的行", sure,
                columns: base + [
                    Column("将入账到") { line in
                        if case .sure(let key, let ground)? = line.proposal {
                            HTML(receivables[key]?.name ?? "")
                            span(.class("hint")) { "\(receivables[key]?.number ?? "")　\(ground.wording)" }
                        }
                    },
                    .actions { line in
                        if case .sure(let key, _)? = line.proposal {
                            PostForm(to: .ledger(.bookings(statement.id)), frame.tokens) {
                                HiddenField(Self.prefix + line.entry.id.description, key.text)
                                button(
                                    .class("linkish"), .type(.submit), .ariaLabel("入账第 \(line.entry.line.row) 行")
                                ) { "入账" }
                            }
                        }
                    },
                ])
            PostForm(to: .ledger(.sure(statement.id)), frame.tokens, .class("card-body")) {
                HiddenField("expected", String(sure.count))
                SubmitButton("入账以上 \(sure.count.grouped) 行，共 \(amount.inSentence)", size: .large)
            }
        }.html
    }

    private var unsureCard: HTML {
        Card("需要选择的 \(unsure.count.grouped) 行", id: "unsure", note: "选择后一并入账；没有选择的行留待以后") {
            PostForm(to: .ledger(.bookings(statement.id)), frame.tokens) {
                DataTable("需要选择的行", unsure, columns: base + [Column("入账到") { choice($0) }])
                div(.class("card-body")) { SubmitButton("入账所选的行", .plain, size: .large) }
            }
        }.html
    }

    private func choice(_ line: Line) -> HTML {
        let name = Self.prefix + line.entry.id.description
        var likely: [Receivable] = []
        if case .unsure(let keys)? = line.proposal { likely = keys.compactMap { receivables[$0] } }
        let shown = Set(likely.map(\.key))
        let others =
            unsure.count > Self.choosingLimit
            ? []
            : receivables.values.filter { !shown.contains($0.key) && $0.open > .zero }
                .sorted { ($0.name, $0.number) < ($1.name, $1.number) }
        return select(.class("form-select"), .name(name), .ariaLabel("第 \(line.entry.line.row) 行入账到")) {
            option(.value("")) { "暂不处理" }
            option(
                .value(BankDecision.asideText), .selected(if: form[name] == BankDecision.asideText)
            ) { BankEntry.Standing.aside.wording }
            for receivable in likely + others.prefix(Self.choiceLimit) {
                option(.value(receivable.key.text), .selected(if: form[name] == receivable.key.text)) {
                    "\(receivable.name) \(receivable.number)，未收 \(receivable.open.yuanText)"
                }
            }
        }
    }

    /// Lines among which each choice still offers everybody who owes something; the page would grow too long.
    private static let choosingLimit = 50
    /// Receivables that one choice offers besides the likely ones.
    private static let choiceLimit = 200

    private var settledCard: HTML {
        Card("已处理的 \(settled.count.grouped) 行", id: "settled") {
            DataTable(
                "已处理的行", settled,
                columns: base + [
                    .state("状态") { $0.entry.standing.badge },
                    Column("入账到") { line in
                        if let booked = line.entry.booked {
                            HTML(booked.name)
                            span(.class("hint")) {
                                "\(booked.number)　\(booked.account) "
                                booked.at.htmlToTheMinute
                            }
                        }
                    },
                    .actions { line in
                        a(
                            .href(.ledger(.undoing(line.entry.id))),
                            .ariaLabel("撤销第 \(line.entry.line.row) 行")
                        ) { "撤销" }
                    },
                ])
        }.html
    }
}

/// Opens a settled line again, with a reason.
public struct BookingUndoPage: Component, Sendable {
    let frame: PageFrame
    let entry: BankEntry
    let statement: ID<BankStatement>
    let form: FormState

    /// - Parameter form: field `reason`.
    public init(_ frame: PageFrame, _ entry: BankEntry, of statement: ID<BankStatement>, form: FormState) {
        (self.frame, self.entry, self.statement, self.form) = (frame, entry, statement, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "撤销入账",
                above: [
                    Crumb("业务工作台", .workbench), Crumb("收款台账", .ledger(.list)),
                    Crumb("银行明细", .ledger(.statement(statement))),
                ]),
            current: .ledger(.list), errors: form.errors, shape: .journey
        ) {
            Card("这一行", id: "line") {
                CheckAnswers([
                    .init("日期") { entry.line.day.htmlWithWeekday },
                    .init("金额") { entry.line.amount.inSentence },
                    .init("付款人") { entry.line.payer },
                    .init("附言") { entry.line.remark.isEmpty ? "—" : entry.line.remark },
                    .init("状态") { entry.standing.badge },
                    .init("入账到") { entry.booked.map { "\($0.name) \($0.number)" } ?? "—" },
                ])
            }
            PostForm(to: .ledger(.undoing(entry.id)), frame.tokens, .class("stack")) {
                Card("原因", id: "why") {
                    div(.class("card-body")) {
                        TextArea(
                            "reason", "撤销原因", in: form, rows: 2, hint: "\(BankStatement.reasonLimit) 字以内")
                    }
                }
                DecideBlock("撤销后") {
                    "这一行重新变为待入账，台账中的已收金额相应减少；原来的入账记录和原因保留。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("撤销这一行", .danger, size: .large)
                        LinkButton("返回", .ledger(.statement(statement)), size: .large)
                    }
                }
            }
        }.html
    }
}

extension BankEntry.Standing {
    var badge: StateBadge {
        switch self {
        case .open: StateBadge(wording, .wait)
        case .booked: StateBadge(wording, .done)
        case .aside: StateBadge(wording)
        }
    }
}
