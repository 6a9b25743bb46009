public import Domain
public import Markup
import Wording

/// One correction: who, what is wrong and what is right, the decision, and what happened.
public struct CorrectionPage: Component, Sendable {
    public struct Model: Sendable {
        public var row: CorrectionRow
        public var commands: Set<EnrolmentCorrection.Command>
        /// Why it could not be carried out now, in a sentence.
        public var obstacle: String?
        public var history: [MemberPage.Happening]

        public init(
            _ row: CorrectionRow, commands: Set<EnrolmentCorrection.Command>, obstacle: String?,
            history: [MemberPage.Happening]
        ) {
            (self.row, self.commands, self.obstacle, self.history) = (row, commands, obstacle, history)
        }
    }

    let frame: PageFrame
    let model: Model
    let form: FormState

    /// - Parameter form: field `reason`.
    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    private var row: CorrectionRow { model.row }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                row.kind.wording, above: [Crumb("业务工作台", .workbench), Crumb("更正申请", .correction(.list))],
                here: row.number, facts: [HTML(row.number), HTML(row.unitName), row.status.badge.html]),
            current: .correction(.list), errors: form.errors, shape: .journey
        ) {
            if row.status == .returned {
                Callout("申请已退回，参保信息不变", .warning) {
                    if let reason = row.reason { p { "原因：\(reason)" } }
                    p { "核实后仍需更正的，请重新申请。" }
                }
            }
            Card("申请内容", id: "request") { CheckAnswers(answers) }
            if let after = row.after { Card("更正前后对比", id: "difference") { difference(after) } }
            if let obstacle = model.obstacle { Callout("现在不能更正", .warning) { p { obstacle } } }
            decision
            Card("办理记录", id: "history") { HappeningTable(model.history) }
        }.html
    }

    private var answers: [CheckAnswers.Answer] {
        var answers = [
            CheckAnswers.Answer("申请事项") { row.kind.wording },
            CheckAnswers.Answer("人员") { "\(row.before.name)（会员编号 \(row.memberNumber)）" },
            CheckAnswers.Answer("参保单位") { row.unitName },
            CheckAnswers.Answer("保障年度") { "\(row.year) 年度，\(row.plan) 类" },
            CheckAnswers.Answer("名单") { "\(row.enrolment)，区局批次 \(row.batch)" },
            CheckAnswers.Answer("更正原因") { row.note },
            CheckAnswers.Answer("申请时间") { row.requestedAt.htmlToTheMinute },
        ]
        if row.kind == .removal, let refund {
            answers.insert(.init(refund) { "\(row.refund.yuanText) 元" }, at: 5)
        }
        if let decidedAt = row.decidedAt { answers.append(.init("办结时间") { decidedAt.htmlToTheMinute }) }
        if let reason = row.reason { answers.append(.init("退回原因") { reason }) }
        return answers
    }

    /// What becomes of the money; nothing of a request that came to nothing.
    private var refund: String? {
        switch row.status {
        case .submitted, .endorsed: "同意后退款（区局抵扣款）"
        case .accepted: "已退款（区局抵扣款）"
        case .returned, .withdrawn: nil
        }
    }

    private struct Line {
        let field: String
        let before: String
        let after: String
    }

    private func difference(_ after: CorrectedIdentity) -> HTML {
        let before = row.before
        var lines: [Line] = []
        if before.name != after.name { lines.append(Line(field: "姓名", before: before.name, after: after.name)) }
        if before.type != after.type {
            lines.append(Line(field: "证件类型", before: before.type.wording, after: after.type.wording))
        }
        if before.number != after.number {
            // Who asks could learn the known number by asking; who decides sees what was asked for, never what is known.
            let decides = !model.commands.isDisjoint(with: [.endorse, .accept, .return])
            lines.append(
                Line(
                    field: "证件号码", before: before.document.masked,
                    after: decides ? Self.shown(after.number, beside: before.number) : after.document.masked))
        }
        return DataTable(
            "更正前后对比", lines,
            columns: [
                .head("项目") { $0.field }, Column("更正前") { $0.before }, Column("更正为") { line in strong { line.after } },
            ]
        ).html
    }

    /// The masked number with the characters that differ, so that whoever decides sees what is to be put right.
    static func shown(_ number: String, beside other: String) -> String {
        let (shown, compared) = (Array(number), Array(other))
        let masked = Array(IdentityDocument(type: .passport, number: number, expiry: nil).masked)
        guard shown.count == compared.count, shown.count == masked.count else { return String(masked) }
        return String(shown.indices.map { shown[$0] == compared[$0] ? masked[$0] : shown[$0] })
    }

    @HTMLBuilder private var decision: HTML {
        if model.commands.contains(.endorse) {
            PostForm(to: .correction(.acceptance(row.id)), frame.tokens) {
                DecideBlock("审核通过，转职保中心") {
                    CorrectionVerdict.endorse.consequence
                } content: {
                    SubmitButton("审核通过", .primary, size: .large)
                }
            }
        }
        if model.commands.contains(.accept), model.obstacle == nil {
            PostForm(to: .correction(.acceptance(row.id)), frame.tokens) {
                DecideBlock("同意更正") {
                    switch row.kind {
                    case .identity: "同意后立即更正会员资料和参保信息。原名单、告知书不变；已出具的参保证明作废，可以重新下载。"
                    case .removal:
                        "同意后此人的保障立即作废，\(row.refund.yuanText) 元成为区局的抵扣款，此人可由其他单位参保。不能恢复。"
                    }
                } content: {
                    SubmitButton("同意\(row.kind.wording)", row.kind == .removal ? .danger : .primary, size: .large)
                }
            }
        }
        if model.commands.contains(.return) {
            PostForm(to: .correction(.return(row.id)), frame.tokens) {
                Card("不同意，退回申请", id: "give-back") {
                    div(.class("card-body stack")) {
                        TextArea(
                            CorrectionsPage.Field.reason, "退回原因", in: form, rows: 2,
                            hint: "申请的单位会看到，最多 \(EnrolmentCorrection.reasonLimit) 个字。请勿填写证件号码。")
                        SubmitButton("退回申请", .plain)
                    }
                }
            }
        }
        if model.commands.contains(.withdraw) {
            PostForm(to: .correction(.withdrawal(row.id)), frame.tokens) {
                DecideBlock("撤回申请") {
                    "区局审核之前可以撤回，撤回后参保信息不变。"
                } content: {
                    SubmitButton("撤回更正申请", .plain, size: .large)
                }
            }
        }
    }
}
