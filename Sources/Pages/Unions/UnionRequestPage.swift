public import Domain
public import Markup
import Wording

/// One request to change the tree: what it was and what it will be, the decision, and what happened.
public struct UnionRequestPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var row: UnionRequestRow
        /// The union, where the account sees it.
        public var union: ID<Union>?
        /// Nil for a new union.
        public var before: OrganisationParticulars?
        public var after: OrganisationParticulars?
        /// 上级 before a transfer.
        public var currentSuperior: String?
        public var commands: Set<UnionRequest.Command>
        /// Why it could not be approved now, in sentences.
        public var obstacles: [String]
        public var history: [MemberPage.Happening]

        public init(
            _ row: UnionRequestRow, union: ID<Union>?, before: OrganisationParticulars?,
            after: OrganisationParticulars?, currentSuperior: String?, commands: Set<UnionRequest.Command>,
            obstacles: [String], history: [MemberPage.Happening]
        ) {
            (self.row, self.union, self.before, self.after) = (row, union, before, after)
            (self.currentSuperior, self.commands) = (currentSuperior, commands)
            (self.obstacles, self.history) = (obstacles, history)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
    }

    private var row: UnionRequestRow { model.row }
    private var act: String { "\(row.kind.wording)：\(row.unionName)" }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                row.kind.wording, above: [Crumb("组织管理"), Crumb("组织审核管理", .organisation(.requests))],
                here: row.unionName, facts: [HTML(row.unionName), HTML(row.unionKind.wording), row.status.badge.html]
            ) {
                if let union = model.union { LinkButton("查看组织", .union(union)) }
            },
            current: .organisation(.requests), errors: form.errors, shape: .journey
        ) {
            if row.status == .returned {
                Callout("申请已退回，组织信息不变", .warning) {
                    if let reason = row.reason { p { "原因：\(reason)" } }
                    p { "请按退回原因修改后重新申请。" }
                }
            }
            Card("申请内容", id: "request") { CheckAnswers(answers) }
            if !lines.isEmpty { Card("变更前后对比", id: "difference") { difference } }
            if !model.obstacles.isEmpty {
                Callout("现在不能同意", .warning) { ul { for sentence in model.obstacles { li { sentence } } } }
            }
            if model.commands.contains(.accept) { decision }
            if model.commands.contains(.withdraw) {
                PostForm(to: .organisation(.withdrawal(row.id)), frame.tokens) {
                    DecideBlock("撤回申请") {
                        "上级审核之前可以撤回，撤回后组织信息不变。"
                    } content: {
                        SubmitButton("撤回\(row.kind.wording)的申请", .plain, size: .large)
                    }
                }
            }
            Card("办理记录", id: "history") { HappeningTable(model.history) }
        }.html
    }

    private var answers: [CheckAnswers.Answer] {
        var answers = [
            CheckAnswers.Answer("申请事项") { row.kind.wording }, CheckAnswers.Answer("工会组织") { row.unionName },
            CheckAnswers.Answer("组织类型") { row.unionKind.wording },
        ]
        if row.kind == .founding { answers.append(.init("上级组织") { textOr(row.superiorName) }) }
        answers += [
            CheckAnswers.Answer("申请组织") { row.requesterName }, CheckAnswers.Answer("审核组织") { row.deciderName },
            CheckAnswers.Answer("申请说明") { textOr(row.note) },
            CheckAnswers.Answer("申请时间") { row.requestedAt.htmlToTheMinute },
        ]
        if let decidedAt = row.decidedAt { answers.append(.init("办理时间") { decidedAt.htmlToTheMinute }) }
        if let reason = row.reason { answers.append(.init("退回原因") { reason }) }
        return answers
    }

    // MARK: Difference

    private struct Line {
        let field: String
        let before: String
        let after: String
    }

    /// For a change only the fields that differ, for a new union all that are filled in.
    private var lines: [Line] {
        switch row.kind {
        case .amendment, .founding:
            guard let after = model.after else { return [] }
            return UnionChange.changes(from: model.before ?? OrganisationParticulars(), to: after).map {
                Line(field: $0.field.wording, before: $0.before, after: $0.after)
            }
        case .transfer:
            return [Line(field: "上级组织", before: model.currentSuperior ?? "", after: row.superiorName ?? "")]
        case .dissolution: return []
        }
    }

    private var difference: HTML {
        var columns: [Column<Line>] = [.head("项目") { $0.field }]
        if row.kind != .founding {
            columns.append(Column(row.status == .open ? "现在" : "变更前") { textOr($0.before.isEmpty ? nil : $0.before) })
        }
        columns.append(
            Column(row.kind == .founding ? "内容" : "变更为") { line in
                if line.after.isEmpty {
                    span(.class("muted")) { "清空" }
                } else {
                    strong { line.after }
                }
            })
        return DataTable("变更前后对比", lines, columns: columns).html
    }

    // MARK: Decision

    private var consequence: String {
        switch row.kind {
        case .amendment: "同意后立即生效，参保单位的名称和代码随之变更。"
        case .founding: "同意后该组织立即出现在组织查询管理中；没有填写工会编号的，由系统编号。"
        case .dissolution: "同意后该组织不再出现，其账号停用、组织码作废，不能恢复；历史记录保留。"
        case .transfer: "同意后该组织及其全部下级立即归到新的上级，账号随之转移。转到其他区局的，未办结的参保名单退回重新提交。"
        }
    }

    @HTMLBuilder private var decision: HTML {
        if model.obstacles.isEmpty {
            PostForm(to: .organisation(.acceptance(row.id)), frame.tokens) {
                DecideBlock("同意\(act)") {
                    consequence
                } content: {
                    SubmitButton(
                        "同意\(row.kind.wording)", row.kind == .dissolution ? .danger : .primary, size: .large)
                }
            }
        }
        PostForm(to: .organisation(.return(row.id)), frame.tokens) {
            Card("不同意，退回申请", id: "give-back") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.reason, "退回原因", in: form, rows: 2,
                        hint: "申请的组织会看到，最多 \(UnionRequest.reasonLimit) 个字。")
                    SubmitButton("退回申请", .plain)
                }
            }
        }
    }
}
