public import Domain
public import Markup
import Wording

/// A request to change the tree, as both sides see it.
public struct UnionRequestRow: Sendable {
    let id: ID<UnionRequest>
    let kind: UnionRequest.Kind
    let status: UnionRequest.Status
    let unionKind: UnionKind
    let unionName: String
    let superiorName: String?
    let requesterName: String
    let deciderName: String
    let note: String?
    let requestedAt: Instant
    let decidedAt: Instant?
    let reason: String?

    /// - Parameters:
    ///   - superiorName: where it is to stand, for a new union and a transfer.
    ///   - reason: why it was returned.
    public init(
        id: ID<UnionRequest>, kind: UnionRequest.Kind, status: UnionRequest.Status, unionKind: UnionKind,
        unionName: String, superiorName: String?, requesterName: String, deciderName: String, note: String?,
        requestedAt: Instant, decidedAt: Instant?, reason: String?
    ) {
        (self.id, self.kind, self.status, self.unionKind) = (id, kind, status, unionKind)
        (self.unionName, self.superiorName) = (unionName, superiorName)
        (self.requesterName, self.deciderName, self.note) = (requesterName, deciderName, note)
        (self.requestedAt, self.decidedAt, self.reason) = (requestedAt, decidedAt, reason)
    }

    static func columns(_ part: UnionRequestPart) -> [Column<UnionRequestRow>] {
        var columns: [Column<UnionRequestRow>] = [
            .head("工会组织名称") { row in a(.href(.organisation(.request(row.id)))) { row.unionName } },
            .text("申请事项") { $0.kind.wording }, .text("类型") { $0.unionKind.wording },
            Column("新的上级") { textOr($0.superiorName) },
        ]
        switch part {
        case .waiting, .decided: columns.append(.text("申请组织") { $0.requesterName })
        case .requested: columns.append(.text("审核组织") { $0.deciderName })
        }
        columns += [.moment("申请时间") { $0.requestedAt }, .state("状态") { $0.status.badge }]
        if part != .waiting { columns.append(Column("退回原因") { textOr($0.reason) }) }
        return columns
    }
}

