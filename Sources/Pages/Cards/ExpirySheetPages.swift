public import Domain
public import Markup
import Wording

/// 批量修改证件到期日: the upload, and the sheets that were uploaded before.
public struct ExpirySheetsPage: Component, Sendable {
    let frame: PageFrame
    let unit: String
    let sheets: [ExpirySheet]
    let form: FormState

    /// - Parameter form: field `file`.
    public init(_ frame: PageFrame, unit: String, _ sheets: [ExpirySheet], form: FormState) {
        (self.frame, self.unit, self.sheets, self.form) = (frame, unit, sheets, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "批量修改证件到期日", above: CardArea.crumbs + [Crumb("待办会员列表", .cardCandidates)], facts: [HTML(unit)]),
            current: .cardCandidates, errors: form.errors
        ) {
            Card("上传名单", id: "upload", note: "先预览，确认后才修改") {
                PostForm(to: .expirySheets, frame.tokens, .multipart) {
                    div(.class("card-body form-narrow stack")) {
                        p {
                            "下载的模板中已有本单位未办卡的会员，填写“证件到期日”后上传即可；也可以用自己的表格，"
                            "第一行写明“会员编号”（或“证件号码”）和“证件到期日”。"
                        }
                        div(.class("row-gap")) { LinkButton("下载模板", .expirySheetTemplate, icon: .download) }
                        FileField(
                            "file", "名单文件", in: form, accept: ".xlsx,.csv", maxBytes: ExpirySheet.byteLimit,
                            hint: "xlsx 或 csv，最大 10 MB。到期日写成 2035-03-20，长期有效的写“长期”。")
                        div(.class("row-gap")) {
                            SubmitButton("上传并预览", icon: .upload)
                            LinkButton("返回待办会员列表", .cardCandidates)
                        }
                    }
                }
            }
            Card("上传记录", id: "sheets", note: "没有确认的名单保留 7 天") {
                DataTable(
                    "上传记录", sheets, blank: .nothingYet("还没有上传过名单") { "上传后会显示在这里。" },
                    columns: [
                        .head("文件") { sheet in a(.href(.expirySheet(sheet.id))) { sheet.fileName } },
                        .number("修改") { $0.counts.changes }, .number("不变") { $0.counts.unchanged },
                        .number("未采用") { $0.counts.refused }, .moment("时间") { $0.at }, .text("经办") { $0.account },
                        .state("状态") { $0.status.badge },
                    ])
            }
        }
    }
}

/// What a sheet would change, and which of its rows are not taken.
public struct ExpirySheetPage: Component, Sendable {
    /// One row of the sheet.
    public struct Row: Sendable {
        let number: Int
        let member: String?
        let name: String?
        let expiry: IdentityDocument.Expiry?
        let verdict: ExpiryVerdict

        /// - Parameters:
        ///   - member: 会员编号; nil where the number is nobody's.
        ///   - expiry: until when his document holds good now.
        public init(
            number: Int, member: String?, name: String?, expiry: IdentityDocument.Expiry? = nil, verdict: ExpiryVerdict
        ) {
            (self.number, self.member, self.name, self.verdict) = (number, member, name, verdict)
            self.expiry = expiry
        }
    }

    let frame: PageFrame
    let sheet: ExpirySheet
    let hasRefused: Bool
    let counts: ExpiryCounts
    let rows: [Row]
    let window: PageWindow

