import Domain
import Markup
import Wording

/// Rows that would give a member another name, each with both names and the choice.
struct ImportNames {
    private typealias Line = ImportRunPage.Line
    private typealias Field = ImportRunPage.Field

    private let tokens: FormTokens
    private let model: ImportRunPage.Model

    init(_ tokens: FormTokens, _ model: ImportRunPage.Model) { (self.tokens, self.model) = (tokens, model) }

    /// The same choice for all rows of which nothing has been said.
    @HTMLBuilder var forAll: HTML {
        if model.undecidedNames > 0 {
            let rows = model.undecidedNames.grouped
            form {
                div(.class("row-gap")) {
                    for choice in NameChoice.allCases {
                        SubmitButton(
                            "全部\(choice.wording)（\(rows) 行）", .plain, size: .small, .name(Field.names),
                            .value(choice.rawValue))
                    }
                }
            }
        }
    }

    func table(_ lines: [ImportRunPage.Line]) -> HTML {
        form {
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
                ])
        }
    }

    @HTMLBuilder private func actions(_ line: Line) -> HTML {
        for choice in NameChoice.allCases where choice != line.nameChoice {
            button(
                .class("linkish"), .type(.submit), .name(Field.name), .value("\(line.row):\(choice.rawValue)"),
                .ariaLabel("\(choice.wording)：第 \(line.row) 行 \(line.name)")
            ) { choice.wording }
        }
        a(.href(model.rowURL(line.row)), .ariaLabel("修改整行：第 \(line.row) 行")) { "修改整行" }
    }

    private func form(@HTMLBuilder _ content: () -> HTML) -> HTML {
        let path = Path.memberImportNames(model.memberImport.id)
        return PostForm(
            to: path, tokens,
            .all([
                .data("repeatable", ""), .hxPost(path.url), .hxTarget("#main"), .hxSelect("#main"),
                .hxSwap("outerHTML show:none"),
            ])
        ) {
            for field in model.back.fields { HiddenField(field.name, field.value) }
            content()
        }.html
    }
}
