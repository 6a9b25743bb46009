public import Domain
public import Markup
import Wording

/// A list of unions or enterprises: before its confirmation what it would do, afterwards what it did.
public struct OrganisationSheetPage: Component, Sendable {
    /// Names of the query's fields.
    public enum Field {
        public static let part = "part"
        public static let repair = "repair"
        public static let expected = "expected"
    }

    public struct Model: Sendable {
        public var sheet: OrganisationSheet
        /// Nil once it was applied or given up.
        public var layout: OrganisationLayout?
        public var counts: OrganisationCounts
        public var part: OrganisationPart
        public var repair: OrganisationRepair?
        public var repairs: [(repair: OrganisationRepair, rows: Int)]
        public var verdicts: [OrganisationVerdict]
        public var window: PageWindow
        /// Rows that can be fetched to be mended.
        public var failed: Int

        public init(
            _ sheet: OrganisationSheet, _ layout: OrganisationLayout?, counts: OrganisationCounts,
            part: OrganisationPart, repair: OrganisationRepair? = nil,
            repairs: [(repair: OrganisationRepair, rows: Int)] = [], verdicts: [OrganisationVerdict],
            _ window: PageWindow, failed: Int
        ) {
            (self.sheet, self.layout, self.counts, self.part) = (sheet, layout, counts, part)
            (self.repair, self.repairs, self.verdicts) = (repair, repairs, verdicts)
            (self.window, self.failed) = (window, failed)
        }
    }

    let frame: PageFrame
    let model: Model
    let errors: FieldErrors

    /// - Parameter errors: why it was not applied.
    public init(_ frame: PageFrame, _ model: Model, errors: FieldErrors = .none) {
        (self.frame, self.model, self.errors) = (frame, model, errors)
    }

