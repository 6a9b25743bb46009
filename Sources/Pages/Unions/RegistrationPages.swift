public import Domain
public import Markup
import Wording

/// 企业注册: the form for an enterprise without a union.
public struct RegistrationPage: Component, Sendable {
    let frame: PageFrame
    let districts: [(id: ID<Union>, name: String)]
    let words: OrganisationWords
    let credit: OrganisationFormPage.Model.Credit
    let form: FormState

    /// - Parameter form: fields named as ``OrganisationField``, and those of ``Field``.
    public init(
        _ frame: PageFrame, districts: [(id: ID<Union>, name: String)], words: OrganisationWords = OrganisationWords(),
        credit: OrganisationFormPage.Model.Credit = .fits, form: FormState = FormState()
    ) {
        (self.frame, self.districts, self.words, self.credit, self.form) = (frame, districts, words, credit, form)
    }

    /// Names of the fields beside the particulars.
    public enum Field {
        public static let district = "district"
        public static let proof = "proof"
        public static let privacy = "privacy"
    }

    public var html: HTML {
        Layout(frame, PageHead("企业注册"), errors: form.errors, shape: .journey) {
            Callout("若已有账号，请勿重复注册", .warning) {
                p { "已成立工会的单位忘记账号，请联系上级工会找回或重置密码，重新注册会造成会员和参保数据重复。" }
                p { "不清楚归哪个区局，请拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。" }
            }
            PostForm(to: .registration, frame.tokens, .all([.multipart, .class("stack form-narrow")])) {
                Card("尚未成立工会的单位", id: "enterprise") { div(.class("card-body stack")) { enterprise } }
                Card("证明材料", id: "licence") { div(.class("card-body stack")) { licence } }
                Card("联系人", id: "contact") { div(.class("card-body stack")) { contact } }
                ConfirmBox(Field.privacy, in: form) {
                    "我已阅读"
                    a(.class("inline-link"), .href(.privacy)) { "隐私说明" }
                    "，同意工会为办理建会使用以上信息"
                }
                SubmitButton("提交注册申请", size: .large)
            }
        }.html
    }

    @HTMLBuilder private var enterprise: HTML {
        SelectField(
            Field.district, "单位所在的区或产业局", in: form, districts.map { Choice($0.id.description, $0.name) })
        text(.name, "企业名称", hint: "与营业执照一致。")
        text(.creditCode, OrganisationField.creditCode.wording, hint: "营业执照上的 18 位代码。")
        if credit == .keptWithReason {
            text(.creditReason, OrganisationField.creditReason.wording, hint: "营业执照上确实是这个代码时填写。", need: .optional)
        }
        WordField(.economicType, words.economicTypes, in: form)
        WordField(.industry, words.industries, in: form)
        text(.address, "单位地址")
    }

    private var licence: FileField {
        FileField(
            Field.proof, "营业执照", in: form, accept: ".jpg,.jpeg,.png,.pdf",
            maxBytes: EnterpriseRegistration.proofByteLimit,
            hint: """
                照片或 PDF，jpg、png、pdf 均可，不超过 10 MB，请拍清名称和统一社会信用代码。只给审核的工会查看，\
                办结 \(EnterpriseRegistration.proofDays) 天后删除。
                """)
    }

    @HTMLBuilder private var contact: HTML {
        text(.contactName, OrganisationField.contactName.wording)
        TextField(
            OrganisationField.contactPhone.rawValue, OrganisationField.contactPhone.wording, in: form, .phone,
            hint: "审核时用它联系您。")
    }

    private func text(
        _ field: OrganisationField, _ label: String, hint: String? = nil, need: Need = .required
    ) -> TextField {
        TextField(field.rawValue, label, in: form, hint: hint, need: need)
    }
}

