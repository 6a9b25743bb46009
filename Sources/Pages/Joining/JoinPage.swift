public import Domain
public import Markup
import Wording

/// The form behind a 组织码, for a phone: one column, as few questions as the rules allow.
public struct JoinPage: Component, Sendable {
    let frame: PageFrame
    let code: String
    let unionName: String
    let enterprises: [Enterprise]
    let kinds: [DictionaryEntry]
    let form: FormState

    public init(
        _ frame: PageFrame, code: String, unionName: String, enterprises: [Enterprise], kinds: [DictionaryEntry],
        form: FormState
    ) {
        (self.frame, self.code, self.unionName) = (frame, code, unionName)
        (self.enterprises, self.kinds, self.form) = (enterprises, kinds, form)
    }

    /// Names of the form's fields beside those of ``MemberFormPage``.
    public enum Field {
        public static let privacy = "privacy"
    }

    private typealias Member = MemberFormPage.Field

    public var html: HTML {
        Layout(frame, PageHead("申请加入工会", facts: [HTML(unionName)]), errors: form.errors, shape: .journey) {
            PostForm(to: .join(.form(code)), frame.tokens, .class("stack form-narrow")) {
                Card("您在哪里工作", id: "work") { div(.class("card-body stack")) { work } }
                Card("个人信息", id: "person") { div(.class("card-body stack")) { person } }
                ConfirmBox(Member.consent, in: form) { "如果我已经是其他工会的会员，同意把会籍转到\(unionName)（选填）" }
                ConfirmBox(Field.privacy, in: form) {
                    "我已阅读"
                    a(.class("inline-link"), .href(.privacy)) { "隐私说明" }
                    "，同意工会为办理入会使用以上信息"
                }
                SubmitButton("提交入会申请", size: .large)
            }
        }.html
    }

    @HTMLBuilder private var work: HTML {
        RadioField(
            Member.category, "工作情况", in: form,
            MemberCategory.allCases.filter { $0 != .enterprise || !enterprises.isEmpty }.map {
                Choice($0.rawValue, words($0), hint: hint($0))
            }, shape: .boxes)
        if !enterprises.isEmpty {
            SelectField(
                Member.enterprise, "单位", in: form, enterprises.map { Choice($0.id.description, $0.name) },
                hint: "在本工会所属的单位工作的必选。", need: .optional)
        }
        SelectField(
            Member.flexibleKind, "灵活就业类别", in: form,
            kinds.filter { $0.standing == .offered }.map { Choice($0.code, $0.name) }, hint: "灵活就业的必选。",
            need: .optional)
        text(.workplace, "工作单位/服务平台", hint: "灵活就业的，填写主要服务的平台或公司。", need: .optional)
    }

    /// Said to somebody who does not know the union's classes.
    private func words(_ category: MemberCategory) -> String {
        switch category {
        case .enterprise: "在本工会所属的单位工作"
        case .outsideEnterprise: "在其他单位工作"
        case .flexible: "灵活就业"
        }
    }

    private func hint(_ category: MemberCategory) -> String {
        switch category {
        case .enterprise: "请在下面选择单位。"
        case .outsideEnterprise: "单位不在下面的列表中。"
        case .flexible: "如货车司机、快递员、外卖配送员。"
        }
    }

    @HTMLBuilder private var person: HTML {
        text(.name, "姓名", hint: "与证件上的姓名一致。")
        SelectField(
            name(.documentType), "证件类型", in: form, DocumentType.allCases.map { Choice($0.rawValue, $0.wording) },
            blank: nil)
        text(.documentNumber, "证件号码", .documentNumber, hint: "身份证为 18 位，末位可为 X。")
        RadioField(name(.sex), "性别", in: form, Sex.allCases.map { Choice($0.rawValue, $0.wording) })
        text(.phone, "手机号码", .phone, hint: "11 位手机号，工会用它联系您。")
    }

    private func name(_ column: MemberColumn) -> String { MemberFormPage.field(column) ?? "" }

    private func text(
        _ column: MemberColumn, _ label: String, _ kind: TextKind = .text, hint: String, need: Need = .required
    ) -> TextField {
        TextField(name(column), label, in: form, kind, hint: hint, need: need)
    }
}

/// After the form: what happens next; the same for everybody.
public struct JoinSubmittedPage: Component, Sendable {
    let frame: PageFrame
    let unionName: String

    public init(_ frame: PageFrame, unionName: String) { (self.frame, self.unionName) = (frame, unionName) }

    public var html: HTML {
        Layout(frame, PageHead("申请已提交", facts: [HTML(unionName)]), shape: .journey) {
            Callout("入会申请已提交", .good) {
                p { "由\(unionName)审核，审核时可能用您留下的手机号联系您。" }
                p { "审核通过后您成为会员；您已经是其他工会会员的，还要等原工会同意转出。不需要重复提交。" }
            }
        }.html
    }
}

/// A code that leads nowhere: expired, withdrawn, or never issued.
public struct JoinClosedPage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("组织码不能使用"), shape: .journey) {
            Callout("这个组织码已过期或已作废", .warning) { p { "请向您的工会要新的组织码后再扫。" } }
        }.html
    }
}
