import Domain
import Markup
import Wording

/// The rows of an import: those with a problem under what mends them, or all in their order.
struct ImportRowsCard: Component {
    let tokens: FormTokens
    let model: ImportRunPage.Model

    init(_ tokens: FormTokens, _ model: ImportRunPage.Model) { (self.tokens, self.model) = (tokens, model) }

    private typealias Line = ImportRunPage.Line
    private typealias Group = ImportRunPage.Group

    private var run: MemberImport { model.memberImport }
    private var failed: Int { run.counts[.failed] }
    private var isGrouped: Bool { model.group == nil && model.shown != .all && model.shown != .leftOut }
    private var isOpen: Bool { run.status == .staged }

    var html: HTML {
        // Where a row's form opens in place; without a script it is a page of its own.
        div(.id("row-edit"))
        Card(isGrouped ? "需要修改或核对的行" : model.group?.heading ?? rowsHeading, id: "rows", more: tools) {
            if model.lines.isEmpty {
                Blank.noMatch("没有这样的行") {
                    model.shown == .leftOut ? "没有跳过的行。" : "文件中的行都可以导入。"
                }
            } else if isGrouped {
                for group in shownGroups { div(.class("repair")) { part(group) } }
            } else if let group = model.groups.first(where: { $0.repair == model.group }) {
                head(of: group)
                table(model.lines, of: group.repair.heading)
            } else {
                table(model.lines, of: rowsHeading)
            }
            if model.hasFields { saving }
            if model.next != nil || model.after > 0 {
                div(.class("card-body row-gap")) {
                    if model.after > 0 { ImportWay("第一页", model, model.shown, model.group) }
                    if let next = model.next {
                        ImportWay("下一页", model, model.shown, model.group, after: next)
                    }
                }
            }
        }
    }

    private var rowsHeading: String { model.shown == .leftOut ? "跳过的行" : "文件中的行" }

    // MARK: By repair

    /// Those that have a row on this page.
    private var shownGroups: [Group] {
        let shown = Set(model.lines.compactMap(\.group))
        return model.groups.filter { shown.contains($0.repair) }
    }

    private func part(_ group: Group) -> HTML {
        let lines = model.lines.filter { $0.group == group.repair }
        let more: ImportWay? =
            Set(lines.map(\.row)).count >= group.rows
            ? nil : ImportWay("看这 \(group.rows.grouped) 行", model, .withProblem, group.repair, .quietButton)
        return head(of: group, more) + table(lines, of: group.repair.heading)
    }

    private func head(of group: Group, _ more: ImportWay? = nil) -> HTML {
        div(.class("repair-head"), .id("g-\(group.repair.rawValue)")) {
            StateBadge("\(group.rows.grouped) 行", group.repair.isError ? .bad : .wait)
            div {
                h3 { group.repair.heading }
                p { group.repair.wording }
                if isOpen, group.repair.isError { acts(of: group) }
                if isOpen, group.repair == .chooseName { ImportNames(model).forAll }
            }
            more
        }
    }

    /// What can be done with all rows of a group at once, each only when the clerk says so.
    private func acts(of group: Group) -> HTML {
        div(.class("row-gap")) {
            if let offer = group.repair.offer(rows: group.rows) {
                act(offer, .primary, to: .memberImportRepair(run.id), on: group)
            }
            act("全部跳过，不导入（\(group.rows) 行）", .plain, to: .memberImportOmission(run.id), on: group)
        }
    }

    /// A button of the page's form: what has been typed into cells goes along and is kept before the act is done.
    private func act(_ words: String, _ style: ButtonStyle, to path: Path, on group: Group) -> SubmitButton {
        SubmitButton(
            words, style, size: .small, .form(ImportCellField.form), .formAction(path.url),
            .name(ImportRunPage.Field.repair), .value(group.repair.rawValue))
    }

    @HTMLBuilder private func table(_ lines: [Line], of caption: String) -> HTML {
        let renaming = isOpen ? lines.filter { $0.group == .chooseName && $0.rollName != nil } : []
        let others = renaming.isEmpty ? lines : lines.filter { $0.group != .chooseName || $0.rollName == nil }
        if isGrouped || model.group == .chooseName {
            if !renaming.isEmpty { ImportNames(model).table(renaming) }
            if renaming.isEmpty || !others.isEmpty { plainTable(others, of: caption) }
        } else {
            plainTable(lines, of: caption)
        }
    }

    private func plainTable(_ lines: [Line], of caption: String) -> HTML {
        let isTyped = model.shown != .all && lines.contains { $0.text != nil }
        return DataTable(
            caption, lines, isWrong: { $0.outcome == .failed }, columns: isTyped ? typedColumns : columns
        ).html
    }