/// After the form: the same for everybody.
public struct RegistrationSubmittedPage: Component, Sendable {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("注册申请已提交"), shape: .journey) {
            Callout("注册申请已提交", .good) {
                p { "由所选的区局（产业）工会审核，有需要核对的，会用您留下的电话联系您。不需要重复提交。" }
                p { "审核通过后成立工会并开通账号。单位已经成立工会的，不会再开通新账号，请联系上级工会找回。" }
            }
        }.html
    }
}

/// One registration as its district sees it.
public struct RegistrationRow: Sendable {
    let id: ID<EnterpriseRegistration>
    let status: EnterpriseRegistration.Status
    let particulars: OrganisationParticulars
    let districtName: String
    let submittedAt: Instant
    let decidedAt: Instant?
    let reason: String?
    let union: ID<Union>?
    let accountName: String?
    let proof: EnterpriseRegistration.Proof?

    public init(
        id: ID<EnterpriseRegistration>, status: EnterpriseRegistration.Status, particulars: OrganisationParticulars,
        districtName: String, submittedAt: Instant, decidedAt: Instant?, reason: String?, union: ID<Union>?,
        accountName: String?, proof: EnterpriseRegistration.Proof?
    ) {
        (self.id, self.status, self.particulars) = (id, status, particulars)
        (self.districtName, self.submittedAt, self.decidedAt) = (districtName, submittedAt, decidedAt)
        (self.reason, self.union, self.accountName, self.proof) = (reason, union, accountName, proof)
    }
}

/// 企业注册审核: what waits, and what was decided.
public struct RegistrationsPage: Component, Sendable {
    let frame: PageFrame
    let part: RegistrationPart
    let rows: [RegistrationRow]
    let window: PageWindow

