public import Domain
public import Markup
import Wording

/// 核对列: which column of the clerk's own file is which column of the template, for an import and for a comparison.
public struct RosterColumnsPage: Component, Sendable {
    let frame: PageFrame
    let list: List
    let layout: ColumnLayout
    let samples: [[String]]
    let sheets: [String]
    let form: FormState

    /// What the file was uploaded for.
    public enum List: Sendable {
        case memberImport(MemberImport)
        case comparison(MemberComparison)
    }

    /// - Parameters:
    ///   - samples: some contents of each column of the file, cut down.
    ///   - sheets: those that can be read.
    public init(
        _ frame: PageFrame, _ list: List, _ layout: ColumnLayout, samples: [[String]],
        sheets: [String] = [], form: FormState? = nil
    ) {
        self.frame = frame
        self.list = list
        self.layout = layout
        self.samples = samples
        self.sheets = sheets
        self.form = form ?? Self.state(of: layout)
    }

    /// The form's field for a column of the template.
    public static func field(_ column: MemberColumn) -> String { "column-\(column.rawValue)" }

    /// The field for the sheet that is looked at, by its position.
    public static let sheetField = SheetChoice.field

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
                "核对文件中的列", above: [Crumb("会员管理")] + list.above,
                facts: [HTML("文件：\(list.fileName)"), HTML(layout.place)]),
            current: list.menu, errors: form.errors, shape: .journey
        ) {
            if !layout.lacking.isEmpty {
                Callout("请先核对列", .warning) {
                    p { "没有认出这些列：\(layout.lacking.map(\.wording).joined(separator: "、"))。请选择它们在文件的哪一列，系统会记住。" }
                }
            }
            if !layout.otherLists.isEmpty, let warning = list.warning(of: layout) { warning }
            choice
            PostForm(to: list.columns, frame.tokens, .class("stack")) {
                if let hidden = choice.hidden { hidden }
                Card("模板的列取自文件的哪一列", id: "columns") {
                    div(.class("card-body form-grid")) {
                        for column in MemberColumn.allCases {
                            SelectField(
                                Self.field(column), column.header, in: form, choices, blank: column.absence)
                        }
                    }
                }
                DecideBlock(list.question) {
                    list.consequence(of: layout)
                    "下次上传表头相同的文件时，导入和比对都自动使用这次的选择。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton(list.act, .primary, size: .large)
                        if let back = list.back { LinkButton(back.words, back.path, size: .large) }
                    }
                }
            }
            if let discard = list.discard {
                PostForm(to: discard, frame.tokens) { SubmitButton("放弃本次比对", .plain) }
            }
        }
    }

    private var choice: SheetChoice {
        SheetChoice(on: list.columns, sheets, current: layout.sheet, for: list.verb)
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

extension RosterColumnsPage.List {
    fileprivate var fileName: String {
        switch self {
        case .memberImport(let memberImport): memberImport.fileName
        case .comparison(let comparison): comparison.fileName
        }
    }

    fileprivate var verb: String {
        switch self {
        case .memberImport: "导入"
        case .comparison: "比对"
        }
    }

    fileprivate var above: [Crumb] {
        switch self {
        case .memberImport(let memberImport):
            [Crumb("会员信息", .members), Crumb("核对导入预览", .memberImportRun(memberImport.id))]
        case .comparison(let comparison):
            [Crumb("会员比对", .comparison(.list))]
                + (comparison.state == .arranging ? [] : [Crumb("比对结果", .comparison(.one(comparison.id)))])
        }
    }

    fileprivate var menu: Path {
        switch self {
        case .memberImport: .memberImport
        case .comparison: .comparison(.list)
        }
    }

    fileprivate var columns: Path {
        switch self {
        case .memberImport(let memberImport): .memberImportColumns(memberImport.id)
        case .comparison(let comparison): .comparison(.columns(comparison.id))
        }
    }

    fileprivate var question: String {
        switch self {
        case .memberImport: "按这些列重新读取文件"
        case .comparison: "按这些列比对名册"
        }
    }

    /// What putting the columns otherwise costs; before the file could be read there is nothing to lose.
    fileprivate func consequence(of layout: ColumnLayout) -> String {
        switch self {
        case .memberImport:
            "会员名册不会改动。" + (layout.lacking.isEmpty ? "预览中已修改、已修复、已跳过的行和已选择的姓名作废，需要重新处理。" : "")
        case .comparison(let comparison):
            "会员名册不会改动。" + (comparison.state == .arranging ? "" : "现在的比对结果和已选定、还没有执行的处理方式作废。")
        }
    }

    fileprivate var act: String {
        switch self {
        case .memberImport: "重新读取并预览"
        case .comparison(let comparison): comparison.state == .arranging ? "比对" : "重新比对"
        }
    }

    /// Where what has been read can be seen; nil as long as nothing has.
    fileprivate var back: (words: String, path: Path)? {
        switch self {
        case .memberImport(let memberImport): ("返回预览", .memberImportRun(memberImport.id))
        case .comparison(let comparison):
            comparison.state == .arranging ? nil : ("返回比对结果", .comparison(.one(comparison.id)))
        }
    }

    fileprivate var discard: Path? {
        switch self {
        case .memberImport: nil
        case .comparison(let comparison):
            comparison.state == .arranging ? .comparison(.discard(comparison.id)) : nil
        }
    }

    /// What follows from the lists that are not read; an import says it with its preview.
    fileprivate func warning(of layout: ColumnLayout) -> HTML? {
        switch self {
        case .memberImport: nil
        case .comparison: layout.comparisonWarning(changing: nil)
        }
    }
}

extension ColumnLayout {
    /// Whoever is on a list that is not compared is taken for gone.
    func comparisonWarning(changing path: Path?) -> HTML {
        Callout("这次只比对工作表“\(sheet)”", .warning) {
            p {
                "文件中还有名单：\(otherLists.joined(separator: "、"))。只在那里的会员会列入“名册里没有”。"
                "全部会员分在几张工作表中的，请先合并成一张再上传"
                if let path {
                    "；选错了工作表的，请"
                    a(.href(path)) { "换一张工作表" }
                }
                "。"
            }
        }.html
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
