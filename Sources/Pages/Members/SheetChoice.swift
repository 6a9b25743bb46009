import Domain
import Markup

/// 选择工作表: which sheet of a workbook is looked at; one is imported at a time.
struct SheetChoice: Component, Sendable {
    /// The field for the sheet, by its position.
    static let field = "sheet"

    let page: Path
    let sheets: [String]
    let current: String
    let verb: String

    /// - Parameters:
    ///   - page: shows the columns of a sheet.
    ///   - sheets: those that can be read.
    ///   - verb: what is done with it.
    init(on page: Path, _ sheets: [String], current: String, for verb: String = "导入") {
        (self.page, self.sheets, self.current, self.verb) = (page, sheets, current, verb)
    }

    @HTMLBuilder var html: HTML {
        if sheets.count > 1 {
            Card("选择工作表", id: "sheets", note: "一次\(verb)一张工作表，隐藏的和空白的不列出") {
                Markup.form(.method(.get), .action(page.url), .class("card-body form-grid")) {
                    SelectField(
                        Self.field, "工作表", in: state,
                        sheets.enumerated().map { Choice(String($0.offset), $0.element) }, blank: nil)
                    div(.class("field")) { SubmitButton("看这张工作表的列") }
                }
            }
        }
    }

    /// For the form that reads the sheet.
    var hidden: HiddenField? { position.map { HiddenField(Self.field, String($0)) } }

    private var position: Int? { sheets.firstIndex(of: current) }

    private var state: FormState {
        var state = FormState(prefix: "other-")
        state[Self.field] = position.map { String($0) } ?? ""
        return state
    }
}
