public import Domain
public import Markup
import Wording

/// A member's first page: membership, electronic card, bank card, coverage by year.
public struct OwnHomePage: Component, Sendable {
    /// What the page shows; numbers are masked already.
    public struct Model: Sendable {
        public var documentType: DocumentType?
        public var document: String
        public var expiry: IdentityDocument.Expiry?
        public var phone: String?
        public var memberships: [OwnMembership]
        public var card: OwnCard
        public var coverages: [Coverage]
        public var listings: [OwnListing]
        public var benefits: [BenefitPayment]
        public var requests: [RequestRow]
        public var mayAsk: Set<OwnRequest.Kind>

        public init(
            documentType: DocumentType?, document: String, expiry: IdentityDocument.Expiry?, phone: String?,
            memberships: [OwnMembership], card: OwnCard, coverages: [Coverage], listings: [OwnListing],
            benefits: [BenefitPayment] = [], requests: [RequestRow] = [], mayAsk: Set<OwnRequest.Kind> = []
        ) {
            self.documentType = documentType
            self.document = document
            self.expiry = expiry
            self.phone = phone
            self.memberships = memberships
            self.card = card
            self.coverages = coverages
            self.listings = listings
            self.benefits = benefits
            self.requests = requests
            self.mayAsk = mayAsk
        }
    }

    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public var html: HTML {
        OwnLayout(frame, PageHead(frame.member ?? "", tab: "会籍与保障", here: "会员本人服务")) {
            electronicCard
            for (index, membership) in model.memberships.enumerated() {
                Card(
                    model.memberships.count == 1 ? "会籍" : "会籍（\((index + 1).grouped)）", id: "membership-\(index)"
                ) { CheckAnswers(answers(membership)) }
            }
            Card("会员服务卡", id: "card") { card }
            Card("各年度保障", id: "coverage") { coverage }
            if !model.benefits.isEmpty {
                Card("给付记录", id: "benefits", note: benefitNote) { CheckAnswers(benefits) }
            }
            Card("本人信息", id: "person") { CheckAnswers(person) }
            OwnRequestsCard(rows: model.requests, mayAsk: model.mayAsk, tokens: frame.tokens)
            p(.class("small row-gap")) {
                a(.class("inline-link"), .href(.own(.consent))) { "个人信息告知与同意" }
                a(.class("inline-link"), .href(.own(.rights))) { "查询、复制、删除本人信息" }
            }
        }.html
    }

    // MARK: Parts

    private var isActive: Bool { model.memberships.contains { $0.electronicCard == .active } }

    private var electronicCard: HTML {
        Card("电子会员证", id: "electronic-card") {
            div(.class("card-body stack")) {
                if isActive {
                    p { ElectronicCard.active.badge }
                    if model.memberships.contains(where: { $0.electronicCard == .inactive }) {
                        p { "您有新的会籍，尚未用于电子会员证。" }
                        activation("激活新会籍的电子会员证", .plain)
                    }
                    LinkButton("出示电子会员证", .own(.electronicCard), .primary, size: .large, icon: .qr)
                } else {
                    p { ElectronicCard.inactive.badge }
                    p { "激活后可以在手机上出示二维码，证明会员身份。所在工会会看到您已激活。" }
                    activation("激活电子会员证", .primary)
                }
            }
        }.html
    }

    private func activation(_ words: String, _ style: ButtonStyle) -> HTML {
        PostForm(to: .own(.electronicCard), frame.tokens) { SubmitButton(words, style, size: .large) }.html
    }

    private func answers(_ membership: OwnMembership) -> [CheckAnswers.Answer] {
        [
            .init("所在工会") { membership.unionName },
            .init("工会编号") { membership.unionCode },
            .init("会员编号") { membership.number },
            .init("工作单位") { membership.workplace },
            .init("会员类别") { membership.category.wording },
            .init("入会日期") { membership.joinedOn.htmlWithWeekday },
        ]
    }

    @HTMLBuilder private var card: HTML {
        CheckAnswers([.init("状态") { model.card.badge }] + cardFacts)
        div(.class("card-body")) { p(.class("small muted")) { model.card.explanation } }
    }

    private var cardFacts: [CheckAnswers.Answer] {
        switch model.card {
        case .issued(let card), .reorderedByUnion(let card), .former(let card): facts(of: card)
        case .beingReplaced(let card, let batch?): facts(of: card) + [.init("新卡办卡批次") { batch }]
        case .beingReplaced(let card, nil): facts(of: card)
        case .ordered(let batch, _): [.init("办卡批次") { batch }]
        case .requested, .granted, .orderedByUnion, .appliedForByHimself: []
        }
    }

    private func facts(of card: CardHolder.Card) -> [CheckAnswers.Answer] {
        [
            .init("卡号") { card.number.masked },
            .init("发卡日期") { card.issuedOn.htmlWithWeekday },
        ]
    }

    @HTMLBuilder private var coverage: HTML {
        if model.coverages.isEmpty, model.listings.isEmpty {
            div(.class("card-body")) {
                p { "还没有参保记录。名单由所在工会在每年的集中参保期间提交，提交后会显示在这里。" }
            }
        } else {
            CheckAnswers(
                model.listings.map { listing in
                    .init("\(listing.year) 年度") {
                        p { listing.wording }
                        p(.class("small muted")) { listing.unitName }
                    }
                }
                    + model.coverages.map { coverage in
                        .init("\(coverage.year) 年度", change: "查看详情", at: Path.own(.coverage(coverage.year)).url) {
                            p {
                                "\(coverage.plan) 类 "
                                coverage.status.badge
                            }
                            p {
                                coverage.period.from.htmlWithWeekday
                                " 至 "
                                coverage.period.through.htmlWithWeekday
                            }
                        }
                    })
        }
    }

    private var benefitNote: String {
        let whole = model.benefits.reduce(Money.zero) { $0 + $1.amount }
        return "共 \(model.benefits.count.grouped) 笔，\(whole.inSentence)"
    }

    private var benefits: [CheckAnswers.Answer] {
        model.benefits.map { payment in
            .init("\(payment.year) 年度") {
                p { "\(payment.kind) \(payment.amount.inSentence)" }
                p(.class("small muted")) {
                    payment.paidOn.htmlWithWeekday
                    " 给付，编号 \(payment.reference)"
                }
            }
        }
    }

    private var person: [CheckAnswers.Answer] {
        [
            .init(model.documentType?.wording ?? "证件") { model.document },
            .init("证件到期日") { model.expiry?.wording ?? "没有登记" },
            .init("手机号") { model.phone ?? "没有登记" },
        ]
    }
}

extension OwnCard {
    var badge: StateBadge {
        switch self {
        case .issued: StateBadge(wording, .done)
        case .beingReplaced, .ordered, .granted: StateBadge(wording, .now)
        case .requested, .orderedByUnion, .appliedForByHimself: StateBadge(wording, .wait)
        case .reorderedByUnion, .former: StateBadge(wording, .bad)
        }
    }
}
