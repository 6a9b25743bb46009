import Domain
import Markup
import Wording

/// Rows that would give a member another name, each with both names and the choice.
struct ImportNames {
    private typealias Line = ImportRunPage.Line
    private typealias Field = ImportRunPage.Field

    private let model: ImportRunPage.Model

    init(_ model: ImportRunPage.Model) { self.model = model }

    /// The same choice for all rows of which nothing has been said.
    @HTMLBuilder var forAll: HTML {
        if model.undecidedNames > 0 {
            let rows = model.undecidedNames.grouped
            div(.class("row-gap")) {
                for choice in NameChoice.allCases {
                    SubmitButton(
                        "全部\(choice.wording)（\(rows) 行）", .plain, size: .small, .name(Field.names),
                        .value(choice.rawValue), sending)
                }
            }
        }
    }

    func table(_ lines: [ImportRunPage.Line]) -> HTML {
        DataTable(
            MemberProblem.Repair.chooseName.heading, lines,
            columns: [
                .number("行号") { $0.row },
                .head("文件中的姓名") { textOr($0.name, "没有填写") },
                Column("名册姓名") { textOr($0.rollName) },
                .state("选择") { line in
                    line.nameChoice.map { StateBadge("已选：\($0.wording)", .now) } ?? StateBadge("未选择，姓名不变", .wait)
                },
                .state("处理") { $0.outcome.badge },
                .actions { actions($0) },
            ]
        ).html
    }

    @HTMLBuilder private func actions(_ line: Line) -> HTML {
        for choice in NameChoice.allCases where choice != line.nameChoice {
            button(
                .class("linkish"), .type(.submit), .name(Field.name), .value("\(line.row):\(choice.rawValue)"),
                .ariaLabel("\(choice.wording)：第 \(line.row) 行 \(line.name)"), sending
            ) { choice.wording }
        }
        ImportWay(
            "修改整行", model, ImportTarget(model.back, row: line.row), .words,
            attribute: .ariaLabel("修改整行：第 \(line.row) 行"))
    }

    /// Sends the page's form, with all that has been typed into cells, and stays at the row.
    private var sending: Attribute {
        let path = Path.memberImportNames(model.memberImport.id)
        return .all([
            .form(ImportCellField.form), .formAction(path.url), .hxPost(path.url), .hxTarget("#main"),
            .hxSelect("#main"), .hxSwap("outerHTML show:none"),
        ])
    }
}
