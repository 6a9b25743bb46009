public import Domain
public import Markup
import Wording

/// 核对列: which column of somebody's own file is which column of the template.
public struct OrganisationColumnsPage: Component, Sendable {
    let frame: PageFrame
    let sheet: OrganisationSheet
    let layout: OrganisationLayout
    let samples: [[String]]
    let sheets: [String]
    let form: FormState

    /// - Parameters:
    ///   - samples: some contents of each column of the file, cut down.
    ///   - sheets: those of the workbook that can be read.
    public init(
        _ frame: PageFrame, _ sheet: OrganisationSheet, _ layout: OrganisationLayout, samples: [[String]],
        sheets: [String] = [], form: FormState? = nil
    ) {
        (self.frame, self.sheet, self.layout) = (frame, sheet, layout)
        (self.samples, self.sheets) = (samples, sheets)
        self.form = form ?? Self.state(of: layout, sheet.subject)
    }

    /// The form's field for a column of the template.
    public static func field(_ column: OrganisationColumn) -> String { "column-\(column.rawValue)" }

    /// The field for the sheet that is looked at, by its position.
    public static let sheetField = SheetChoice.field

    private var choice: SheetChoice {
        SheetChoice(on: .organisation(.sheetColumns(sheet.id)), sheets, current: layout.sheet)
    }

    private static func state(of layout: OrganisationLayout, _ subject: OrganisationSubject) -> FormState {
        var state = FormState()
        for column in subject.columns {
            state[field(column)] = layout.position(of: column).map { String($0) } ?? ""
        }
        return state
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对文件中的列",
                above: OrganisationUploadPage.above + [Crumb("核对导入预览", .organisation(.sheet(sheet.id)))],
                facts: [HTML("文件：\(sheet.fileName)"), HTML(layout.place)]),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            let lacking = layout.lacking(for: sheet.subject)
            if !lacking.isEmpty {
                Callout("请先核对列", .warning) {
                    p {
                        "没有认出这些列：\(lacking.map { $0.wording(of: sheet.subject) }.joined(separator: "、"))。"
                        "请选择它们在文件的哪一列，系统会记住。"
                    }
                }
            }
            choice
            PostForm(to: .organisation(.sheetColumns(sheet.id)), frame.tokens, .class("stack")) {
                if let hidden = choice.hidden { hidden }
                Card("模板的列取自文件的哪一列", id: "columns") {
                    div(.class("card-body form-grid")) {
                        for column in sheet.subject.columns {
                            SelectField(
                                Self.field(column), column.wording(of: sheet.subject), in: form, choices,
                                blank: "文件中没有")
                        }
                    }
                }
                DecideBlock("按这些列重新读取文件") {
                    "平台上的内容不会改动，在这张工作表中修改过的单元格保留。下次上传表头相同的文件时，自动使用这次的选择。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("重新读取并预览", .primary, size: .large)
                        LinkButton("返回预览", .organisation(.sheet(sheet.id)), size: .large)
                    }
                }
            }
        }.html
    }

    private var choices: [Choice] {
        layout.headers.indices.compactMap { position in
            let texts = position < samples.count ? samples[position] : []
            let header = layout.headers[position]
            guard !header.isEmpty || !texts.isEmpty else { return nil }
            let example = texts.isEmpty ? "" : "（例：\(texts.joined(separator: "、"))）"
            return Choice(String(position), "第 \(position + 1) 列 \(header.isEmpty ? "没有列名" : header)\(example)")
        }
    }
}

/// One row of a list, to be typed anew before the confirmation.
public struct OrganisationRowPage: Component, Sendable {
    /// Names of the fields beside the cells.
    public enum Field {
        public static let number = "number"
        public static func cell(_ column: OrganisationColumn) -> String { "cell-\(column.rawValue)" }
    }

    let frame: PageFrame
    let sheet: OrganisationSheet
    let row: OrganisationRow
    let verdict: OrganisationVerdict
    let words: OrganisationWords
    let part: OrganisationPart?