    private var sheet: OrganisationSheet { model.sheet }
    private var subject: OrganisationSubject { sheet.subject }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                sheet.status == .staged ? "核对导入预览" : "导入结果",
                above: OrganisationUploadPage.above + [Crumb("查看导入结果", .organisation(.sheets))],
                facts: [HTML(subject.act), HTML("文件：\(sheet.fileName)"), sheet.status.badge.html]),
            current: .unions, errors: errors
        ) {
            if sheet.status == .staged { Stages("导入进度", OrganisationUploadPage.stages, current: 1) }
            countsCard
            switch sheet.status {
            case .staged:
                columnsCard
                decision
                rows
            case .applied: applied
            case .discarded:
                Callout { p { "文件已放弃，没有写入任何内容，文件不再保留。" } }
                again
            }
        }.html
    }

    private var countsCard: HTML {
        let counts = model.counts
        return Card("比对结果", id: "counts", note: "共 \(counts.rows.grouped) 行") {
            Counts([
                Counts.Item(counts.added, "新增", .good), Counts.Item(counts.changed, "变更", .good),
                Counts.Item(counts.unchanged, "不变"), Counts.Item(counts.failed, "错误，不写入", .bad),
                Counts.Item(counts.warned, "请留意", .warning),
            ])
        }.html
    }

    // MARK: Before the confirmation

    @HTMLBuilder private var columnsCard: HTML {
        if let layout = model.layout {
            let lacking = layout.lacking(for: subject)
            if lacking.isEmpty {
                Card(
                    "文件中的列", id: "columns", note: layout.place,
                    more: LinkButton("核对列", .organisation(.sheetColumns(sheet.id)), size: .small).html
                ) {
                    div(.class("card-body")) {
                        p { layout.sentence(of: subject) }
                    }
                }
            } else {
                Callout("请先核对列", .warning) {
                    p { "没有认出“\(lacking.map { $0.wording(of: subject) }.joined(separator: "、"))”列，还不能读出每一行。" }
                    div(.class("row-gap")) {
                        LinkButton("核对文件中的列", .organisation(.sheetColumns(sheet.id)), .primary)
                    }
                }
            }
            if !layout.otherLists.isEmpty {
                Callout("这次只读取工作表“\(layout.sheet)”", .warning) {
                    p {
                        "文件中还有名单：\(layout.otherLists.joined(separator: "、"))。一次导入一张工作表，"
                        "要导入其他工作表，请"
                        a(.href(.organisation(.sheetColumns(sheet.id)))) { "换一张工作表" }
                        "，或导入这张之后再上传一次。"
                    }
                }
            }
        }
    }

    @HTMLBuilder private var decision: HTML {
        let written = model.counts.written
        if written > OrganisationSheet.changeLimit {
            Callout("行数太多", .warning) {
                p { "一次最多写入 \(OrganisationSheet.changeLimit.grouped) 行，请把文件分成几份上传。" }
            }
        } else if written > 0 {
            PostForm(to: .organisation(.sheetApplication(sheet.id)), frame.tokens) {
                HiddenField(Field.expected, String(written))
                DecideBlock("确认后写入 \(written.grouped) 行") {
                    consequence
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton(
                            subject == .unions ? "提交 \(written.grouped) 件申请" : "写入 \(written.grouped) 行", .primary,
                            size: .large)
                        SubmitButton("放弃", to: .organisation(.sheetDiscard(sheet.id)), size: .large)
                    }
                }
            }
        } else {
            if model.counts.rows > 0 {
                Callout("没有需要写入的行", .note) {
                    p { model.counts.failed > 0 ? "请按下面的原因修改，或改正文件后重新上传。" : "文件中的内容与平台上的相同。" }
                }
            }
            PostForm(to: .organisation(.sheetDiscard(sheet.id)), frame.tokens) {
                div(.class("row-gap")) { SubmitButton("放弃这份文件", .plain) }
            }
        }
    }

    private var consequence: String {
        let counts = model.counts
        let rest = counts.failed > 0 ? "错误的 \(counts.failed.grouped) 行不写入，可以先修改，也可以下载后以后再传。" : ""
        switch subject {
        case .unions:
            return "新建 \(counts.added.grouped) 个、修改 \(counts.changed.grouped) 个组织，每个提交一件申请，由上级审核，同意后生效。" + rest
        case .enterprises:
            return "新增 \(counts.added.grouped) 家、修改 \(counts.changed.grouped) 家企业，立即生效。" + rest
        }
    }

    // MARK: Rows

    @HTMLBuilder private var rows: HTML {
        if model.counts.rows > 0 {
            nav(.class("row-gap"), .ariaLabel("文件中的行")) {
                for part in OrganisationPart.allCases where model.counts[part] > 0 || part == model.part {
                    LinkButton(
                        "\(part.wording)（\(model.counts[part].grouped)）", url(part),
                        attribute: .ariaCurrent(.true, if: part == model.part))
                }
            }
            section(.class("card"), .ariaLabel("\(model.part.wording)的行")) {
                ListBar(model.window.caption, chips: chips) {
                    if model.failed > 0 {
                        LinkButton(
                            "下载错误行", .organisation(.sheetFailures(sheet.id)), size: .small, icon: .download)
                    }
                }
                if model.part == .failed, model.repair == nil, model.repairs.count > 1 { groups }
                DataTable(
                    "\(model.part.wording)的行", model.verdicts, isWrong: { $0.outcome == .failed },
                    blank: .noMatch("没有这样的行") { "请选择其他部分。" }, columns: columns)
                if model.window.total > 0 {
                    Pager(model.window) { number, size in
                        url(model.part, model.repair, [("page", String(number)), ("size", String(size))])
                    }
                }
            }
        }
    }

    private var groups: HTML {
        div(.class("card-body prose")) {
            ul {
                for group in model.repairs {
                    li {
                        a(.href(url(.failed, group.repair))) { group.repair.wording }
                        " \(group.rows.grouped) 行"
                    }
                }
            }
        }
    }

    private var chips: [Chip] {
        model.repair.map { [Chip($0.wording, without: url(.failed))] } ?? []
    }

    private func url(
        _ part: OrganisationPart, _ repair: OrganisationRepair? = nil, _ more: [(name: String, value: String)] = []
    ) -> URLText {
        var query: [(name: String, value: String)] = [(Field.part, part.rawValue)]
        if let repair { query.append((Field.repair, repair.rawValue)) }
        return Path.organisation(.sheet(sheet.id)).url(query: query + more)
    }

    private var columns: [Column<OrganisationVerdict>] {
        [
            .number("行号") { $0.row }, .head("名称") { textOr($0.name.isEmpty ? nil : $0.name, "未填写") },
            .state("结果") { $0.outcome.badge },
            Column("写入的内容") { verdict in content(of: verdict) },
            Column("原因和处理办法") { verdict in
                if verdict.remarks.isEmpty {
                    textOr(nil)
                } else {
                    ul(.class("plain")) {
                        for remark in verdict.remarks {
                            li { "\(remark.column.wording(of: subject))：\(remark.wording(of: subject))" }
                        }
                    }
                }
            },
            .actions { verdict in
                a(
                    .href(
                        Path.organisation(.sheetRow(sheet.id)).url(
                            (OrganisationRowPage.Field.number, String(verdict.row)),
                            (Field.part, model.part.rawValue))), .ariaLabel("修改第 \(verdict.row) 行")
                ) { "修改" }
            },
        ]
    }

    @HTMLBuilder private func content(of verdict: OrganisationVerdict) -> HTML {
        switch verdict.deed {
        case .found(_, let kind, let superior)?: "\(kind.wording)，上级：\(superior.name)"
        case .addEnterprise(_, let union)?: "所属工会：\(union.name)"
        case .amend?, .amendEnterprise?:
            ul(.class("plain")) {
                for change in verdict.deed?.changes ?? [] {
                    li {
                        "\(change.field.wording)：\(change.before.isEmpty ? "（空）" : change.before) → "
                        change.after.isEmpty ? "（空）" : change.after
                    }
                }
            }
        case nil: textOr(nil)
        }
    }

    // MARK: Afterwards

    @HTMLBuilder private var applied: HTML {
        switch subject {
        case .unions:
            Callout("已提交审核", .good) {
                p {
                    "新建 \(model.counts.added.grouped) 个、修改 \(model.counts.changed.grouped) 个组织，已提交申请；上级同意后生效，也可以在组织审核管理中撤回。"
                }
            }
        case .enterprises:
            Callout("已写入", .good) {
                p { "新增 \(model.counts.added.grouped) 家、修改 \(model.counts.changed.grouped) 家企业，已经生效。" }
            }
        }
        if model.failed > 0 {
            Callout("还有 \(model.failed.grouped) 行没有写入", .warning) {
                p { "请下载这些行，按“问题及办法”修改后重新上传；保留 \(OrganisationSheet.daysFailed) 天。" }
                div(.class("row-gap")) {
                    LinkButton("下载错误行", .organisation(.sheetFailures(sheet.id)), icon: .download)
                }
            }
        }
        again
    }

    private var again: HTML {
        div(.class("row-gap")) {
            switch subject {
            case .unions:
                LinkButton(
                    "查看申请",
                    Path.organisation(.requests).url(
                        (UnionRequestsPage.Field.part, UnionRequestPart.requested.rawValue)), .primary)
            case .enterprises: LinkButton("返回组织查询管理", .unions, .primary)
            }
            LinkButton(
                "再导入一份", Path.organisation(.sheetNew).url((UnionsPage.Field.subject, subject.rawValue)))
        }
    }
}

extension OrganisationVerdict.Outcome {
    fileprivate var badge: StateBadge {
        switch self {
        case .failed: StateBadge(wording, .bad)
        case .added, .changed: StateBadge(wording, .done)
        case .unchanged: StateBadge(wording)
        }
    }
}