    private var columns: [Column<Line>] { isOpen ? Self.columns + [acts("修改")] : Self.columns }

    private func acts(_ words: String) -> Column<Line> {
        .actions { line in
            let verb = line.outcome == .skipped && model.shown == .leftOut ? "修改或恢复" : words
            ImportWay(
                verb, model, ImportTarget(model.back, row: line.row), .words,
                attribute: .all([
                    .ariaLabel("\(verb)：第 \(line.row) 行"), .hxGet(model.rowURL(line.row)), .hxTarget("#row-edit"),
                    .hxSelect("#row-edit"), .hxSwap("outerHTML show:top"),
                ])
            )
        }
    }

    // MARK: In place

    /// What is wrong with the rows of a group, to be typed anew beside it.
    private var typedColumns: [Column<Line>] {
        [
            .number("行号") { $0.row },
            .head("姓名") { textOr($0.name, "没有填写") },
            .text("字段") { $0.column?.wording },
            Column("改为") { line in
                if let field = ImportCellField(line, words: model.words) { field } else { textOr(line.found) }
            },
            Column("问题") { line in
                span(.id(ImportCellField.problemID(line))) { Self.problems(of: line) }
            },
            acts("修改整行"),
        ]
    }

    /// One form for all fields and buttons of the page: they name it, for a form cannot stand around others.
    ///
    /// It stands before them with a button of its own, which is the one that the Enter key in a field presses: it
    /// saves, and does nothing to a whole group.
    var pageForm: HTML {
        let path = Path.memberImportRows(run.id)
        return PostForm(
            to: path, tokens,
            .all([
                .id(ImportCellField.form), .hxPost(path.url), .hxTarget("#main"), .hxSelect("#main"),
                .hxSwap("outerHTML show:#act:top"), .hxPushURL(if: true),
            ])
        ) {
            for field in model.back.fields { HiddenField(field.name, field.value) }
            if model.hasFields {
                button(
                    .class("visually-hidden"), .type(.submit), .tabIndex(-1), .aria("hidden", "true")
                ) { "保存本页修改" }
            }
        }.html
    }

    private var saving: HTML {
        div(.class("card-body row-gap save-bar")) {
            SubmitButton("保存本页修改", .primary, .form(ImportCellField.form))
            span(.class("muted")) { "保存后重新检查，仍有错误的行保留填写的内容。" }
        }
    }

    private static var columns: [Column<Line>] {
        [
            .number("行号") { $0.row },
            .head("姓名") { textOr($0.name, "没有填写") },
            .text("字段") { $0.column?.wording },
            Column("文件中的内容", .line) { textOr($0.found, $0.problems.isEmpty ? "无" : "没有填写") },
            Column("问题") { problems(of: $0) },
            .state("处理") { $0.outcome.badge },
        ]
    }

    @HTMLBuilder private static func problems(of line: Line) -> HTML {
        for (position, problem) in line.problems.enumerated() {
            if position > 0 { "；" }
            span(.class(problem.severity == .error ? "danger-text" : "warning-text")) { problem.wording }
        }
        if line.problems.isEmpty { textOr(nil) }
    }

    // MARK: Tools

    @HTMLBuilder private var tools: HTML {
        if failed > 0 { failures }
        tab("只看有问题的行", .withProblem)
        if isOpen { tab("看全部 \(run.counts.rows.grouped) 行", .all) }
        if isOpen, model.leftOut > 0 { tab("看跳过的 \(model.leftOut.grouped) 行", .leftOut) }
    }

    /// In the file's own columns as long as it is at hand.
    private var failures: HTML {
        // Rows that are kept out always stand under a repair, until they have had their time.
        guard !model.groups.isEmpty else { return span(.class("muted")) { "有错误的行已按规定清除，不能再下载。" } }
        let form = model.layout == nil ? "导入模板的格式，原文件已清除" : "和上传的表格一样"
        return LinkButton(
            "下载有错误的 \(failed.grouped) 行（\(form)）", .memberImportFailures(run.id), size: .small, icon: .download
        ).html
    }

    private func tab(_ words: String, _ rows: ImportRows) -> HTML {
        ImportWay(
            words, model, rows, attribute: .ariaCurrent(.true, if: model.shown == rows && model.group == nil)
        ).html
    }
}

extension ImportRunPage.Model {
    /// Whether cells can be typed anew on the page.
    var hasFields: Bool {
        memberImport.status == .staged && shown != .all && lines.contains { $0.text != nil && $0.column != nil }
    }

    /// The rows that are shown, for whoever leads back to them.
    var back: ImportRowPage.Back { ImportRowPage.Back(rows: shown, group: group, after: after) }

    /// The form of a row, which leads back to the rows that are shown.
    func rowURL(_ number: Int) -> URLText { back.url(memberImport.id, row: number) }
}
