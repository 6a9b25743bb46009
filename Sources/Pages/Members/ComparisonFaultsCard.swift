import Domain
import Markup
import Wording

/// The rows of a roster that are kept out, under what mends them; they are mended in the roster, which comes back whole
/// with what is wrong beside each row.
struct ComparisonFaultsCard: Component {
    let model: ComparisonPage.Model

    init(_ model: ComparisonPage.Model) { self.model = model }

    private typealias Line = ComparisonPage.Line
    private typealias Group = ImportRunPage.Group

    private var id: ID<MemberComparison> { model.comparison.id }
    private var failed: Int { model.comparison.counts.failed }

    var html: HTML {
        HTML {
            if model.group == nil, model.groups.count > 1 { summary }
            Card(
                model.group?.heading ?? "\(ComparisonPart.failed.wording) \(failed.grouped) 行", id: "lines", more: tools
            ) {
                div(.class("card-body")) { p(.class("muted")) { ComparisonPart.failed.explanation } }
                if model.lines.isEmpty {
                    Blank.noMatch("没有这样的行") { model.after > 0 ? "后面没有了，请回到第一页。" : "名册中没有这样的错误。" }
                } else {
                    for group in shownGroups {
                        div(.class("repair")) {
                            head(of: group)
                            table(model.lines.filter { $0.repair == group.repair }, of: group.repair.heading)
                        }
                    }
                    if !others.isEmpty { table(others, of: ComparisonPart.failed.wording) }
                }
                if model.after > 0 || model.next != nil {
                    div(.class("card-body row-gap")) {
                        if model.after > 0 { LinkButton("第一页", url(model.group)) }
                        if let next = model.next { LinkButton("下一页", url(model.group, after: next)) }
                    }
                }
            }
        }
    }

    private func url(_ group: MemberProblem.Repair?, after: Int = 0) -> URLText {
        ComparisonPage.url(id, .failed, group: group, after: after)
    }

    // MARK: Groups

    private var summary: HTML {
        section(.class("error-summary"), .aria("labelledby", "to-mend")) {
            h2(.id("to-mend")) { "有 \(failed.grouped) 行需要修改" }
            p { "按怎样修改分组。请在名册中改好，再上传整份名册重新比对。" }
            ul {
                for group in model.groups {
                    li { a(.href(url(group.repair))) { "\(group.rows.grouped) 行：\(group.repair.heading)" } }
                }
            }
        }
    }

    /// Those that have a row on this page.
    private var shownGroups: [Group] {
        let shown = Set(model.lines.compactMap(\.repair))
        return model.groups.filter { shown.contains($0.repair) }
    }

    /// Rows of comparisons from before rows were grouped.
    private var others: [Line] {
        let grouped = Set(model.groups.map(\.repair))
        return model.lines.filter { line in line.repair.map { !grouped.contains($0) } ?? true }
    }

    private func head(of group: Group) -> HTML {
        let here = model.lines.count { $0.repair == group.repair }
        return div(.class("repair-head"), .id("g-\(group.repair.rawValue)")) {
            StateBadge("\(group.rows.grouped) 行", .bad)
            div {
                h3 { group.repair.heading }
                p { group.repair.wording }
            }
            if model.group == nil, here < group.rows {
                a(.class("btn", "btn-quiet", "btn-small"), .href(url(group.repair))) { "看这 \(group.rows.grouped) 行" }
            }
        }
    }

    // MARK: Rows

    private func table(_ lines: [Line], of caption: String) -> HTML {
        DataTable(
            caption, lines, isWrong: { _ in true },
            columns: [
                .number("行号") { $0.row ?? 0 }, .head("姓名") { textOr($0.name, "没有填写") },
                .text("证件类型") { $0.documentType }, .text("证件号") { $0.document }, .text("手机号") { $0.phone },
                Column("错误") { ProblemLines($0.problems) },
            ]
        ).html
    }

    // MARK: Tools

    @HTMLBuilder private var tools: HTML {
        if model.group != nil { LinkButton("看全部 \(failed.grouped) 行", url(nil), size: .small) }
        switch model.file {
        case .kept:
            LinkButton("下载整份名册（已标注错误）", .comparison(.faults(id)), size: .small, icon: .download)
        case .gone: span(.class("muted")) { "原文件已清除，不能再下载。" }
        }
        LinkButton("改好后重新比对", .comparison(.new), size: .small)
    }
}