    public init(_ frame: PageFrame, _ part: RegistrationPart, _ rows: [RegistrationRow], _ window: PageWindow) {
        (self.frame, self.part, self.rows, self.window) = (frame, part, rows, window)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let part = "part"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("企业注册审核", above: [Crumb("组织管理")]), current: .organisation(.registrations)
        ) {
            nav(.class("row-gap"), .ariaLabel("企业注册审核")) {
                for other in RegistrationPart.allCases {
                    LinkButton(
                        other.wording, Path.organisation(.registrations).url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(
                    part.wording, rows,
                    blank: .nothingYet("没有\(part.wording)的企业注册") { "企业在登录页的“企业注册”提交后，会显示在这里。" },
                    columns: [
                        .head("企业名称") { row in
                            a(.href(.organisation(.registration(row.id)))) { row.particulars.name }
                        },
                        .text("统一社会信用代码") { $0.particulars.creditCode }, .text("联系人") { $0.particulars.contactName },
                        .text("区局（产业）") { $0.districtName }, .moment("申请时间") { $0.submittedAt },
                        .state("状态") { $0.status.badge },
                    ])
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.organisation(.registrations).url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }
}

/// One registration: what was said, who has the code already, and the decision.
public struct RegistrationDecisionPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var row: RegistrationRow
        /// That the code is known already, in a sentence.
        public var warning: String?
        /// How many others with the same code wait.
        public var others: Int
        public var superiors: [(id: ID<Union>, name: String)]

        public init(
            _ row: RegistrationRow, warning: String?, others: Int = 0, superiors: [(id: ID<Union>, name: String)]
        ) {
            (self.row, self.warning, self.others, self.superiors) = (row, warning, others, superiors)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let superior = "superior"
        public static let unionName = "union-name"
        public static let accountName = "account-name"
        public static let reason = "reason"
    }

    private var row: RegistrationRow { model.row }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "企业注册审核", above: [Crumb("组织管理"), Crumb("企业注册审核", .organisation(.registrations))],
                here: row.particulars.name, facts: [HTML(row.particulars.name), row.status.badge.html]),
            current: .organisation(.registrations), errors: form.errors, shape: .journey
        ) {
            if let account = row.accountName {
                Callout("已成立工会并开通账号 \(account)", .good) {
                    p { "请系统管理员在账号管理中为该账号生成一次性代码，交给联系人设置密码。" }
                    if let union = row.union { p { a(.href(.union(union))) { "查看工会组织" } } }
                }
            }
            Card("注册信息", id: "registration") { CheckAnswers(answers) }
            Card("营业执照", id: "licence") { licence }
            if let warning = model.warning { Callout("该企业可能已有账号", .warning) { p { warning } } }
            if model.others > 0 {
                Callout("同一信用代码还有 \(model.others.grouped) 件待审核的申请", .warning) {
                    p { "请对照营业执照、用单位公开的电话核实哪一件是企业自己提交的，同意那一件，退回其余的。" }
                }
            }
            if row.status == .open { decision }
        }.html
    }

    private var answers: [CheckAnswers.Answer] {
        let shown: [OrganisationField] = [
            .name, .creditCode, .creditReason, .economicType, .industry, .address, .contactName, .contactPhone,
        ]
        var answers = shown.filter { $0 != .creditReason || !row.particulars[$0].isEmpty }.map { field in
            let text = row.particulars[field]
            return CheckAnswers.Answer(field.wording) { textOr(text.isEmpty ? nil : text) }
        }
        answers.append(.init("申请时间") { row.submittedAt.htmlToTheMinute })
        if let decidedAt = row.decidedAt { answers.append(.init("办理时间") { decidedAt.htmlToTheMinute }) }
        if let reason = row.reason { answers.append(.init("退回原因") { reason }) }
        return answers
    }

    @HTMLBuilder private var licence: HTML {
        let proof = Path.organisation(.registrationProof(row.id))
        if let file = row.proof {
            div(.class("evidence")) {
                if file.kind.isPicture {
                    figure {
                        a(.href(proof), .newTab) {
                            img(.class("img-fluid"), .src(proof.url), .alt("营业执照：\(file.name)"))
                        }
                        figcaption {
                            LinkButton(
                                "放大：\(file.name)", proof, size: .small, icon: .search, attribute: .newTab)
                        }
                    }
                } else {
                    p { LinkButton("下载 PDF 营业执照：\(file.name)", proof, size: .small, icon: .download) }
                }
            }
        } else {
            p(.class("card-body muted")) {
                row.status == .open
                    ? "申请时没有上传营业执照，请联系单位核对原件。"
                    : "办结满 \(EnterpriseRegistration.proofDays) 天后，营业执照已删除。"
            }
        }
    }

    @HTMLBuilder private var decision: HTML {
        PostForm(to: .organisation(.registrationAcceptance(row.id)), frame.tokens, .class("stack")) {
            Card("成立工会和开通账号", id: "found") {
                div(.class("card-body form-grid")) {
                    SelectField(
                        Field.superior, "上级组织", in: form, model.superiors.map { Choice($0.id.description, $0.name) })
                    TextField(Field.unionName, "工会组织名称", in: form)
                    TextField(Field.accountName, "经办人账号", in: form, hint: "小写字母、数字，交给联系人登录用。")
                }
            }
            DecideBlock("同意注册") {
                "同意后成立\(row.particulars.name)的工会委员会，登记企业，并为联系人开通经办人账号。请先核对营业执照上的名称和代码。"
            } content: {
                SubmitButton("同意注册并开通账号", .primary, size: .large)
            }
        }
        PostForm(to: .organisation(.registrationReturn(row.id)), frame.tokens) {
            Card("不同意，退回申请", id: "give-back") {
                div(.class("card-body stack")) {
                    TextArea(Field.reason, "退回原因", in: form, rows: 2, hint: "请电话告知联系人，如：已有工会，请找回账号。")
                    SubmitButton("退回申请", .plain)
                }
            }
        }
    }
}

extension EnterpriseRegistration.Status {
    var badge: StateBadge {
        switch self {
        case .open: StateBadge(wording, .wait)
        case .accepted: StateBadge(wording, .done)
        case .returned: StateBadge(wording, .bad)
        }
    }
}
