/// A membership as the member himself sees it.
public struct OwnMembership: Hashable, Sendable {
    public let member: ID<Member>
    public let number: String
    public let unionName: String
    public let unionCode: String
    public let path: UnionPath
    public let unitName: String
    public let workplace: String
    public let category: MemberCategory
    public let joinedOn: CalendarDay
    public let electronicCard: ElectronicCard
    /// When the electronic card was activated; nil before.
    public let electronicCardOn: CalendarDay?

    public init(
        member: ID<Member>, number: String, unionName: String, unionCode: String, path: UnionPath, unitName: String,
        workplace: String, category: MemberCategory, joinedOn: CalendarDay, electronicCard: ElectronicCard,
        electronicCardOn: CalendarDay?
    ) {
        self.member = member
        self.number = number
        self.unionName = unionName
        self.unionCode = unionCode
        self.path = path
        self.unitName = unitName
        self.workplace = workplace
        self.category = category
        self.joinedOn = joinedOn
        self.electronicCard = electronicCard
        self.electronicCardOn = electronicCardOn
    }
}

/// How far a member's bank card is (domain, section 4).
public enum OwnCard: Sendable {
    case issued(CardHolder.Card)
    /// On its way in a batch that his union has made.
    case ordered(batch: String, CardBatch.Status)
    /// 关联企业: his union orders it.
    case orderedByUnion
    /// 灵活就业, 企业外: he asks for it himself.
    case appliedForByHimself
    /// He had one; the newest.
    case former(CardHolder.Card)

    /// - Parameters:
    ///   - cards: all that he ever had, the newest first.
    ///   - pending: the batch in which he waits for one.
    public init(
        cards: [CardHolder.Card], pending: (number: String, status: CardBatch.Status)?, memberships: [OwnMembership]
    ) {
        if let issued = cards.first(where: { $0.status == .issued }) {
            self = .issued(issued)
        } else if let pending {
            self = .ordered(batch: pending.number, pending.status)
        } else if let former = cards.first {
            self = .former(former)
        } else {
            self =
                memberships.contains { $0.category == .enterprise } ? .orderedByUnion : .appliedForByHimself
        }
    }
}

/// A list that names the person and is not locked yet, so that it has not become coverage.
public struct OwnListing: Hashable, Sendable {
    public let year: Int
    public let unitName: String
    public let plan: String?
    public let status: UnitEnrolment.Status

    public init(year: Int, unitName: String, plan: String?, status: UnitEnrolment.Status) {
        self.year = year
        self.unitName = unitName
        self.plan = plan
        self.status = status
    }
}

/// What somebody learns who is shown an electronic card: that it holds, and whose it is, no more.
public struct ElectronicCardProof: Hashable, Sendable {
    /// First character and asterisks.
    public let maskedName: String
    public let unionName: String
    public let day: CalendarDay

    public init(name: String, unionName: String, day: CalendarDay) {
        maskedName = name.masked(first: 1, last: 0)
        self.unionName = unionName
        self.day = day
    }
}
