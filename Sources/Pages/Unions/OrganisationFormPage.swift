public import Domain
public import Markup
import Wording

/// 修改信息, 新建组织, 添加企业信息 and 修改企业信息: the same fields, as far as each has them.
public struct OrganisationFormPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    /// - Parameter form: fields named as ``OrganisationField``, and those of ``Field``.
    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    /// What is filled in.
    public enum Subject: Sendable {
        case amendment(Union)
        /// A new union under this one.
        case founding(under: Union)
        case newEnterprise(of: Union)
        case enterprise(Enterprise, of: Union)
    }

    public struct Model: Sendable {
        public var subject: Subject
        /// 上级 of an existing union; the city has none.
        public var superior: String?
        /// What the dictionaries offer.
        public var words: OrganisationWords
        /// Whether the credit code does not fit and may be kept with a reason.
        public var credit: Credit

        public enum Credit: Sendable {
            case fits, keptWithReason
        }

        public init(
            _ subject: Subject, superior: String? = nil, words: OrganisationWords = OrganisationWords(),
            credit: Credit = .fits
        ) {
            (self.subject, self.superior, self.words, self.credit) = (subject, superior, words, credit)
        }
    }

    /// Names of the fields beside the particulars.
    public enum Field {
        public static let kind = "kind"
        public static let note = "note"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                title, above: [Crumb("组织管理"), Crumb("组织查询管理", .unions), Crumb(union.name, .union(union.id))],
                facts: facts),
            current: .unions, errors: form.errors, shape: .journey
        ) {
            PostForm(to: target, frame.tokens, .class("stack")) {
                Card(isEnterprise ? "企业信息" : "组织信息", id: "particulars") {
                    div(.class("card-body form-grid")) { fields }
                }
                if !isEnterprise {
                    Card("申请说明", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                Field.note, "申请说明", in: form, rows: 2,
                                hint: "上级会看到，最多 \(UnionRequest.reasonLimit) 个字。", need: .optional)
                        }
                    }
                }
                DecideBlock(title) {
                    consequence
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton(isEnterprise ? "保存企业信息" : "提交给上级审核", .primary, size: .large)
                        LinkButton("返回", .union(union.id), size: .large)
                    }
                }
            }
        }.html
    }

    // MARK: Fields

    @HTMLBuilder private var fields: HTML {
        if case .founding(let superior) = model.subject {
            RadioField(
                Field.kind, "组织类型", in: form,
                UnionKind.allCases.filter(superior.kind.children.contains).map { Choice($0.rawValue, $0.wording) })
        }
        text(.name, label: isEnterprise ? "企业名称" : "组织名称")
        if !isEnterprise {
            text(.code, hint: numberHint, need: isNumbered ? .optional : .required)
        }
        text(
            .creditCode, hint: isEnterprise ? "18 位，企业一般以 91 开头。" : "工会自己的代码，18 位，一般以 81 开头；没有的不填。",
            need: isEnterprise ? .required : .optional)
        if model.credit == .keptWithReason {
            text(.creditReason, hint: "证照上确实是这个代码时填写，审核人会看到。", need: .optional)
        }
        WordField(.economicType, model.words.economicTypes, in: form)
        WordField(.industry, model.words.industries, in: form)
        text(.address, need: .optional)
        text(.contactName, need: .optional)
        TextField(
            OrganisationField.contactPhone.rawValue, OrganisationField.contactPhone.wording, in: form, .phone,
            need: .optional)
    }

    private func text(
        _ field: OrganisationField, label: String? = nil, hint: String? = nil, need: Need = .required
    ) -> TextField {
        TextField(field.rawValue, label ?? field.wording, in: form, hint: hint, need: need)
    }

    // MARK: Words

    private var union: Union {
        switch model.subject {
        case .amendment(let union), .founding(let union), .newEnterprise(let union), .enterprise(_, let union): union
        }
    }

    private var isEnterprise: Bool {
        switch model.subject {
        case .amendment, .founding: false
        case .newEnterprise, .enterprise: true
        }
    }

    private var title: String {
        switch model.subject {
        case .amendment: "修改信息"
        case .founding: "新建组织"
        case .newEnterprise: "添加企业信息"
        case .enterprise: "修改企业信息"
        }
    }

    private var target: Path {
        switch model.subject {
        case .amendment(let union): .organisation(.amendment(union.id))
        case .founding(let union): .organisation(.founding(union.id))
        case .newEnterprise(let union): .organisation(.enterprises(union.id))
        case .enterprise(let enterprise, _): .organisation(.enterprise(enterprise.id))
        }
    }

    private var facts: [HTML] {
        switch model.subject {
        case .amendment(let union):
            [HTML(union.name), HTML(union.kind.wording), model.superior.map { HTML("上级：\($0)") } ?? HTML()]
        case .founding(let union): [HTML("上级：\(union.name)"), HTML(union.kind.wording)]
        case .newEnterprise(let union): [HTML(union.name), HTML(union.kind.wording)]
        case .enterprise(let enterprise, let union): [HTML(enterprise.name), HTML(union.name)]
        }
    }

    /// Whether the system gives the number that is left open: of a district the first six digits are chosen.
    private var isNumbered: Bool {
        if case .founding(let superior) = model.subject { return superior.kind != .cityFederation }
        return false
    }

    private var numberHint: String {
        switch model.subject {
        case .founding where isNumbered: "12 位数字；留空的，审核通过时由系统按区局顺序编号。"
        case .founding: "12 位数字，前 6 位是新设区局的代码，以后它的下级都按这 6 位编号。"
        case .amendment, .newEnterprise, .enterprise: "12 位数字，前 6 位是所属区局的代码。"
        }
    }

    private var consequence: String {
        switch model.subject {
        case .amendment: "由上级组织审核，同意之前信息不变，也可以撤回。上级组织的变更请用“转移组织”。"
        case .founding(let superior):
            superior.kind == .cityFederation
                ? "由市总工会的另一个账号审核，同意后才会出现在组织查询管理中，并同时设立它的临时工会。"
                : "由上级组织审核，同意后组织才会出现在组织查询管理中。"
        case .newEnterprise: "保存后立即生效，会员可以按该企业入会和办理集中参保。"
        case .enterprise: "保存后立即生效，参保单位的名称和组织机构代码随之变更。"
        }
    }
}

/// 经济类型 or 所属行业: a word of its dictionary.
struct WordField: Component {
    let field: OrganisationField
    let words: [String]
    let form: FormState

    init(_ field: OrganisationField, _ words: [String], in form: FormState) {
        (self.field, self.words, self.form) = (field, words, form)
    }

    /// What was written before the dictionary, or has been retired, can be kept.
    private var all: [String] {
        let known = form[field.rawValue]
        return known.isEmpty || words.contains(known) ? words : [known] + words
    }

    var html: HTML {
        SelectField(
            field.rawValue, field.wording, in: form, all.map { Choice($0, $0) }, blank: "请选择", need: .optional
        ).html
    }
}