/// 组织审核管理: new, changed, transferred and deleted unions.
public struct UnionRequestsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let part = "part"
        public static let request = "request"
        public static let decision = "decision"
        public static let reason = "reason"
    }

    let frame: PageFrame
    let part: UnionRequestPart
    let parts: [UnionRequestPart]
    let rows: [UnionRequestRow]
    let waiting: Int
    let window: PageWindow
    let form: FormState

    /// - Parameters:
    ///   - parts: what there is to choose from; a base union has nothing to decide.
    ///   - form: field `request`, the chosen ones.
    public init(
        _ frame: PageFrame, _ part: UnionRequestPart, of parts: [UnionRequestPart], _ rows: [UnionRequestRow],
        waiting: Int, _ window: PageWindow, form: FormState = FormState()
    ) {
        (self.frame, self.part, self.parts, self.rows) = (frame, part, parts, rows)
        (self.waiting, self.window, self.form) = (waiting, window, form)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("组织审核管理", above: [Crumb("组织管理")]), current: .organisation(.requests), errors: form.errors
        ) {
            nav(.class("row-gap"), .ariaLabel("组织审核管理")) {
                for other in parts {
                    LinkButton(
                        other == .waiting && waiting > 0 ? "\(other.wording)（\(waiting.grouped)）" : other.wording,
                        Path.organisation(.requests).url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                switch part {
                case .waiting:
                    PostForm(to: .organisation(.check), frame.tokens) {
                        if !rows.isEmpty { bar }
                        table
                    }
                case .decided, .requested: table
                }
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.organisation(.requests).url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }

    private var bar: HTML {
        BatchBar(chosen: rows.count { form.has($0.id.description, in: Field.request) }, "件申请") {
            HTML()
        } actions: {
            SubmitButton(
                "同意所选申请", size: .small, .name(Field.decision), .value(UnionRequest.Command.accept.rawValue))
            SubmitButton(
                "退回所选申请", .plain, size: .small, .name(Field.decision), .value(UnionRequest.Command.return.rawValue))
        }.html
    }

    private var table: HTML {
        DataTable(part.wording, rows, pick: pick, blank: blank, columns: UnionRequestRow.columns(part)).html
    }

    private var blank: Blank {
        .nothingYet("没有\(part.wording)的组织变更") {
            part == .requested
                ? "在组织查询管理的查看页提出修改、新建、删除或转移组织后，会显示在这里。" : "下级提出修改、新建、删除或转移组织后，会显示在这里。"
        }
    }

    private var pick: Pick<UnionRequestRow>? {
        guard part == .waiting else { return nil }
        return Pick(
            Field.request, value: \.id.description, label: \.unionName,
            isChosen: { form.has($0.id.description, in: Field.request) })
    }
}

/// Before several requests are decided: which, what follows, and why they are returned.
public struct UnionRequestCheckPage: Component, Sendable {
    private typealias Field = UnionRequestsPage.Field

    let frame: PageFrame
    let decision: UnionRequest.Command
    let rows: [UnionRequestRow]
    let form: FormState

    /// - Parameters:
    ///   - decision: accept or return.
    ///   - form: field `reason`.
    public init(
        _ frame: PageFrame, _ decision: UnionRequest.Command, _ rows: [UnionRequestRow], form: FormState = FormState()
    ) {
        (self.frame, self.decision, self.rows, self.form) = (frame, decision, rows, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                decision == .accept ? "同意组织变更" : "退回组织变更",
                above: [Crumb("组织管理"), Crumb("组织审核管理", .organisation(.requests))],
                facts: [HTML("\(rows.count.grouped) 件申请")]),
            current: .organisation(.requests), errors: form.errors, shape: .journey
        ) {
            Card("所选申请", id: "requests") {
                DataTable("所选申请", rows, columns: UnionRequestRow.columns(.waiting))
            }
            PostForm(to: .organisation(.decisions), frame.tokens, .class("stack")) {
                for row in rows { HiddenField(Field.request, row.id.description) }
                HiddenField(Field.decision, decision.rawValue)
                if decision == .accept {
                    DecideBlock("同意 \(rows.count.grouped) 件申请") {
                        "同意后立即生效。不符合条件的不会办理，每件的结果会逐一列出。"
                    } content: {
                        SubmitButton("同意 \(rows.count.grouped) 件申请", .primary, size: .large)
                    }
                } else {
                    Card("退回原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                Field.reason, "退回原因", in: form, rows: 2,
                                hint: "申请的组织会看到，最多 \(UnionRequest.reasonLimit) 个字。")
                        }
                    }
                    DecideBlock("退回 \(rows.count.grouped) 件申请") {
                        "退回后组织信息不变，申请的组织可以修改后再次申请。"
                    } content: {
                        SubmitButton("退回 \(rows.count.grouped) 件申请", size: .large)
                    }
                }
            }
        }.html
    }
}

/// What came of every request that was decided.
public struct UnionRequestResultPage: Component, Sendable {
    /// One request with its result.
    public struct Row: Sendable {
        let row: UnionRequestRow
        /// Why it was skipped; nil when it was decided.
        let problem: String?

        public init(_ row: UnionRequestRow, problem: String?) { (self.row, self.problem) = (row, problem) }
    }

    let frame: PageFrame
    let decision: UnionRequest.Command
    let rows: [Row]

    public init(_ frame: PageFrame, _ decision: UnionRequest.Command, _ rows: [Row]) {
        (self.frame, self.decision, self.rows) = (frame, decision, rows)
    }

    public var html: HTML {
        let done = rows.count { $0.problem == nil }
        return Layout(
            frame,
            PageHead(
                decision == .accept ? "同意组织变更的结果" : "退回组织变更的结果",
                above: [Crumb("组织管理"), Crumb("组织审核管理", .organisation(.requests))]),
            current: .organisation(.requests)
        ) {
            Card("共 \(rows.count.grouped) 件申请", id: "counts") {
                Counts([
                    Counts.Item(done, "成功", .good), Counts.Item(rows.count - done, "跳过", .warning),
                ])
            }
            section(.class("card"), .ariaLabel("每件申请的结果")) {
                DataTable(
                    "每件申请的结果", rows, isWrong: { $0.problem != nil },
                    columns: [
                        .head("工会组织名称") { line in
                            a(.href(.organisation(.request(line.row.id)))) { line.row.unionName }
                        },
                        .text("申请事项") { $0.row.kind.wording },
                        .state("结果") { $0.problem == nil ? StateBadge("成功", .done) : StateBadge("跳过", .wait) },
                        Column("原因") { textOr($0.problem) },
                    ])
            }
            div(.class("row-gap")) { LinkButton("返回组织审核管理", .organisation(.requests), .primary) }
        }.html
    }
}
