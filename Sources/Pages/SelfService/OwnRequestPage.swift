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
    let sequel: Sequel

    /// What has followed a request.
    public enum Sequel: Sendable {
        case none
        /// The card that he asked for.
        case card
        /// The end of the membership, before the card that was granted was ordered.
        case lapsed
    }

    /// Whether the membership still stands, so that its record can be opened.
    public enum Standing: Sendable {
        case member, left
    }

    public init(
        id: ID<OwnRequest>, member: ID<Member>, kind: OwnRequest.Kind, status: OwnRequest.Status, memberName: String,
        memberNumber: String, unionName: String, text: String, answer: String?, askedAt: Instant,
        answeredAt: Instant?, version: Int, _ standing: Standing, _ sequel: Sequel = .none
    ) {
        (self.id, self.member, self.kind, self.status) = (id, member, kind, status)
        (self.memberName, self.memberNumber, self.unionName) = (memberName, memberNumber, unionName)
        (self.text, self.answer, self.askedAt, self.answeredAt) = (text, answer, askedAt, answeredAt)
        (self.version, self.standing, self.sequel) = (version, standing, sequel)
    }

    var badge: StateBadge {
        let words = status.wording(of: kind)
        return switch (status, kind, sequel) {
        case (.open, _, _): StateBadge(words, .wait)
        case (.granted, .card, .card): StateBadge(OwnRequest.cardCame, .done)
        case (.granted, .card, .lapsed): StateBadge(OwnRequest.cardLapsed, .bad)
        case (.granted, .card, .none): StateBadge(words, .now)
        case (.granted, .correction, _): StateBadge(words, .done)
        case (.declined, _, _): StateBadge(words, .bad)
        case (.withdrawn, _, _): StateBadge(words)
        }
    }
}

/// The form with which a member asks his union for something.
public struct OwnRequestPage: Component, Sendable {
    let frame: PageFrame
    let kind: OwnRequest.Kind
    let form: FormState
    let rule: AddressRule
    let documentEnded: CalendarDay?

    public static let field = "text"

    public static var missing: FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "请填写，最多 \(OwnRequest.textLimit) 个字")
        return errors
    }

    /// - Parameter rule: that the address is too short for.
    public static func tooShort(_ rule: AddressRule) -> FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "收卡地址太短，\(rule.wording)")
        return errors
    }

    /// - Parameters:
    ///   - form: field `text`.
    ///   - rule: that an address for a card has to fulfil.
    ///   - documentEnded: the day on which the member's document ended; no card can be asked for then.
    public init(
        _ frame: PageFrame, _ kind: OwnRequest.Kind, _ rule: AddressRule, form: FormState,
        documentEnded: CalendarDay? = nil
    ) {
        (self.frame, self.kind, self.rule, self.form) = (frame, kind, rule, form)
        self.documentEnded = kind == .card ? documentEnded : nil
    }

    private var title: String {
        switch kind {
        case .correction: "申请更正信息"
        case .card: "申请个人办卡"
        }
    }

    public var html: HTML {
        OwnLayout(frame, PageHead(title, above: [OwnLayout.home]), errors: form.errors) {
            if let documentEnded { ended(documentEnded) } else { fields }
            LinkButton("返回", .own(.home))
        }.html
    }

    private func ended(_ day: CalendarDay) -> HTML {
        Callout("现在不能申请办卡", .warning) {
            p {
                "您登记的证件已于 "
                day.htmlWithWeekday
                " 到期，过期证件不能办卡。已换领新证件的，请先申请更正证件到期日，或带新证件到所在工会更新，再来申请。"
            }
            LinkButton("申请更正信息", .own(.request(.correction)), icon: .edit)
        }.html
    }

    private var fields: HTML {
        PostForm(to: .own(.request(kind)), frame.tokens, .class("card")) {
            div(.class("card-body stack")) {
                switch kind {
                case .correction:
                    p { "所在工会核对后更正，并在这里答复。更正姓名或证件的，请带有效证件到工会核验。" }
                    TextArea(Self.field, "哪里不对，应改成什么", in: form, rows: 4, hint: "例如：手机号已更换，请改为新号码。")
                case .card:
                    p { "灵活就业和企业外入会的会员由本人申请会员服务卡，所在工会审核后，与其他会员的卡一起办理。" }
                    TextField(
                        Self.field, "收卡地址", in: form,
                        hint: "请写详细地址：区、路、门牌号；\(rule.wording)工会同意后登记在您的会员信息中，新卡按此地址制作和寄送。")
                }
                button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "提交给所在工会" }
            }
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

    /// Why a card that was granted does not come, and the next step.
    private var lapsed: String {
        let reason = "同意之后您离开了那个工会，卡没有办成。"
        return reason + (mayAsk.contains(.card) ? "请点击下面的「申请个人办卡」，由现在的工会办理。" : "现在怎样办卡，请看上面的「会员服务卡」。")
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
                if row.sequel == .lapsed { p { lapsed } }
                if row.status == .open {
                    PostForm(to: .own(.withdrawal(row.kind)), tokens) { SubmitButton("撤回申请", .plain, size: .small) }
                }
            }
        ]).html
    }
}
