public import Domain
public import Markup
import Wording

/// A member's 会员服务卡: the card he has, those he had, and what can be done with them.
public struct MemberCardsPage: Component, Sendable {
    /// What was done with a card.
    public struct Step: Sendable {
        let at: Instant
        let account: String
        let card: BankCardNumber
        let words: String

        public init(at: Instant, account: String, card: BankCardNumber, words: String) {
            (self.at, self.account, self.card, self.words) = (at, account, card, words)
        }
    }

    /// The member whose cards they are.
    public struct Holder: Sendable {
        let member: ID<Member>
        let number: String
        let name: String
        let document: String
        let batchNumber: String?

        /// - Parameters:
        ///   - document: masked.
        ///   - batchNumber: the batch in which he waits for a card.
        public init(member: ID<Member>, number: String, name: String, document: String, batchNumber: String?) {
            (self.member, self.number, self.name) = (member, number, name)
            (self.document, self.batchNumber) = (document, batchNumber)
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let card = "card"
        public static let version = "version"
        public static let act = "act"
        public static let reason = "reason"
        public static let confirmed = "confirmed"
    }

    let frame: PageFrame
    let holder: Holder
    let cards: [CardRecord]
    let open: [CardLife.Command]
    let history: [Step]
    let form: FormState

    /// - Parameters:
    ///   - open: what can be done now with the first card; empty for who only looks.
    ///   - form: fields of ``Field``.
    public init(
        _ frame: PageFrame, _ holder: Holder, cards: [CardRecord], open: [CardLife.Command], history: [Step],
        form: FormState
    ) {
        (self.frame, self.holder, self.cards) = (frame, holder, cards)
        (self.open, self.history, self.form) = (open, history, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(holder.name)的会员服务卡", tab: "会员服务卡",
                above: CardArea.crumbs + [Crumb("卡片信息管理", .cards)], here: "会员服务卡",
                facts: [HTML("会员编号 \(holder.number)"), HTML("证件号码 \(holder.document)")]
            ) { LinkButton("查看会员", .member(holder.member), icon: .people) },
            current: .cards, errors: form.errors, shape: .journey
        ) {
            if let batch = holder.batchNumber {
                Callout { p { "新卡正在办卡批次 \(batch) 中办理。" } }
            }
            MemberCardsCard(cards)
            if let card = cards.first, !open.isEmpty { act(on: card) }
            Card("办理记录", id: "history") {
                DataTable(
                    "卡片办理记录", history, blank: .nothingYet("还没有记录") { "挂失、换卡、注销后会显示在这里。" },
                    columns: [
                        Column("时间", .line) { $0.at.htmlToTheMinute }, .head("事项") { HTML($0.words) },
                        .text("卡号") { $0.card.masked }, .text("经办", absent: "系统") { $0.account },
                    ])
            }
        }
    }

    /// Of anything that can be done now.
    private var reasons: [CardReason] {
        CardReason.allCases.filter { reason in open.contains { $0.reasons.contains(reason) } }
    }

    private func act(on card: CardRecord) -> HTML {
        Card("办理", id: "act", note: "卡号 \(card.number.masked)") {
            PostForm(to: .memberCardActs(holder.member), frame.tokens) {
                HiddenField(Field.card, card.id.description)
                HiddenField(Field.version, String(card.version))
                div(.class("card-body stack")) {
                    RadioField(
                        Field.act, "办理事项", in: form,
                        open.map { Choice($0.rawValue, $0.wording, hint: $0.consequence + $0.reasonsWording) },
                        shape: .boxes)
                    SelectField(
                        Field.reason, "原因", in: form, reasons.map { Choice($0.rawValue, $0.wording) })
                    ConfirmBox(Field.confirmed, in: form) { "已与会员本人核对" }
                    div(.class("row-gap")) {
                        SubmitButton("办理")
                        LinkButton("返回卡片信息管理", .cards)
                    }
                }
            }
        }.html
    }
}

/// All cards that a member ever had, the newest first.
public struct MemberCardsCard: Component, Sendable {
    let cards: [CardRecord]
    let link: Path?

    /// - Parameter link: to the page where something can be done with them; nil on that page.
    public init(_ cards: [CardRecord], link: Path? = nil) {
        (self.cards, self.link) = (cards, link)
    }

    public var html: HTML {
        Card("会员服务卡", id: "cards", more: more) {
            DataTable(
                "会员服务卡", cards, blank: .nothingYet("还没有会员服务卡") { "办卡批次制卡完成后会显示在这里。" },
                columns: [
                    .head("卡号") { HTML($0.number.masked) }, .state("状态") { $0.life.badge },
                    .day("制卡日期") { $0.issuedOn }, .day("状态变更日期") { $0.changedOn },
                    .text("办卡批次") { $0.batchNumber },
                ])
        }.html
    }

    @HTMLBuilder private var more: HTML {
        if let link, !cards.isEmpty { a(.href(link)) { "查看和办理" } }
    }
}

extension CardLife {
    var badge: StateBadge {
        switch self {
        case .inUse: StateBadge(wording, .done)
        case .beingReplaced: StateBadge(wording, .wait)
        case .lost: StateBadge(wording, .bad)
        case .cancelled, .replaced: StateBadge(wording)
        }
    }
}
