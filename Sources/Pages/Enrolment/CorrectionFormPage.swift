public import Domain
public import Markup
import Wording

/// 申请更正: about whom, what, and why.
public struct CorrectionFormPage: Component, Sendable {
    /// The person as he is known.
    public struct Subject: Sendable {
        public var coverage: ID<Coverage>
        public var identity: CorrectedIdentity
        public var memberNumber: String
        public var unitName: String
        public var year: Int
        public var plan: String
        public var enrolment: String
        public var status: CoverageStatus

        public init(
            coverage: ID<Coverage>, identity: CorrectedIdentity, memberNumber: String, unitName: String, year: Int,
            plan: String, enrolment: String, status: CoverageStatus
        ) {
            (self.coverage, self.identity, self.memberNumber) = (coverage, identity, memberNumber)
            (self.unitName, self.year, self.plan) = (unitName, year, plan)
            (self.enrolment, self.status) = (enrolment, status)
        }
    }

    /// Names of the fields.
    public enum Field {
        public static let kind = "kind"
        public static let name = "name"
        public static let documentType = "document-type"
        public static let document = "document"
        public static let note = "note"
    }

    let frame: PageFrame
    let subject: Subject
    let form: FormState

    public init(_ frame: PageFrame, _ subject: Subject, form: FormState) {
        (self.frame, self.subject, self.form) = (frame, subject, form)
    }

    /// The form as it begins: the name that is known, and no number.
    public static func blank(_ subject: Subject) -> FormState {
        FormState([Field.name: [subject.identity.name], Field.documentType: [subject.identity.type.rawValue]])
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "申请更正", above: [Crumb("业务工作台", .workbench), Crumb("更正申请", .correction(.list))],
                facts: [HTML(subject.unitName), HTML("\(subject.year) 年度"), subject.status.badge.html]),
            current: .correction(.list), errors: form.errors, shape: .journey
        ) {
            Card("人员", id: "person") {
                CheckAnswers([
                    .init("姓名") { subject.identity.name }, .init("会员编号") { subject.memberNumber },
                    .init("证件") { "\(subject.identity.type.wording) \(subject.identity.document.masked)" },
                    .init("名单") { "\(subject.enrolment)，\(subject.plan) 类" },
                ])
            }
            PostForm(to: .correction(.coverage(subject.coverage)), frame.tokens, .class("stack")) {
                Card("更正什么", id: "what") {
                    div(.class("card-body stack")) {
                        RadioField(
                            Field.kind, "申请事项", in: form,
                            EnrolmentCorrection.Kind.allCases.map {
                                Choice($0.rawValue, $0.wording, hint: $0.explanation)
                            }, shape: .boxes)
                        div(.class("form-grid")) {
                            TextField(
                                Field.name, "正确的姓名", in: form, hint: "与证件上的姓名一致。移除人员时不用填写。", need: .optional)
                            SelectField(
                                Field.documentType, "正确的证件类型", in: form,
                                DocumentType.allCases.map { Choice($0.rawValue, $0.wording) }, blank: nil,
                                need: .optional)
                            TextField(
                                Field.document, "正确的证件号码", in: form, .documentNumber,
                                hint: "号码没有错的请留空。身份证为 18 位，末位可为 X。", need: .optional)
                        }
                        TextArea(
                            Field.note, "更正原因", in: form, rows: 3,
                            hint: "说明哪里有误、怎样发现，最多 \(EnrolmentCorrection.reasonLimit) 个字。请勿填写证件号码。")
                    }
                }
                DecideBlock("提交更正申请") {
                    "由区局（产业）工会审核后转职保中心决定，两级都同意后才会更正。已锁定的名单和告知书不会改动。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("提交更正申请", .primary, size: .large)
                        LinkButton("返回更正申请", .correction(.list), size: .large)
                    }
                }
            }
        }.html
    }
}
