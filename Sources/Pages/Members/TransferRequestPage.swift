public import Domain
public import Markup
import Wording

/// 会籍转移 and 批量转移: who goes, what hangs on it, to which union, and why (manual 2023, part 1, 三).
public struct TransferRequestPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    /// Who is meant, as the address and the form carry it.
    public enum Selection: Hashable, Sendable {
        case member(ID<Member>)
        case kept(String)

        public var field: (name: String, value: String) {
            switch self {
            case .member(let id): (Field.member, id.description)
            case .kept(let token): (Field.kept, token)
            }
        }
    }

    public struct Person: Sendable {
        let name: String
        let document: String
        let workplace: String
        let consequences: TransferConsequences

        public init(
            name: String, document: String, workplace: String,
            consequences: TransferConsequences = TransferConsequences()
        ) {
            (self.name, self.document, self.workplace) = (name, document, workplace)
            self.consequences = consequences
        }
    }

    /// A union to choose.
    public struct Target: Sendable {
        let id: ID<Union>
        let name: String
        let kind: UnionKind
        let standing: Union.Standing

        public init(id: ID<Union>, name: String, kind: UnionKind, standing: Union.Standing) {
            (self.id, self.name, self.kind, self.standing) = (id, name, kind, standing)
        }
    }

    public struct Model: Sendable {
        public var selection: Selection
        public var people: Int
        /// The first of them.
        public var first: [Person]
        public var consequences: TransferConsequences
        public var districts: [MembersPage.Place]
        public var targets: [Target]
        /// Whether the search has found more than is shown.
        public var reach: Reach

        public enum Reach: Sendable {
            case whole, cut
        }

        public init(
            selection: Selection, people: Int, first: [Person], consequences: TransferConsequences,
            districts: [MembersPage.Place], targets: [Target], reach: Reach
        ) {
            self.selection = selection
            self.people = people
            self.first = first
            self.consequences = consequences
            self.districts = districts
            self.targets = targets
            self.reach = reach
        }
    }

    /// Names of the fields.
    public enum Field {
        public static let member = "member"
        public static let kept = "s"
        public static let everybody = "everybody"
        public static let expected = "expected"
        public static let district = "district"
        public static let name = "q"
        public static let union = "union"
        public static let motive = "motive"
        /// The button that looks for unions and sends nothing.
        public static let search = "search"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                model.people == 1 ? "会籍转移" : "批量转移", above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML("\(model.people.grouped) 人")]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            Card("转移的会员", id: "people", note: model.people > model.first.count ? "只列出前 \(model.first.count) 人" : "") {
                DataTable(
                    "转移的会员", model.first,
                    columns: [
                        .head("姓名") { $0.name }, .text("证件号") { $0.document },
                        Column("工作单位/服务公司（平台）") { $0.workplace },
                        .text("有关事项") { $0.consequences.words },
                    ])
            }
            if !sentences.isEmpty {
                Callout("转移前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
            }
            PostForm(to: .memberTransfers, frame.tokens, .class("stack")) {
                HiddenField(model.selection.field.name, model.selection.field.value)
                Card("查找转入的工会", id: "search") { search }
                request
            }
        }
    }

    private var sentences: [String] { model.consequences.sentences }

    private var search: HTML {
        div(.class("card-body form-grid")) {
            SelectField(
                Field.district, "转入工会区/产业局", in: form,
                model.districts.map { Choice($0.id.description, $0.name) }, blank: nil)
            TextField(
                Field.name, "转入的工会组织名称", in: form, .search, hint: "输入名称的一部分，或 12 位工会编号。", need: .optional)
            // The first button of the form, so that Enter in a field looks for unions.
            div(.class("is-wide")) {
                SubmitButton("查找工会", .plain, icon: .search, .name(Field.search), .value("yes"))
            }
        }
    }

    @HTMLBuilder private var request: HTML {
        Card("转入工会和原因", id: "target") {
            div(.class("card-body stack")) {
                if model.targets.isEmpty {
                    p { "没有找到符合条件的工会，请更换区局或减少名称的字数后再查找。" }
                } else {
                    RadioField(
                        Field.union, "转入的工会组织名称", in: form,
                        model.targets.map {
                            Choice($0.id.description, $0.name, hint: $0.explanation)
                        }, hint: model.reach == .cut ? "只列出前 \(model.targets.count) 个，请输入名称缩小范围。" : nil)
                }
                TextArea(Field.motive, "转移原因", in: form, rows: 2, hint: "对方工会会看到，如：已离职、调动工作。")
            }
        }
        if !model.targets.isEmpty {
            DecideBlock("申请转移 \(model.people.grouped) 人") {
                "提交后由转入的工会审核，同意之前会籍不变，也可以撤回。同意之后不再是本工会的会员，不能撤销。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("提交 \(model.people.grouped) 人的转移申请", .primary, size: .large)
                    LinkButton("返回会员信息", .members, size: .large)
                }
            }
        }
    }
}

extension TransferRequestPage.Target {
    var explanation: String {
        switch standing {
        case .ordinary: kind.wording
        case .holding: "临时工会，接收离职的会员"
        case .dissolved: "已删除"
        }
    }
}
