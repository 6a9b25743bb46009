public import Domain
public import Markup
import Wording

/// One request for a deletion: who, why, what hangs on it, the decision, and what happened.
public struct RemovalRequestPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var row: RemovalRequestsPage.Row
        public var commands: Set<RemovalRequest.Command>
        public var consequences: RemovalConsequences?
        public var history: [MemberPage.Happening]

        public init(
            _ row: RemovalRequestsPage.Row, _ commands: Set<RemovalRequest.Command>,
            _ consequences: RemovalConsequences?, history: [MemberPage.Happening]
        ) {
            (self.row, self.commands, self.consequences, self.history) = (row, commands, consequences, history)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let reason = "reason"
    }

    private var row: RemovalRequestsPage.Row { model.row }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "删除审核", above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers), Crumb("删除审核", .removalRequests)],
                here: row.name, facts: [HTML(row.name), row.status.badge.html]),
            current: .memberTransfers, errors: form.errors, shape: .journey
        ) {
            if row.status == .returned {
                Callout("申请已退回，会籍不变", .warning) {
                    if let reason = row.reason { p { "原因：\(reason)" } }
                    p { "请核实情况，补充说明后可以重新申请；不需要删除的，保留会籍即可。" }
                }
            }
            Card("申请内容", id: "request") { CheckAnswers(answers) }
            if let sentences = model.consequences?.removalSentences, !sentences.isEmpty {
                Callout("删除前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
            }
            if model.commands.contains(.accept) { decision }
            if model.commands.contains(.withdraw) {
                PostForm(to: .removalRequestWithdrawal(row.id), frame.tokens) {
                    DecideBlock("撤回申请") {
                        "上级审核之前可以撤回，撤回后会籍不变。"
                    } content: {
                        SubmitButton("撤回 \(row.name) 的删除申请", .plain, size: .large)
                    }
                }
            }
            Card("办理记录", id: "history") { HappeningTable(model.history) }
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers = [
            CheckAnswers.Answer("姓名") { row.name }, CheckAnswers.Answer("证件号") { row.document },
            CheckAnswers.Answer("所在工会") { row.union }, CheckAnswers.Answer("删除原因") { row.ground.wording },
            CheckAnswers.Answer("说明") { row.note },
            CheckAnswers.Answer("申请时间") { row.requestedAt.htmlToTheMinute },
        ]
        if let decidedAt = row.decidedAt {
            answers.append(CheckAnswers.Answer("办理时间") { decidedAt.htmlToTheMinute })
        }
        if let reason = row.reason { answers.append(CheckAnswers.Answer("退回原因") { reason }) }
        return answers
    }

    @HTMLBuilder private var decision: HTML {
        PostForm(to: .removalRequestAcceptance(row.id), frame.tokens) {
            DecideBlock("同意删除 1 名会员") {
                "同意后 \(row.name) 不再是 \(row.union) 的会员，办理记录和参保记录保留。不能撤销，误删的需要重新导入。"
            } content: {
                SubmitButton("同意删除 \(row.name)", .danger, size: .large)
            }
        }
        PostForm(to: .removalRequestReturn(row.id), frame.tokens) {
            Card("不同意，退回申请", id: "give-back") {
                div(.class("card-body stack")) {
                    TextArea(Field.reason, "退回原因", in: form, rows: 2, hint: "申请的工会会看到。")
                    SubmitButton("退回申请", .plain)
                }
            }
        }
    }
}