    /// - Parameters:
    ///   - hasRefused: whether the rows that are not taken can be fetched as a file.
    ///   - counts: as the records stand now.
    public init(
        _ frame: PageFrame, _ sheet: ExpirySheet, hasRefused: Bool = false, counts: ExpiryCounts, rows: [Row],
        window: PageWindow
    ) {
        self.hasRefused = hasRefused
        (self.frame, self.sheet, self.counts, self.rows, self.window) = (frame, sheet, counts, rows, window)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "批量修改证件到期日",
                above: CardArea.crumbs + [
                    Crumb("待办会员列表", .cardCandidates), Crumb("批量修改证件到期日", .expirySheets),
                ], here: "预览", facts: [HTML(sheet.fileName), sheet.status.badge.html]),
            current: .cardCandidates
        ) {
            Card("比对结果", id: "counts", note: "共 \(counts.rows.grouped) 行") {
                Counts([
                    Counts.Item(counts.changes, sheet.status == .applied ? "已修改" : "将修改", .good),
                    Counts.Item(counts.unchanged, "与现在相同，不变"),
                    Counts.Item(counts.refused, "未采用", .bad),
                ])
            }
            if hasRefused {
                Callout("未采用的 \(counts.refused.grouped) 行", .note) {
                    p { "下载的文件写明每一行的原因，改正后可直接重新上传。" }
                    div(.class("row-gap")) {
                        LinkButton("下载未采用的行", .expirySheetRefused(sheet.id), icon: .download)
                    }
                }
            }
            if sheet.status == .staged {
                decision
                table
            } else {
                Callout {
                    p { hasRefused ? "名单已处理；未采用的行保留 7 天，其余内容不再保留。" : "名单已处理，文件内容不再保留。" }
                }
                div(.class("row-gap")) {
                    LinkButton("返回待办会员列表", .cardCandidates, .primary)
                    LinkButton("再上传一份", .expirySheets)
                }
            }
        }
    }

    @HTMLBuilder private var decision: HTML {
        if counts.changes > 0 {
            PostForm(to: .expirySheetApplication(sheet.id), frame.tokens) {
                HiddenField("expected", String(counts.changes))
                DecideBlock("请确认") {
                    "将修改 \(counts.changes.grouped) 人的证件到期日"
                    counts.refused > 0 ? "；未采用的 \(counts.refused.grouped) 行不会修改，原因见下表。" : "。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("修改 \(counts.changes.grouped) 人的证件到期日", size: .large)
                        SubmitButton("放弃", to: .expirySheetDiscard(sheet.id), size: .large)
                    }
                }
            }
        } else {
            Callout("没有需要修改的", .note) {
                p { counts.refused > 0 ? "请按下表的原因改正后重新上传。" : "名单中的证件到期日与现在的完全相同。" }
            }
            PostForm(to: .expirySheetDiscard(sheet.id), frame.tokens) {
                div(.class("row-gap")) { SubmitButton("放弃这份名单", .plain) }
            }
        }
    }

    private var table: HTML {
        section(.class("card"), .ariaLabel("名单各行")) {
            ListBar(window.caption)
            DataTable(
                "名单各行", rows, isWrong: { $0.isRefused },
                columns: [
                    .number("行号") { $0.number },
                    .head("姓名") { textOr($0.name, "未找到") },
                    .text("会员编号") { $0.member },
                    .state("结果") { $0.badge },
                    Column("现在的到期日", .line) { row in
                        textOr(row.expiry?.wording, row.member == nil ? "无" : "未填写")
                    },
                    Column("改为", .line) { row in
                        if case .change(_, let to) = row.verdict { to.wording } else { textOr(nil) }
                    },
                    Column("原因和处理办法") { row in
                        if case .refused(let fault) = row.verdict { fault.wording } else { textOr(nil) }
                    },
                ])
            Pager(window) { number, size in
                Path.expirySheet(sheet.id).url(("page", String(number)), ("size", String(size)))
            }
        }
    }
}

extension ExpirySheetPage.Row {
    fileprivate var isRefused: Bool {
        switch verdict {
        case .refused: true
        case .change, .unchanged: false
        }
    }

    fileprivate var badge: StateBadge {
        switch verdict {
        case .refused: StateBadge("未采用", .bad)
        case .change: StateBadge("修改", .done)
        case .unchanged: StateBadge("不变")
        }
    }
}

extension ExpirySheet.Status {
    var badge: StateBadge {
        switch self {
        case .staged: StateBadge(wording, .wait)
        case .applied: StateBadge(wording, .done)
        case .discarded: StateBadge(wording)
        }
    }
}