    /// - Parameter part: the rows to go back to.
    public init(
        _ frame: PageFrame, _ sheet: OrganisationSheet, _ row: OrganisationRow, _ verdict: OrganisationVerdict,
        words: OrganisationWords, part: OrganisationPart?
    ) {
        (self.frame, self.sheet, self.row, self.verdict) = (frame, sheet, row, verdict)
        (self.words, self.part) = (words, part)
    }

    private var subject: OrganisationSubject { sheet.subject }

    public var html: HTML {
        let form = state
        return Layout(
            frame,
            PageHead(
                "修改第 \(row.number) 行",
                above: OrganisationUploadPage.above + [Crumb("核对导入预览", back)],
                facts: [HTML("文件：\(sheet.fileName)"), HTML("目前：\(verdict.outcome.wording)")]),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            if verdict.outcome != .failed, !verdict.remarks.isEmpty {
                Callout("请留意", .note) {
                    for remark in verdict.remarks { p { remark.wording(of: subject) } }
                }
            }
            PostForm(to: .organisation(.sheetRow(sheet.id)), frame.tokens, .class("stack")) {
                HiddenField(Field.number, String(row.number))
                if let part { HiddenField(OrganisationSheetPage.Field.part, part.rawValue) }
                Card("第 \(row.number) 行的内容", id: "cells", note: "空白的单元格不改动平台上的内容") {
                    div(.class("card-body form-grid")) {
                        for column in subject.columns { field(column, form) }
                    }
                }
                div(.class("row-gap")) {
                    SubmitButton("保存第 \(row.number) 行", .primary)
                    LinkButton("返回预览", back)
                }
            }
        }.html
    }

    private var back: URLText {
        let path = Path.organisation(.sheet(sheet.id))
        return part.map { path.url((OrganisationSheetPage.Field.part, $0.rawValue)) } ?? path.url
    }

    private var state: FormState {
        var errors = FieldErrors()
        if verdict.outcome == .failed {
            for remark in verdict.remarks {
                errors.add(
                    Field.cell(remark.column), "\(remark.column.wording(of: subject))：\(remark.wording(of: subject))")
            }
        }
        var state = FormState(errors: errors)
        for column in subject.columns { state[Field.cell(column)] = row[column].text }
        return state
    }

    private func field(_ column: OrganisationColumn, _ form: FormState) -> HTML {
        let name = Field.cell(column)
        let need: Need = column.isRequired(of: subject) ? .required : .optional
        guard let listed = listed(column) else {
            return TextField(
                name, column.wording(of: subject), in: form, hint: column.rule(of: subject), need: need
            ).html
        }
        // What the file says is never changed by itself, even if it is on no list.
        let own = row[column].text
        let others = own.isEmpty || listed.contains(own) ? [] : [Choice(own, "\(own)（文件中的内容）")]
        return SelectField(
            name, column.wording(of: subject), in: form, others + listed.map { Choice($0, $0) }, blank: "不填",
            need: need
        ).html
    }

    private func listed(_ column: OrganisationColumn) -> [String]? {
        switch column {
        case .kind: UnionKind.allCases.map(\.wording)
        case .economicType: words.economicTypes
        case .industry: words.industries
        case .name, .code, .superiorCode, .superiorName, .creditCode, .creditReason, .address, .contactName,
            .contactPhone:
            nil
        }
    }
}

extension OrganisationLayout {
    /// Where the header stands: 工作表“名册”，第 3 行是表头.
    var place: String { (sheet.isEmpty ? "" : "工作表“\(sheet)”，") + "第 \(headerRow) 行是表头" }

    /// What is read from where, and what is not read.
    func sentence(of subject: OrganisationSubject) -> String {
        let read = subject.columns.compactMap { column in
            position(of: column).map { "\(column.wording(of: subject))取自“\(headers[$0])”" }
        }
        let rest = unused.isEmpty ? "" : "没有用到的列：\(unused.joined(separator: "、"))。"
        return read.joined(separator: "，") + "。" + rest
    }
}
