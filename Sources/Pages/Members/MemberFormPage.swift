public import Domain
public import Markup
import Wording

/// 新增会员 and 修改会员: the template's columns as a form.
public struct MemberFormPage: Component, Sendable {
    let frame: PageFrame
    let subject: Subject
    let words: [MemberDictionary: [DictionaryEntry]]
    let form: FormState
    let notice: Notice?
    let wayBack: WayBack?

    /// - Parameter wayBack: to the list from which the form was opened; nil leads to the member.
    public init(
        _ frame: PageFrame, _ subject: Subject, words: [MemberDictionary: [DictionaryEntry]], form: FormState,
        notice: Notice? = nil, wayBack: WayBack? = nil
    ) {
        (self.frame, self.subject, self.words, self.form, self.notice) = (frame, subject, words, form, notice)
        self.wayBack = wayBack
    }

    /// A new member, or one who is there.
    public enum Subject: Sendable {
        case new(unionName: String, enterprises: [Enterprise])
        case existing(MembersPage.Row, address: String?, version: MemberVersion)
    }

    /// What has to be said before the form.
    public enum Notice: Sendable {
        /// Whoever holds the document belongs to another union.
        case transfer
        /// The member was changed meanwhile: how he is now, field by field where the form says otherwise.
        case changedMeanwhile([(field: String, now: String)])
    }

    /// Names of the form's fields.
    public enum Field {
        public static let category = "category"
        public static let enterprise = "enterprise"
        public static let flexibleKind = "flexible-kind"
        public static let note = "note"
        public static let version = "version"
        public static let consent = "consent"
        public static let renewal = "renewal"
    }

    /// The form's field for a column of the template; nil for those that are not asked for.
    public static func field(_ column: MemberColumn) -> String? {
        switch column {
        case .name: "name"
        case .documentType: "document-type"
        case .documentNumber: "document"
        case .phone: "phone"
        case .sex: "sex"
        case .workplace: "workplace"
        case .label: "label"
        case .household: "household"
        case .address: "address"
        case .documentExpiry: "expiry"
        case .post: "post"
        case .unionName, .unionCode: nil
        }
    }

    public var html: HTML {
        Layout(frame, head, current: .members, errors: form.errors, shape: .journey) {
            if let notice { told(notice) }
            PostForm(to: path.url(query: wayBack?.query ?? []), frame.tokens, .class("stack")) {
                switch subject {
                case .new(_, let enterprises): kind(enterprises)
                case .existing(_, _, let version): HiddenField(Field.version, version.description)
                }
                Card("个人信息", id: "person") { div(.class("card-body form-grid")) { person } }
                if case .existing = subject { renewal }
                Card("会籍信息", id: "membership") { div(.class("card-body form-grid")) { membership } }
                if case .transfer? = notice {
                    ConfirmBox(Field.consent, in: form) { "同意向原工会申请会籍转移" }
                }
                div(.class("row-gap")) {
                    SubmitButton(verb, size: .large)
                    if let wayBack {
                        LinkButton(wayBack.words, wayBack.url, size: .large)
                    } else {
                        LinkButton("返回", back, size: .large)
                    }
                }
            }
        }
    }

    // MARK: Head

