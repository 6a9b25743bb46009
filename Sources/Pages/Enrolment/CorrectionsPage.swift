public import Domain
public import Markup
import Wording

/// A correction as every side sees it.
public struct CorrectionRow: Sendable {
    public var id: ID<EnrolmentCorrection>
    public var number: String
    public var kind: EnrolmentCorrection.Kind
    public var status: EnrolmentCorrection.Status
    public var before: CorrectedIdentity
    public var after: CorrectedIdentity?
    public var memberNumber: String
    public var unitName: String
    public var year: Int
    public var plan: String
    public var enrolment: String
    public var batch: String
    /// What a removal refunds.
    public var refund: Money
    public var note: String
    public var reason: String?
    public var requestedAt: Instant
    public var decidedAt: Instant?

    public init(
        id: ID<EnrolmentCorrection>, number: String, kind: EnrolmentCorrection.Kind,
        status: EnrolmentCorrection.Status, before: CorrectedIdentity, after: CorrectedIdentity?,
        memberNumber: String, unitName: String, year: Int, plan: String, enrolment: String, batch: String,
        refund: Money, note: String, reason: String?, requestedAt: Instant, decidedAt: Instant?
    ) {
        (self.id, self.number, self.kind, self.status) = (id, number, kind, status)
        (self.before, self.after, self.memberNumber) = (before, after, memberNumber)
        (self.unitName, self.year, self.plan) = (unitName, year, plan)
        (self.enrolment, self.batch, self.refund) = (enrolment, batch, refund)
        (self.note, self.reason, self.requestedAt, self.decidedAt) = (note, reason, requestedAt, decidedAt)
    }

    static func columns(_ part: CorrectionPart) -> [Column<CorrectionRow>] {
        var columns: [Column<CorrectionRow>] = [
            .head("申请编号") { row in a(.href(.correction(.one(row.id)))) { row.number } },
            .text("事项") { $0.kind.wording }, .text("姓名") { $0.before.name },
            .text("证件号码") { $0.before.document.masked }, Column("单位名称") { $0.unitName },
            Column("年度", .line) { String($0.year) },
            .moment("申请时间") { $0.requestedAt }, .state("状态") { $0.status.badge },
        ]
        if part == .closed { columns.append(Column("退回原因") { textOr($0.reason) }) }
        return columns
    }
}

extension EnrolmentCorrection.Status {
    var badge: StateBadge {
        switch self {
        case .submitted, .endorsed: StateBadge(wording, .wait)
        case .accepted: StateBadge(wording, .done)
        case .returned: StateBadge(wording, .bad)
        case .withdrawn: StateBadge(wording)
        }
    }
}

/// 更正申请: what units have asked to be put right after the lock.
public struct CorrectionsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let part = "part"
        public static let who = "who"
        public static let correction = "correction"
        public static let decision = "decision"
        public static let reason = "reason"
    }

    /// What the account is here for.
    public enum Side: Sendable {
        case asks, decides
    }

    let frame: PageFrame
    let side: Side
    let part: CorrectionPart
    let parts: [CorrectionPart]
    let rows: [CorrectionRow]
    let waiting: Int
    let window: PageWindow
    let form: FormState

    /// - Parameter form: `who` of a unit that looks for somebody, `correction` of who decides.
    public init(
        _ frame: PageFrame, _ side: Side, _ part: CorrectionPart, of parts: [CorrectionPart],
        _ rows: [CorrectionRow], waiting: Int, _ window: PageWindow, form: FormState = FormState()
    ) {
        (self.frame, self.side, self.part, self.parts) = (frame, side, part, parts)
        (self.rows, self.waiting, self.window, self.form) = (rows, waiting, window, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "更正申请", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML("名单锁定后不再改动，人员有误在这里更正")]),
            current: .correction(.list), errors: form.errors
        ) {
            if side == .asks { search }
            nav(.class("row-gap"), .ariaLabel("更正申请")) {
                for other in parts {
                    LinkButton(
                        other == .waiting && waiting > 0 ? "\(other.wording)（\(waiting.grouped)）" : other.wording,
                        Path.correction(.list).url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                switch part {
                case .waiting:
                    PostForm(to: .correction(.check), frame.tokens) {
                        if !rows.isEmpty { bar }
                        table
                    }
                case .underWay, .closed: table
                }
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.correction(.list).url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }

    private var search: HTML {
        Card("申请更正", id: "ask") {
            PostForm(to: .correction(.search), frame.tokens, .data("repeatable", "")) {
                div(.class("card-body stack")) {
                    p { "只能更正已提交职保中心的名单中的人员。漏报的人员不能通过更正补入，请办理即时参保。" }
                    TextField(
                        Field.who, "会员编号或证件号码", in: form, .documentNumber, hint: "也可以在参保信息查询中选择“申请更正”。")
                    div(.class("row-gap")) {
                        SubmitButton("查找此人", .primary)
                        LinkButton("参保信息查询", .coverage)
                        LinkButton("即时参保", .enrolments)
                    }
                }
            }
        }.html
    }

    private var bar: HTML {
        BatchBar(chosen: rows.count { form.has($0.id.description, in: Field.correction) }, "件申请") {
            HTML()
        } actions: {
            SubmitButton("通过所选申请", size: .small, .name(Field.decision), .value("accept"))
            SubmitButton("退回所选申请", .plain, size: .small, .name(Field.decision), .value("return"))
        }.html
    }

    private var table: HTML {
        DataTable(part.wording, rows, pick: pick, blank: blank, columns: CorrectionRow.columns(part)).html
    }

    private var blank: Blank {
        .nothingYet("没有\(part.wording)的更正申请") {
            side == .asks ? "查找到要更正的人员并提交申请后，会显示在这里。" : "基层单位对已锁定的名单提出更正后，会显示在这里。"
        }
    }

    private var pick: Pick<CorrectionRow>? {
        guard part == .waiting else { return nil }
        return Pick(
            Field.correction, value: \.id.description, label: \.number,
            isChosen: { form.has($0.id.description, in: Field.correction) })
    }
}
