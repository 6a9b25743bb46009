public import Domain
public import Markup
import Wording

/// 给付信息导入: the form for the next file, and what was imported before.
public struct BenefitImportsPage: Component, Sendable {
    let frame: PageFrame
    let files: [BenefitImport]
    let form: FormState

    /// - Parameter form: field `file`.
    public init(_ frame: PageFrame, _ files: [BenefitImport], form: FormState) {
        (self.frame, self.files, self.form) = (frame, files, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "给付信息导入", above: BenefitSheetPage.above,
                facts: [HTML("先预览，确认后才登记；同一文件再次导入不会重复")]
            ) {
                LinkButton("下载模板", .benefit(.template), icon: .download)
                LinkButton("登记一笔给付", .benefit(.new))
            },
            current: .benefit(.imports), errors: form.errors
        ) {
            Card("上传文件", id: "upload") {
                PostForm(to: .benefit(.imports), frame.tokens, .multipart) {
                    div(.class("card-body form-narrow stack")) {
                        FileField(
                            "file", "给付信息文件", in: form, accept: ".xlsx,.csv", maxBytes: BenefitImport.byteLimit,
                            hint: "xlsx 或 csv，表头在前 20 行内，必须有：\(Self.required)。最大 10 MB，更大的请分成几个文件。")
                        div(.class("row-gap")) { SubmitButton("上传并预览", icon: .upload) }
                    }
                }
            }
            Card("导入记录", id: "files") { DataTable("导入记录", files, blank: blank, columns: columns) }
        }.html
    }

    private static let required = BenefitColumn.allCases.filter(\.isRequired).map(\.wording).joined(separator: "、")

    private var columns: [Column<BenefitImport>] {
        [
            .head("文件") { file in a(.href(.benefit(.file(file.id)))) { file.fileName ?? "—" } },
            .number("行数") { $0.counts.rows }, .number("新登记") { $0.counts.new },
            .number("已有") { $0.counts.known }, .number("查无此人") { $0.counts.unmatched },
            .number("有误") { $0.counts.failed }, .money("新登记金额（元）") { $0.counts.amount },
            .moment("时间") { $0.at }, .text("账号", absent: "命令行导入") { $0.account.isEmpty ? nil : $0.account },
            .state("状态") { $0.status.badge },
        ]
    }

    private var blank: Blank {
        .nothingYet("还没有导入过给付信息") { "上传第一个文件后，结果会出现在这里；也可以用模板填写。" }
    }
}

/// What a file of payments would do or has done, with every row that is wrong.
public struct BenefitImportPage: Component, Sendable {
    let frame: PageFrame
    let file: BenefitImport
    let problems: [BenefitRowProblem]

    public init(_ frame: PageFrame, _ file: BenefitImport, _ problems: [BenefitRowProblem]) {
        (self.frame, self.file, self.problems) = (frame, file, problems)
    }

    private var counts: BenefitCounts { file.counts }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                file.status == .staged ? "预览给付信息" : "给付信息导入结果",
                above: BenefitSheetPage.above + [Crumb("给付信息导入", .benefit(.imports))],
                facts: [HTML(file.fileName ?? ""), file.status.badge.html]),
            current: .benefit(.imports)
        ) {
            Card(
                file.status == .applied ? "导入结果" : "比对结果", id: "counts",
                note: "共 \(counts.rows.grouped) 行，新登记 \(counts.amount.inSentence)"
            ) {
                Counts([
                    Counts.Item(counts.new, file.status == .applied ? "已登记" : "将登记", .good),
                    Counts.Item(counts.known, "已登记过，不重复登记"),
                    Counts.Item(counts.unmatched, "全市查无此人，不登记", .warning),
                    Counts.Item(counts.failed, "有误，不登记", .bad),
                ])
            }
            warnings
            if !problems.isEmpty { table }
            decision
        }.html
    }

    @HTMLBuilder private var warnings: HTML {
        if counts.uncovered > 0 {
            Callout("有 \(counts.uncovered.grouped) 笔没有对应的保障记录", .warning) {
                p { "平台上没有领取人该年度的保障记录，可能是平台启用以前的年度，也可能是年度填错。请核对年度后再登记。" }
            }
        }
        if !file.newKinds.isEmpty {
            Callout("出现新的给付种类", .warning) {
                p { "\(file.newKinds.joined(separator: "、"))。如是笔误，请改正文件后重新上传。" }
            }
        }
    }

    private var table: HTML {
        let isCut = problems.count >= BenefitImport.problemLimit
        return Card(
            "未登记的行", id: "problems",
            note: isCut ? "只列出前 \(BenefitImport.problemLimit.grouped) 处，改正后请重新上传" : "改正后可以再次上传整个文件"
        ) {
            DataTable(
                "未登记的行", problems, isWrong: { _ in true },
                columns: [
                    .number("行") { $0.row }, .text("列") { $0.problem.column.wording },
                    Column("原因和改法") { $0.problem.wording },
                ])
        }.html
    }

    @HTMLBuilder private var decision: HTML {
        switch file.status {
        case .staged:
            PostForm(to: .benefit(.application(file.id)), frame.tokens) {
                DecideBlock("请确认") {
                    "登记后领取人本人和参保单位可以查到；有误的行不登记。登记有误可以逐笔更正或撤销，原记录保留。"
                } content: {
                    div(.class("row-gap")) {
                        if counts.new > 0 {
                            SubmitButton(
                                "登记 \(counts.new.grouped) 笔，共 \(counts.amount.inSentence)", size: .large)
                        }
                        SubmitButton("放弃", to: .benefit(.discard(file.id)), size: .large)
                    }
                }
            }
        case .applied, .discarded: LinkButton("返回给付信息导入", .benefit(.imports))
        }
    }
}

extension BenefitImport.Status {
    var badge: StateBadge {
        switch self {
        case .staged: StateBadge(wording, .wait)
        case .applied: StateBadge(wording, .done)
        case .discarded: StateBadge(wording)
        }
    }
}
