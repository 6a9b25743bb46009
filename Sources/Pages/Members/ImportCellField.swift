import Domain
import Markup
import Wording

/// A faulty cell of the preview as a field: named by row and column, described by its problem.
struct ImportCellField: Component {
    /// The id of the form that sends all fields of the page.
    static let form = "page-rows"

    private let line: ImportRunPage.Line
    private let column: MemberColumn
    private let text: String
    private let words: [String]?

    /// Nil for a line whose cell cannot be typed anew.
    init?(_ line: ImportRunPage.Line, words: [MemberColumn: [String]]) {
        guard let column = line.column, let text = line.text else { return nil }
        (self.line, self.column, self.text, self.words) = (line, column, text, words[column])
    }

    /// The id of what is said of the cell.
    static func problemID(_ line: ImportRunPage.Line) -> String { "problem-\(line.row)-\(line.column?.rawValue ?? 0)" }

    private var name: String { ImportRunPage.Field.cell(line.row, column) }

    private var attributes: Attribute {
        .all([
            .id(name), .name(name), .form(Self.form),
            .ariaLabel("第 \(line.row) 行\(line.name.isEmpty ? "" : " " + line.name) \(column.wording)"),
            .aria("describedby", Self.problemID(line) + (line.suggestion == nil ? "" : " " + name + "-hint")),
            .when(
                line.outcome == .failed && line.problems.contains { $0.severity == .error }, .aria("invalid", "true")),
        ])
    }

    @HTMLBuilder var html: HTML {
        if let words {
            select(.class("form-select cell-edit"), attributes) {
                option(.value("")) { column.isRequired ? "请选择" : "不填" }
                // What the file says is never changed by itself, even if it is on no list.
                if !text.isEmpty, !words.contains(text) {
                    option(.value(text), .selected(if: true)) { "\(text)（文件中的内容）" }
                }
                for word in words { option(.value(word), .selected(if: word == text)) { word } }
            }
        } else {
            input(
                .class("form-control cell-edit"), .type(.text), .autocomplete("off"), .value(text), attributes)
        }
        // So that only what was typed here is saved, whatever somebody else has typed meanwhile.
        input(.type(.hidden), .name(ImportRunPage.Field.former(line.row, column)), .value(text), .form(Self.form))
        if let suggestion = line.suggestion, column == .documentNumber {
            span(.class("hint"), .id(name + "-hint")) { "可能是 \(suggestion)，请对照证件核对后填写。" }
        }
    }
}

/// What was done last with rows of the import, with the way back.
struct ImportActNotice: Component {
    private let tokens: FormTokens
    private let model: ImportRunPage.Model
    private let act: ImportAct

    init(_ tokens: FormTokens, _ model: ImportRunPage.Model, _ act: ImportAct) {
        (self.tokens, self.model, self.act) = (tokens, model, act)
    }

    var html: HTML {
        let sentence = act.sentence(remaining: model.memberImport.counts[.failed])
        let path = Path.memberImportUndo(model.memberImport.id)
        return div(.id("act"), .class("callout callout-good row-gap"), .role("status")) {
            p { sentence }
            PostForm(
                to: path, tokens,
                .all([.hxPost(path.url), .hxTarget("#main"), .hxSelect("#main"), .hxSwap("outerHTML show:none")])
            ) {
                HiddenField(ImportRunPage.Field.act, String(act.number))
                for field in model.back.fields { HiddenField(field.name, field.value) }
                SubmitButton("撤销", .plain, size: .small, .ariaLabel("撤销：\(sentence)"))
            }
        }
    }
}
