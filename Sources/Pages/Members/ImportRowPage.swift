public import Domain
public import Markup
import Wording

/// One row of a file, to be corrected, left out or taken back before the confirmation.
///
/// The numbers stand here in full: whoever may see the page has uploaded them.
public struct ImportRowPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var memberImport: MemberImport
        public var row: MemberRow
        public var problems: [MemberProblem]
        public var outcome: ImportOutcome
        public var isLeftOut: Bool
        /// The number that was probably meant.
        public var suggestion: String?
        /// The words of the columns that have a list.
        public var words: [MemberColumn: [String]]
        /// The rows to go back to.
        public var back: Back

        public init(
            memberImport: MemberImport, row: MemberRow, problems: [MemberProblem], outcome: ImportOutcome,
            isLeftOut: Bool, suggestion: String?, words: [MemberColumn: [String]], back: Back
        ) {
            self.memberImport = memberImport
            self.row = row
            self.problems = problems
            self.outcome = outcome
            self.isLeftOut = isLeftOut
            self.suggestion = suggestion
            self.words = words
            self.back = back
        }
    }

    /// Which rows were shown when the form was opened.
    public struct Back: Sendable {
        let rows: ImportRows?
        let group: MemberProblem.Repair?
        let after: Int

        public init(rows: ImportRows?, group: MemberProblem.Repair?, after: Int) {
            (self.rows, self.group, self.after) = (rows, group, after)
        }

        var fields: [(name: String, value: String)] {
            let all: [(name: String, value: String)?] = [
                rows.map { (name: ImportRunPage.Field.rows, value: $0.rawValue) },
                group.map { (name: ImportRunPage.Field.group, value: $0.rawValue) },
                after > 0 ? (name: ImportRunPage.Field.after, value: String(after)) : nil,
            ]
            return all.compactMap(\.self)
        }

        /// The rows of the import that were shown.
        public func url(_ id: ID<MemberImport>) -> URLText { Path.memberImportRun(id).url(query: fields) }

        /// The form of a row, with the way back.
        public func url(_ id: ID<MemberImport>, row: Int) -> URLText {
            Path.memberImportRow(id).url(
                query: [(name: ImportRunPage.Field.number, value: String(row))] + fields)
        }
    }

    /// The form's field for a column.
    public static func field(_ column: MemberColumn) -> String { "cell-\(column.rawValue)" }

    private var id: ID<MemberImport> { model.memberImport.id }

    public var html: HTML {
        let form = state
        return Layout(
            frame,
            PageHead(
                "修改第 \(model.row.number) 行",
                above: [Crumb("会员管理"), Crumb("会员信息", .members), Crumb("核对导入预览", .memberImportRun(id))],
                facts: [HTML("文件：\(model.memberImport.fileName)"), HTML("目前：\(model.outcome.wording)")]),
            current: .memberImport, errors: form.errors, shape: .journey
        ) {
            div(.id("row-edit"), .class("stack")) {
                if model.isLeftOut { Callout("这一行已跳过") { p { "不会导入。修改并保存，或恢复这一行，就会重新检查。" } } }
                PostForm(
                    to: .memberImportRow(id), frame.tokens, .all([.class("stack"), inPlace(.memberImportRow(id))])
                ) {
                    carried
                    Card("第 \(model.row.number) 行的内容", id: "cells", note: warnings) {
                        div(.class("card-body form-grid")) {
                            for column in MemberColumn.allCases { field(column, form) }
                        }
                    }
                    div(.class("row-gap")) {
                        SubmitButton("保存第 \(model.row.number) 行", .primary)
                        LinkButton("返回预览", model.back.url(id))
                    }
                }
                other
            }
        }.html
    }

    private var other: HTML {
        let path: Path = model.isLeftOut ? .memberImportRestoration(id) : .memberImportOmission(id)
        return PostForm(to: path, frame.tokens, inPlace(path)) {
            carried
            SubmitButton(model.isLeftOut ? "恢复这一行" : "跳过这一行，不导入", .plain)
        }.html
    }

    @HTMLBuilder private var carried: HTML {
        HiddenField(ImportRunPage.Field.number, String(model.row.number))
        for field in model.back.fields { HiddenField(field.name, field.value) }
    }

    private func inPlace(_ path: Path) -> Attribute {
        .all([.hxPost(path.url), .hxTarget("#main"), .hxSelect("#main"), .hxSwap("outerHTML show:none")])
    }

    // MARK: Fields

    private var state: FormState {
        var errors = FieldErrors()
        for problem in model.problems where problem.severity == .error {
            errors.add(Self.field(problem.column), "\(problem.column.wording)：\(problem.wording)")
        }
        var state = FormState(errors: errors)
        for column in MemberColumn.allCases { state[Self.field(column)] = model.row[column].text }
        return state
    }

    private var warnings: String {
        model.problems.filter { $0.severity == .warning }.map { "\($0.column.wording)：\($0.wording)" }
            .joined(separator: "；")
    }

    private func field(_ column: MemberColumn, _ form: FormState) -> HTML {
        let name = Self.field(column)
        let need: Need = column.isRequired ? .required : .optional
        guard let words = model.words[column] else {
            return TextField(
                name, column.wording, in: form, column.kind, hint: hint(column), need: need
            ).html
        }
        // What the file says is never changed by itself, even if it is on no list.
        let own = model.row[column].text
        let others = own.isEmpty || words.contains(own) ? [] : [Choice(own, "\(own)（文件中的内容）")]
        return SelectField(
            name, column.wording, in: form, others + words.map { Choice($0, $0) },
            blank: column.isRequired ? "请选择" : "不填", need: need
        ).html
    }

    private func hint(_ column: MemberColumn) -> String? {
        switch column {
        case .documentNumber: model.suggestion.map { "可能是 \($0)，请对照证件核对后填写。" } ?? column.rule
        case .phone, .documentExpiry, .workplace, .address: column.rule
        case .name, .documentType, .sex, .unionName, .unionCode, .label, .household, .post: nil
        }
    }
}

extension MemberColumn {
    fileprivate var kind: TextKind {
        switch self {
        case .documentNumber: .documentNumber
        case .phone: .phone
        case .name, .documentType, .sex, .unionName, .unionCode, .workplace, .label, .household, .address,
            .documentExpiry, .post:
            .text
        }
    }
}
