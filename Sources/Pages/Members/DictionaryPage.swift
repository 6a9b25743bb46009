public import Domain
public import Markup
import Wording

/// 字典管理: the words of one dictionary, and what was done to them.
public struct DictionaryPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Word: Sendable {
        public let entry: DictionaryEntry
        public let version: Int

        public init(_ entry: DictionaryEntry, version: Int) { (self.entry, self.version) = (entry, version) }
    }

    /// Something that was done, in words.
    public struct Step: Sendable {
        let at: Instant
        let account: String
        let words: String

        public init(at: Instant, account: String, words: String) {
            (self.at, self.account, self.words) = (at, account, words)
        }
    }

    public struct Model: Sendable {
        public var dictionary: MemberDictionary
        public var words: [Word]
        public var history: [Step]
        /// What was typed and refused; the code tells which word it was about, empty for a new one.
        public var form: FormState

        public init(
            _ dictionary: MemberDictionary, words: [Word], history: [Step], form: FormState = FormState()
        ) {
            (self.dictionary, self.words, self.history, self.form) = (dictionary, words, history, form)
        }
    }

    /// Names of the forms' fields.
    public enum Field {
        public static let dictionary = "dictionary"
        public static let code = "code"
        public static let name = "name"
        public static let version = "version"
        public static let standing = "standing"
        public static let move = "move"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("字典管理", above: [Crumb("系统管理")], facts: [HTML(model.dictionary.use)]),
            current: .dictionary(.list), errors: model.form.errors
        ) {
            nav(.class("row-gap"), .ariaLabel("字典")) {
                for dictionary in MemberDictionary.allCases {
                    LinkButton(
                        dictionary.wording,
                        Path.dictionary(.list).url((name: Field.dictionary, value: dictionary.rawValue)),
                        attribute: .ariaCurrent(.page, if: dictionary == model.dictionary))
                }
            }
            Card(model.dictionary.wording, id: "words", note: "停用后不能再选，已有的会员保留") {
                DataTable(model.dictionary.wording, model.words, columns: columns)
            }
            Card("新增\(model.dictionary.wording)", id: "new") {
                div(.class("card-body")) {
                    PostForm(to: .dictionary(.list), frame.tokens, .class("form-grid")) {
                        HiddenField(Field.dictionary, model.dictionary.rawValue)
                        TextField(
                            Field.name, "名称", in: refused(""), hint: "最多 \(DictionaryEntry.nameLimit) 个字。")
                        div(.class("field")) { SubmitButton("新增", icon: .plus) }
                    }
                }
            }
            Card("修改记录", id: "history") {
                DataTable(
                    "修改记录", model.history, blank: .nothingYet("还没有修改") { "新增、改名、停用后会显示在这里。" },
                    columns: [
                        Column("时间", .line) { $0.at.htmlToTheMinute }, .head("事项") { $0.words },
                        .text("经办", absent: "系统") { $0.account },
                    ])
            }
        }
    }

    /// The refused form if it was about this word.
    private func refused(_ code: String) -> FormState {
        model.form[Field.code] == code ? model.form : FormState(prefix: code)
    }

    private var columns: [Column<Word>] {
        [
            .head("名称") { $0.entry.name },
            .state("状态") { StateBadge($0.entry.standing.wording, $0.entry.standing == .offered ? .done : .plain) },
            .actions { word in
                div(.class("row-gap")) {
                    if word.entry.code != model.words.first?.entry.code {
                        form(word, .places, [(Field.move, DictionaryMove.up.rawValue)], "上移")
                    }
                    if word.entry.code != model.words.last?.entry.code {
                        form(word, .places, [(Field.move, DictionaryMove.down.rawValue)], "下移")
                    }
                    switch word.entry.standing {
                    case .offered:
                        form(word, .standings, [(Field.standing, DictionaryEntry.Standing.retired.rawValue)], "停用")
                    case .retired:
                        form(word, .standings, [(Field.standing, DictionaryEntry.Standing.offered.rawValue)], "恢复")
                    }
                    renaming(word)
                }
            },
        ]
    }

    private func form(
        _ word: Word, _ path: DictionaryPath, _ fields: [(String, String)], _ verb: String
    ) -> PostForm {
        PostForm(to: .dictionary(path), frame.tokens) {
            keys(word)
            for (name, value) in fields { HiddenField(name, value) }
            SubmitButton(verb, .quiet, size: .small, .ariaLabel(verb + word.entry.name))
        }
    }

    private func renaming(_ word: Word) -> HTML {
        let state = refused(word.entry.code)
        let isRefused = !state.errors.isEmpty
        var typed = state
        if !isRefused { typed[Field.name] = word.entry.name }
        return details(.open(if: isRefused)) {
            summary(.class("btn btn-small btn-quiet"), .ariaLabel("改名" + word.entry.name)) { "改名" }
            PostForm(to: .dictionary(.names), frame.tokens, .class("stack")) {
                keys(word)
                TextField(Field.name, "新的名称", in: typed)
                SubmitButton("保存", .plain, size: .small)
            }
        }
    }

    @HTMLBuilder private func keys(_ word: Word) -> HTML {
        HiddenField(Field.dictionary, model.dictionary.rawValue)
        HiddenField(Field.code, word.entry.code)
        HiddenField(Field.version, String(word.version))
    }
}
