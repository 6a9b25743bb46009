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
    /// In use until the new one comes that has been asked for; with the batch once that is on its way.
    case beingReplaced(CardHolder.Card, batch: String?)
    /// On its way in a batch that his union has handed in.
    case ordered(batch: String, CardBatch.Status)
    /// He has asked for it himself, and his union has not answered yet.
    case requested
    /// His union has granted what he asked for, and has not ordered it yet.
    case granted
    /// 关联企业: his union orders it.
    case orderedByUnion
    /// 灵活就业, 企业外: he asks for it himself.
    case appliedForByHimself
    /// 补办: he had one, the newest, and his union orders another without being asked; a lost one is ordered for
    /// whatever class he is of.
    case reorderedByUnion(CardHolder.Card)
    /// 灵活就业, 企业外: he had one, the newest, and asks for another himself.
    case former(CardHolder.Card)

    /// What is known beside the cards themselves.
    public struct Signs: Sendable {
        /// The batch in which he waits for a card; one that is a draft tells him nothing yet.
        public let pending: (number: String, status: CardBatch.Status)?
        /// Of the card in use.
        public let replacement: Replacement
        /// His own request that no card has answered yet.
        public let request: Request

        public init(
            pending: (number: String, status: CardBatch.Status)? = nil, replacement: Replacement = .none,
            request: Request = .none
        ) {
            self.pending = pending
            self.replacement = replacement
            self.request = request
        }

        public enum Replacement: Sendable {
            case none, asked
        }

        public enum Request: Sendable {
            case none, open, granted
        }

        /// The batch, once it has left the union.
        var handedIn: (number: String, status: CardBatch.Status)? {
            pending.flatMap { pending in
                switch pending.status {
                case .draft, .cancelled: nil
                case .submitted, .inProduction, .produced, .partlyFailed: pending
                }
            }
        }
    }

    /// - Parameter cards: all that he ever had, the newest first.
    public init(cards: [CardHolder.Card], _ signs: Signs, memberships: [OwnMembership]) {
        let handedIn = signs.handedIn
        if let issued = cards.first(where: { $0.status == .issued }) {
            self =
                signs.replacement == .asked || handedIn != nil
                ? .beingReplaced(issued, batch: handedIn?.number) : .issued(issued)
        } else if let handedIn {
            self = .ordered(batch: handedIn.number, handedIn.status)
        } else if signs.request == .granted {
            self = .granted
        } else if signs.request == .open {
            self = .requested
        } else {
            let isEmployed = memberships.contains { $0.category == .enterprise }
            if let former = cards.first {
                self =
                    isEmployed || cards.contains { $0.status == .lost }
                    ? .reorderedByUnion(former) : .former(former)
            } else {
                self = isEmployed ? .orderedByUnion : .appliedForByHimself
            }
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
