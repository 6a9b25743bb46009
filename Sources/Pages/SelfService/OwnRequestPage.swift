public import Domain
public import Markup
import Wording

/// A member's request to his union, as both sides see it.
public struct RequestRow: Sendable {
    let id: ID<OwnRequest>
    let member: ID<Member>
    let kind: OwnRequest.Kind
    let status: OwnRequest.Status
    let memberName: String
    let memberNumber: String
    let unionName: String
    let text: String
    let answer: String?
    let askedAt: Instant
    let answeredAt: Instant?
    let version: Int
    let standing: Standing

    /// Whether the membership still stands, so that its record can be opened.
    public enum Standing: Sendable {
        case member, left
    }

    public init(
        id: ID<OwnRequest>, member: ID<Member>, kind: OwnRequest.Kind, status: OwnRequest.Status, memberName: String,
        memberNumber: String, unionName: String, text: String, answer: String?, askedAt: Instant,
        answeredAt: Instant?, version: Int, _ standing: Standing
    ) {
        (self.id, self.member, self.kind, self.status) = (id, member, kind, status)
        (self.memberName, self.memberNumber, self.unionName) = (memberName, memberNumber, unionName)
        (self.text, self.answer, self.askedAt, self.answeredAt) = (text, answer, askedAt, answeredAt)
        (self.version, self.standing) = (version, standing)
    }

    var badge: StateBadge {
        switch status {
        case .open: StateBadge(status.wording, .wait)
        case .granted: StateBadge(status.wording, .done)
        case .declined: StateBadge(status.wording, .bad)
        case .withdrawn: StateBadge(status.wording)
        }
    }
}

/// The form with which a member asks his union for something.
public struct OwnRequestPage: Component, Sendable {
    let frame: PageFrame
    let kind: OwnRequest.Kind
    let form: FormState

    public static let field = "text"

    public static var missing: FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "请填写内容，最多 \(OwnRequest.textLimit) 个字")
        return errors
    }

    /// - Parameter rule: that the address is too short for.
    public static func tooShort(_ rule: AddressRule) -> FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "收卡地址太短，\(rule.wording)")
        return errors
    }

    /// - Parameter form: field `text`.
    public init(_ frame: PageFrame, _ kind: OwnRequest.Kind, form: FormState) {
        (self.frame, self.kind, self.form) = (frame, kind, form)
    }

    private var title: String {
        switch kind {
        case .correction: "申请更正信息"
        case .card: "申请个人办卡"
        }
    }

    public var html: HTML {
        OwnLayout(frame, PageHead(title, above: [OwnLayout.home]), errors: form.errors) {
            PostForm(to: .own(.request(kind)), frame.tokens, .class("card")) {
                div(.class("card-body stack")) {
                    switch kind {
                    case .correction:
                        p { "所在工会核对后更正，并在这里答复。更正姓名或证件的，请带有效证件到工会核验。" }
                        TextArea(Self.field, "哪里不对，应改成什么", in: form, rows: 4, hint: "例如：手机号已更换，请改为新号码。")
                    case .card:
                        p { "灵活就业和企业外入会的会员由本人申请会员服务卡，所在工会审核后答复办理方式。请先确认证件在有效期内。" }
                        TextArea(Self.field, "收卡地址和说明", in: form, rows: 4, hint: "请写详细地址：区、路、门牌号，超过 6 个汉字。")
                    }
                    button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "提交给所在工会" }
                }
            }
            LinkButton("返回", .own(.home))
        }.html
    }
}

/// A member's requests on his first page.
struct OwnRequestsCard: Component {
    let rows: [RequestRow]
    let mayAsk: Set<OwnRequest.Kind>
    let tokens: FormTokens

    var html: HTML {
        Card("申请与更正", id: "requests") {
            for row in rows { request(row) }
            div(.class("card-body row-gap")) {
                if mayAsk.contains(.correction) { LinkButton("信息有误，申请更正", .own(.request(.correction)), icon: .edit) }
                if mayAsk.contains(.card) { LinkButton("申请个人办卡", .own(.request(.card)), icon: .card) }
                if mayAsk.isEmpty { p(.class("small muted")) { "申请答复后可以再次提交。" } }
            }
        }.html
    }

    private func request(_ row: RequestRow) -> HTML {
        CheckAnswers([
            .init(row.kind.wording) {
                p { row.badge }
                p { row.text }
                p(.class("small muted")) {
                    "提交于 "
                    row.askedAt.htmlToTheMinute
                }
                if let answer = row.answer { p { "工会答复：\(answer)" } }
                if row.status == .open {
                    PostForm(to: .own(.withdrawal(row.kind)), tokens) { SubmitButton("撤回申请", .plain, size: .small) }
                }
            }
        ]).html
    }
}
