import Domain
import Markup
import Wording

/// The rows of an import: those with a problem under what mends them, or all in their order.
struct ImportRowsCard: Component {
    let model: ImportRunPage.Model

    init(_ model: ImportRunPage.Model) { self.model = model }

    private typealias Line = ImportRunPage.Line
    private typealias Group = ImportRunPage.Group

    private var run: MemberImport { model.memberImport }
    private var failed: Int { run.counts[.failed] }
    private var isGrouped: Bool { model.group == nil && model.shown != .all }

    var html: HTML {
        Card(isGrouped ? "需要修改或核对的行" : model.group?.heading ?? "文件中的行", id: "rows", more: tools) {
            if model.lines.isEmpty {
                Blank.noMatch("没有这样的行") { "文件中的行都可以导入。" }
            } else if isGrouped {
                for group in shownGroups { div(.class("repair")) { part(group) } }
            } else if let group = model.groups.first(where: { $0.repair == model.group }) {
                head(of: group)
                table(model.lines, of: group.repair.heading)
            } else {
                table(model.lines, of: "文件中的行")
            }
            if let next = model.next {
                div(.class("card-body")) { LinkButton("下一页", model.url(model.shown, model.group, after: next)) }
            }
        }
    }

    // MARK: By repair

    /// Those that have a row on this page.
    private var shownGroups: [Group] {
        let shown = Set(model.lines.compactMap(\.group))
        return model.groups.filter { shown.contains($0.repair) }
    }

    private func part(_ group: Group) -> HTML {
        let lines = model.lines.filter { $0.group == group.repair }
        let more: LinkButton? =
            Set(lines.map(\.row)).count >= group.rows
            ? nil
            : LinkButton("看这 \(group.rows.grouped) 行", model.url(.withProblem, group.repair), .quiet, size: .small)
        return head(of: group, more) + table(lines, of: group.repair.heading)
    }

    private func head(of group: Group, _ more: LinkButton? = nil) -> HTML {
        div(.class("repair-head"), .id("g-\(group.repair.rawValue)")) {
            StateBadge("\(group.rows.grouped) 行", group.repair.isError ? .bad : .wait)
            div {
                h3 { group.repair.heading }
                p { group.repair.wording }
            }
            more
        }
    }

    private func table(_ lines: [Line], of caption: String) -> HTML {
        DataTable(caption, lines, isWrong: { $0.outcome == .failed }, columns: Self.columns).html
    }

    private static var columns: [Column<Line>] {
        [
            .number("行号") { $0.row },
            .head("姓名") { textOr($0.name, "没有填写") },
            .text("字段") { $0.problem?.column.wording },
            Column("文件中的内容", .line) { textOr($0.found, $0.problem == nil ? "无" : "没有填写") },
            Column("问题") { line in
                if let problem = line.problem {
                    span(.class(problem.severity == .error ? "danger-text" : "warning-text")) { problem.wording }
                } else {
                    textOr(nil)
                }
            },
            .state("处理") { $0.outcome.badge },
        ]
    }

    // MARK: Tools

    @HTMLBuilder private var tools: HTML {
        if failed > 0 {
            LinkButton(
                "下载有错误的 \(failed.grouped) 行（xlsx）", .memberImportFailures(run.id), size: .small, icon: .download)
        }
        tab("只看有问题的行", .withProblem)
        if run.status == .staged { tab("看全部 \(run.counts.rows.grouped) 行", .all) }
    }

    private func tab(_ words: String, _ rows: ImportRows) -> HTML {
        LinkButton(
            words, model.url(rows, nil), size: .small,
            attribute: .ariaCurrent(.true, if: model.shown == rows && model.group == nil)
        ).html
    }
}

extension ImportRunPage.Model {
    func url(_ rows: ImportRows, _ group: MemberProblem.Repair?, after: Int? = nil) -> URLText {
        var query = [(name: ImportRunPage.Field.rows, value: rows.rawValue)]
        if let group { query.append((name: ImportRunPage.Field.group, value: group.rawValue)) }
        if let after { query.append((name: ImportRunPage.Field.after, value: String(after))) }
        return Path.memberImportRun(memberImport.id).url(query: query)
    }
}
