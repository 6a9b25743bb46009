import Domain
public import Markup
import Wording

/// What is to become of several corrections.
public enum CorrectionVerdict: Sendable {
    /// The district passes them on.
    case endorse
    /// The centre carries them out.
    case accept
    case `return`

    var words: String {
        switch self {
        case .endorse: "通过"
        case .accept: "同意"
        case .return: "退回"
        }
    }

    var value: String {
        switch self {
        case .endorse, .accept: "accept"
        case .return: "return"
        }
    }

    var consequence: String {
        switch self {
        case .endorse: "通过后转职保中心审核，参保信息还不会改变。"
        case .accept: "同意后立即更正：移除的人员保障作废，已缴款项成为区局的抵扣款。不符合条件的不会办理，每件的结果会逐一列出。"
        case .return: "退回后参保信息不变，申请的单位可以按原因重新申请。"
        }
    }
}

/// Before several corrections are decided: which, what follows, and why they are returned.
public struct CorrectionCheckPage: Component, Sendable {
    private typealias Field = CorrectionsPage.Field

    let frame: PageFrame
    let verdict: CorrectionVerdict
    let rows: [CorrectionRow]
    let form: FormState

    /// - Parameter form: field `reason`.
    public init(
        _ frame: PageFrame, _ verdict: CorrectionVerdict, _ rows: [CorrectionRow], form: FormState = FormState()
    ) {
        (self.frame, self.verdict, self.rows, self.form) = (frame, verdict, rows, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(verdict.words)更正申请", above: [Crumb("业务工作台", .workbench), Crumb("更正申请", .correction(.list))],
                facts: [HTML("\(rows.count.grouped) 件申请")]),
            current: .correction(.list), errors: form.errors, shape: .journey
        ) {
            Card("所选申请", id: "requests") {
                DataTable("所选申请", rows, columns: CorrectionRow.columns(.waiting))
            }
            PostForm(to: .correction(.decisions), frame.tokens, .class("stack")) {
                for row in rows { HiddenField(Field.correction, row.id.description) }
                HiddenField(Field.decision, verdict.value)
                if case .return = verdict {
                    Card("退回原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                Field.reason, "退回原因", in: form, rows: 2,
                                hint: "申请的单位会看到，最多 \(EnrolmentCorrection.reasonLimit) 个字。请勿填写证件号码。")
                        }
                    }
                }
                DecideBlock("\(verdict.words) \(rows.count.grouped) 件申请") {
                    verdict.consequence
                } content: {
                    SubmitButton("\(verdict.words) \(rows.count.grouped) 件申请", .primary, size: .large)
                }
            }
        }.html
    }
}

/// What came of every correction that was decided.
public struct CorrectionResultPage: Component, Sendable {
    /// One correction with its result.
    public struct Row: Sendable {
        let row: CorrectionRow
        /// Why it was skipped; nil when it was decided.
        let problem: String?

        public init(_ row: CorrectionRow, problem: String?) { (self.row, self.problem) = (row, problem) }
    }

    let frame: PageFrame
    let verdict: CorrectionVerdict
    let rows: [Row]

    public init(_ frame: PageFrame, _ verdict: CorrectionVerdict, _ rows: [Row]) {
        (self.frame, self.verdict, self.rows) = (frame, verdict, rows)
    }

    public var html: HTML {
        let done = rows.count { $0.problem == nil }
        return Layout(
            frame,
            PageHead(
                "\(verdict.words)更正申请的结果",
                above: [Crumb("业务工作台", .workbench), Crumb("更正申请", .correction(.list))]),
            current: .correction(.list)
        ) {
            Card("共 \(rows.count.grouped) 件申请", id: "counts") {
                Counts([Counts.Item(done, "成功", .good), Counts.Item(rows.count - done, "跳过", .warning)])
            }
            section(.class("card"), .ariaLabel("每件申请的结果")) {
                DataTable(
                    "每件申请的结果", rows, isWrong: { $0.problem != nil },
                    columns: [
                        .head("申请编号") { line in a(.href(.correction(.one(line.row.id)))) { line.row.number } },
                        .text("事项") { $0.row.kind.wording }, .text("姓名") { $0.row.before.name },
                        .state("结果") { $0.problem == nil ? StateBadge("成功", .done) : StateBadge("跳过", .wait) },
                        Column("原因") { textOr($0.problem) },
                    ])
            }
            div(.class("row-gap")) { LinkButton("返回更正申请", .correction(.list), .primary) }
        }.html
    }
}
