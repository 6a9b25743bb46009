public import Domain
public import Markup
import Wording

/// 修改标签 and 批量删除: whom it is for, what follows from it, and the label or the reason.
public struct MemberBatchPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var kind: MemberBatch.Kind
        /// The token behind which the members are kept.
        public var token: String
        public var people: Int
        /// The first of them.
        public var first: [Person]
        public var consequences: TransferConsequences
        /// People of whom a transfer waits for its decision.
        public var transferring: Int
        /// Labels by name with the number of people who carry them; nil for none.
        public var labels: [(name: String?, people: Int)]
        /// The labels that can be given.
        public var offered: [DictionaryEntry]
        /// Who would have to consent to so many deletions; nil when nobody.
        public var consenter: MassRemovalConsenter?

        public init(
            _ kind: MemberBatch.Kind, token: String, people: Int, first: [Person],
            consequences: TransferConsequences = TransferConsequences(), transferring: Int = 0,
            labels: [(name: String?, people: Int)] = [], offered: [DictionaryEntry] = [],
            consenter: MassRemovalConsenter? = nil
        ) {
            self.kind = kind
            self.token = token
            self.people = people
            self.first = first
            self.consequences = consequences
            self.transferring = transferring
            self.labels = labels
            self.offered = offered
            self.consenter = consenter
        }
    }

    /// One of the people; the number is masked.
    public struct Person: Sendable {
        let name: String
        let document: String
        let workplace: String
        let label: String?
        let consequences: TransferConsequences

        public init(
            name: String, document: String, workplace: String, label: String? = nil,
            consequences: TransferConsequences = TransferConsequences()
        ) {
            (self.name, self.document, self.workplace) = (name, document, workplace)
            (self.label, self.consequences) = (label, consequences)
        }
    }

    /// Names of the fields, of the list's form and the address as well.
    public enum Field {
        public static let act = "act"
        public static let kept = "s"
        public static let label = "label"
        public static let reason = "reason"
        public static let note = "note"
        /// In the place of a label's code: none.
        public static let noLabel = "-"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                model.kind.wording, above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML("\(model.people.grouped) 人")]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            Card(
                "涉及的会员", id: "people", note: model.people > model.first.count ? "只列出前 \(model.first.count) 人" : ""
            ) {
                DataTable("涉及的会员", model.first, columns: columns)
                if model.people > model.first.count {
                    div(.class("card-body")) { "另有 \((model.people - model.first.count).grouped) 人。" }
                }
            }
            PostForm(to: .memberBatch(.all), frame.tokens, .class("stack")) {
                HiddenField(Field.kept, model.token)
                HiddenField(Field.act, model.kind.rawValue)
                switch model.kind {
                case .label: label
                case .removal: removal
                }
            }
        }.html
    }

    private var columns: [Column<Person>] {
        let columns: [Column<Person>] = [
            .head("姓名") { $0.name }, .text("证件号") { $0.document }, Column("工作单位/服务公司（平台）") { textOr($0.workplace) },
        ]
        switch model.kind {
        case .label: return columns + [.text("现有标签") { $0.label }]
        case .removal: return columns + [.text("有关事项") { $0.consequences.words }]
        }
    }

    // MARK: 修改标签

    @HTMLBuilder private var label: HTML {
        Card("改为什么标签", id: "label") {
            div(.class("card-body stack")) {
                p {
                    "现有标签："
                    model.labels.map { "\($0.name ?? "没有标签") \($0.people.grouped) 人" }.joined(separator: "、")
                    "。"
                }
                SelectField(
                    Field.label, "会员标签", in: form,
                    model.offered.map { Choice($0.code, $0.name) } + [Choice(Field.noLabel, "去掉标签")],
                    blank: "请选择", hint: "每位会员只有一个标签，已有其他标签的会被替换。")
            }
        }
        DecideBlock("修改 \(model.people.grouped) 人的标签") {
            "修改会记入每个人的办理记录，可以再次修改。每个人的结果会逐一列出。"
        } content: {
            div(.class("row-gap")) {
                SubmitButton("修改 \(model.people.grouped) 人的标签", .primary, size: .large)
                LinkButton("返回会员信息", .members, size: .large)
            }
        }
    }

    // MARK: 删除

    @HTMLBuilder private var removal: HTML {
        Card("为什么删除", id: "why") {
            div(.class("card-body")) {
                RadioField(
                    Field.reason, "删除原因（适用于全部 \(model.people.grouped) 人）", in: form,
                    RemovalReason.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) }
                        + RemovalRequest.Ground.allCases.map {
                            Choice($0.rawValue, $0.wording, hint: $0.explanation)
                        },
                    shape: .boxes)
                TextArea(Field.note, "说明", in: form, rows: 2, hint: "误录、重复必填，上级工会会看到。", need: .optional)
                p(.class("muted")) { "离职的会员请办理批量转移，不要删除。" }
            }
        }
        if !sentences.isEmpty {
            Callout("删除前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
        }
        if let consenter = model.consenter { MassRemovalForewarning(consenter) }
        DecideBlock("确认删除 \(model.people.grouped) 名会员") {
            "退休、犯罪、死亡\(model.consenter == nil ? "立即" : "经另一人同意后")删除：不再是本工会会员，办理记录和参保记录保留，删除不能撤销。误录、重复由上级工会审核，审核之前会籍不变。"
        } content: {
            div(.class("row-gap")) {
                SubmitButton("删除 \(model.people.grouped) 名会员", .danger, size: .large)
                LinkButton("返回会员信息", .members, size: .large)
            }
        }
    }

    private var sentences: [String] {
        let transfers =
            model.transferring > 0 ? ["\(model.transferring.grouped) 人有正在审核的会籍转移，删除后转移申请失效。"] : []
        return transfers + model.consequences.removalSentences
    }
}
