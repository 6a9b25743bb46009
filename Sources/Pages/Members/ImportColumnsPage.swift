public import Domain
public import Markup
import Wording

/// 核对列: which column of the clerk's own file is which column of the template.
public struct ImportColumnsPage: Component, Sendable {
    let frame: PageFrame
    let memberImport: MemberImport
    let layout: ColumnLayout
    let samples: [[String]]
    let sheets: [String]
    let form: FormState

    /// - Parameters:
    ///   - samples: some contents of each column of the file, cut down.
    ///   - sheets: those that can be read.
    public init(
        _ frame: PageFrame, _ memberImport: MemberImport, _ layout: ColumnLayout, samples: [[String]],
        sheets: [String] = [], form: FormState? = nil
    ) {
        self.frame = frame
        self.memberImport = memberImport
        self.layout = layout
        self.samples = samples
        self.sheets = sheets
        self.form = form ?? Self.state(of: layout)
    }

    /// The form's field for a column of the template.
    public static func field(_ column: MemberColumn) -> String { "column-\(column.rawValue)" }

    /// The field for the sheet that is looked at, by its position.
    public static let sheetField = "sheet"

    private static func state(of layout: ColumnLayout) -> FormState {
        var state = FormState()
        for column in MemberColumn.allCases {
            state[field(column)] = layout.position(of: column).map(String.init) ?? ""
        }
        return state
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对文件中的列",
                above: [
                    Crumb("会员管理"), Crumb("会员信息", .members), Crumb("核对导入预览", .memberImportRun(memberImport.id)),
                ],
                facts: [HTML("文件：\(memberImport.fileName)"), HTML(layout.place)]),
            current: .memberImport, errors: form.errors, shape: .journey
        ) {
            if !layout.lacking.isEmpty {
                Callout("请先核对列", .warning) {
                    p { "没有认出这些列：\(layout.lacking.map(\.wording).joined(separator: "、"))。请选择它们在文件的哪一列，系统会记住。" }
                }
            }
            if sheets.count > 1 { sheetCard }
            PostForm(to: .memberImportColumns(memberImport.id), frame.tokens, .class("stack")) {
                if let position = sheets.firstIndex(of: layout.sheet) {
                    HiddenField(Self.sheetField, String(position))
                }
                Card("模板的列取自文件的哪一列", id: "columns") {
                    div(.class("card-body form-grid")) {
                        for column in MemberColumn.allCases {
                            SelectField(
                                Self.field(column), column.header, in: form, choices, blank: column.absence)
                        }
                    }
                }
                DecideBlock("按这些列重新读取文件") {
                    "会员名册不会改动。下次上传表头相同的文件时，自动使用这次的选择。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("重新读取并预览", .primary, size: .large)
                        LinkButton("返回预览", .memberImportRun(memberImport.id), size: .large)
                    }
                }
            }
        }
    }

    /// 一次读取一张工作表.
    private var sheetCard: HTML {
        Card("选择工作表", id: "sheets", note: "一次导入一张工作表，隐藏的和空白的不列出") {
            Markup.form(
                .method(.get), .action(Path.memberImportColumns(memberImport.id).url), .class("card-body form-grid")
            ) {
                SelectField(
                    Self.sheetField, "工作表", in: sheetState,
                    sheets.enumerated().map { Choice(String($0.offset), $0.element) }, blank: nil)
                div(.class("field")) { SubmitButton("看这张工作表的列") }
            }
        }.html
    }

    private var sheetState: FormState {
        var state = FormState(prefix: "other-")
        state[Self.sheetField] = sheets.firstIndex(of: layout.sheet).map(String.init) ?? ""
        return state
    }

    private var choices: [Choice] {
        layout.headers.indices.filter { $0 != layout.problemColumn }.compactMap { position in
            let texts = position < samples.count ? samples[position] : []
            guard !layout.headers[position].isEmpty || !texts.isEmpty else { return nil }
            let example = texts.isEmpty ? "" : "（例：\(texts.joined(separator: "、"))）"
            return Choice(String(position), layout.name(of: position) + example)
        }
    }
}

extension MemberColumn {
    /// What is done when the file does not have it.
    fileprivate var absence: String {
        switch self {
        case .name, .documentNumber, .phone: "请选择"
        case .documentType: "文件中没有，都是身份证"
        case .sex: "文件中没有，按证件号码"
        case .unionName, .unionCode: "文件中没有，都是本工会"
        case .workplace, .label, .household, .address, .documentExpiry, .post: "文件中没有，不填"
        }
    }

    /// The rule in a few words: 证件类型（身份证）.
    fileprivate var derivation: String {
        switch self {
        case .documentType: "证件类型（身份证）"
        case .sex: "性别（按证件号码）"
        case .unionName, .unionCode: "\(wording)（本工会）"
        case .name, .documentNumber, .phone, .workplace, .label, .household, .address, .documentExpiry, .post: wording
        }
    }
}

extension ColumnLayout {
    /// Where the header stands: 工作表“名册”，第 3 行是表头.
    var place: String { (sheet.isEmpty ? "" : "工作表“\(sheet)”，") + "第 \(headerRow) 行是表头" }

    /// A column of the file as a spreadsheet names it: B 列 手机.
    func name(of position: Int) -> String {
        let header = headers[position].isEmpty ? "没有列名" : headers[position]
        return "\(Self.letters(position)) 列 \(header)"
    }

    private static func letters(_ position: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let last = String(letters[position % 26])
        return position < 26 ? last : self.letters(position / 26 - 1) + last
    }

    /// Whether the file says all that the template does, under the template's own titles, and nothing else.
    var isTemplate: Bool { sentences.isEmpty }

    /// What is read from where, as far as the header does not say it already.
    var sentences: [String] {
        let renamed = MemberColumn.allCases.compactMap { column in
            position(of: column).flatMap { position in
                MemberColumn(header: headers[position]) == column && headers[position].hasPrefix(column.wording)
                    ? nil : "\(column.wording)取自“\(headers[position])”"
            }
        }
        return [
            renamed.isEmpty ? nil : renamed.joined(separator: "，") + "。",
            derived.isEmpty ? nil : "文件中没有的列按规则填写：\(derived.map(\.derivation).joined(separator: "、"))。",
            unused.isEmpty ? nil : "没有用到的列：\(unused.map { headers[$0] }.joined(separator: "、"))。",
        ].compactMap(\.self)
    }
}