    private var head: PageHead {
        switch subject {
        case .new(let unionName, _):
            PageHead(
                "新增会员", above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML(unionName), HTML("多名会员请用导入会员")])
        case .existing(let row, _, _):
            PageHead(
                "修改会员", above: [Crumb("会员管理"), Crumb("会员信息", .members), Crumb(row.name, .member(row.id))],
                facts: [HTML(row.name), HTML("\(row.documentType.wording) \(row.document)"), HTML(row.unionName)])
        }
    }

    private var path: Path {
        switch subject {
        case .new: .memberList(.new)
        case .existing(let row, _, _): .memberList(.edit(row.id))
        }
    }

    private var back: Path {
        switch subject {
        case .new: .members
        case .existing(let row, _, _): .member(row.id)
        }
    }

    private var verb: String {
        switch subject {
        case .new: "新增会员"
        case .existing(let row, _, _): "保存 \(row.name) 的信息"
        }
    }

    private func told(_ notice: Notice) -> HTML {
        switch notice {
        case .transfer:
            Callout("该证件的持有人是其他工会的会员", .warning) {
                p { "勾选同意并提交后，将向原工会申请会籍转移；原工会审核通过之前，他（她）不是本工会会员。" }
            }.html
        case .changedMeanwhile(let fields):
            Callout("此会员刚刚被他人修改，您填写的内容没有保存", .warning) {
                p { "您填写的内容仍在下面。请核对后再次提交，将以您填写的内容为准。" }
                if !fields.isEmpty {
                    ul { for field in fields { li { "\(field.field)现在是：\(field.now)" } } }
                }
            }.html
        }
    }

    // MARK: Fields

    private func kind(_ enterprises: [Enterprise]) -> HTML {
        Card("会员类别", id: "class") {
            div(.class("card-body form-grid")) {
                div(.class("is-wide")) {
                    RadioField(
                        Field.category, "会员类别", in: form,
                        MemberCategory.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                        shape: .boxes)
                }
                SelectField(
                    Field.enterprise, "单位", in: form, enterprises.map { Choice($0.id.description, $0.name) },
                    hint: "选择关联企业类时必选。", need: .optional)
                kinds
            }
        }.html
    }

    private var kinds: SelectField {
        SelectField(
            Field.flexibleKind, "灵活就业类别", in: form, choices(.flexibleKind), hint: "选择灵活就业类时必选。", need: .optional)
    }

    @HTMLBuilder private var person: HTML {
        text(.name, "姓名", hint: "与证件上的姓名一致。")
        RadioField(name(.sex), "性别", in: form, Sex.allCases.map { Choice($0.rawValue, $0.wording) })
        switch subject {
        case .new:
            SelectField(
                name(.documentType), "证件类型", in: form,
                DocumentType.allCases.map { Choice($0.rawValue, $0.wording) }, blank: nil)
            text(.documentNumber, "证件号码", .documentNumber, hint: "身份证为 18 位，末位可为 X。")
            text(.phone, "手机号码", .phone, hint: "11 位手机号；同一工会内不能重复。")
        case .existing(let row, _, _):
            div(.class("field")) {
                span(.class("form-label")) { "证件" }
                p { "\(row.documentType.wording) \(row.document)" }
                span(.class("hint")) { "本人换发证件、号码改变的，请在下面“换证”中填写新证件。号码录错的，请删除后重新新增。" }
            }
            text(.phone, "手机号码", .phone, hint: "现为 \(row.phone)。不修改请留空。", need: .optional)
        }
        text(.documentExpiry, "证件到期日", hint: "如 2035-03-20，长期有效的填“长期”。", need: .optional)
    }

    /// A new document of the same person.
    private var renewal: HTML {
        Card("换证", id: "renewal-h", note: "没有换证的不填") {
            div(.class("card-body form-grid")) {
                SelectField(
                    name(.documentType), "新证件类型", in: form,
                    DocumentType.allCases.map { Choice($0.rawValue, $0.wording) }, blank: nil, need: .optional)
                TextField(
                    name(.documentNumber), "新证件号码", in: form, .documentNumber,
                    hint: "如护照、居住证换发后的号码。原证件保留在办理记录中，仍可用来查找。到期日请在上面改为新证件的。", need: .optional)
                div(.class("is-wide")) {
                    ConfirmBox(Field.renewal, in: form) { "换证：本人换发了新证件，不是更正录错的号码" }
                }
            }
        }.html
    }

    @HTMLBuilder private var membership: HTML {
        if case .existing(let row, _, _) = subject, row.category == .flexible {
            SelectField(Field.flexibleKind, "灵活就业类别", in: form, choices(.flexibleKind, now: form[Field.flexibleKind]))
        }
        text(.workplace, "工作单位/服务平台", hint: "不填时取所属单位或本工会的名称。", need: .optional)
        select(.label, .label)
        select(.household, .household)
        select(.post, .post)
        text(.address, "工作单位详细地址", hint: addressHint, need: .optional)
        div(.class("is-wide")) {
            TextArea(Field.note, "备注", in: form, rows: 2, hint: "最多 \(MemberDraft.noteLimit) 个字。", need: .optional)
        }
    }

    private var addressHint: String {
        if case .existing(_, let address?, _) = subject { return "现为 \(address)。不修改请留空。" }
        return "需办理会员服务卡的，请填写超过 6 个汉字的完整地址。"
    }

    private func name(_ column: MemberColumn) -> String { Self.field(column) ?? "" }

    private func text(
        _ column: MemberColumn, _ label: String, _ kind: TextKind = .text, hint: String? = nil, need: Need = .required
    ) -> TextField {
        TextField(name(column), label, in: form, kind, hint: hint, need: need)
    }

    private func select(_ column: MemberColumn, _ dictionary: MemberDictionary) -> SelectField {
        SelectField(
            name(column), dictionary.wording, in: form, choices(dictionary, now: form[name(column)]), blank: "无",
            need: .optional)
    }

    /// The words on offer, and the one that stands though it has been retired.
    private func choices(_ dictionary: MemberDictionary, now code: String = "") -> [Choice] {
        (words[dictionary] ?? []).filter { $0.standing == .offered || $0.code == code }.map {
            Choice($0.code, $0.standing == .offered ? $0.name : "\($0.name)（已停用）")
        }
    }
}
