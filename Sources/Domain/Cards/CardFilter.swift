/// What 卡片信息管理 is narrowed to: who somebody is, or which card he has.
public struct CardFilter: Hashable, Sendable {
    /// Name, document and phone, as in 会员信息.
    public var person: MemberFilter
    /// The beginning of the member number 会员编号.
    public var number: String?
    public var card: CardCondition?
    public var state: CardPossession?

    public init(
        person: MemberFilter = MemberFilter(), number: String? = nil, card: CardCondition? = nil,
        state: CardPossession? = nil
    ) {
        (self.person, self.number, self.card, self.state) = (person, number, card, state)
    }

    /// A card by its number; one that has been replaced still names its holder.
    public enum CardCondition: Hashable, Sendable {
        case whole(BankCardNumber)
        /// The last four digits.
        case tail(String)

        /// Reads what was typed; nil when it is neither a whole number nor four digits.
        public init?(_ typed: String) {
            let digits = BankCardNumber.normalise(typed).text
            if digits.utf8.count == 4, digits.utf8.allSatisfy(\.isDigit) {
                self = .tail(digits)
            } else if let number = BankCardNumber(rawValue: digits) {
                self = .whole(number)
            } else {
                return nil
            }
        }
    }
}

/// Which holders a list shows: by whether they have a card, and how it is with it.
public enum CardPossession: String, Hashable, Sendable, CaseIterable, Codable {
    case with
    /// Of those with a card: no new one is asked for in its place.
    case inUse = "in-use"
    case beingReplaced = "being-replaced"
    case without
    /// Of those without one: in a batch.
    case ordered
    /// Lost, and in no batch yet.
    case lost
    /// Neither.
    case notYet = "not-yet"
}

/// Where a row of 卡片信息管理 stands: its union in the tree's order, then its member.
public struct CardHolderKey: Hashable, Sendable {
    public let union: ID<Union>
    public let member: ID<Member>

    public init(_ holder: CardHolder) {
        (union, member) = (holder.union, holder.member)
    }

    /// Reads `17-3045`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let union = ID<Union>(parts[0]), let member = ID<Member>(parts[1]) else { return nil }
        (self.union, self.member) = (union, member)
    }

    public var text: String { "\(union)-\(member)" }
}

/// Which part of the list is wanted; its cost does not grow with its place.
public enum CardHolderPart: Hashable, Sendable {
    case first
    case after(CardHolderKey)
    case before(CardHolderKey)
}

/// One part of the list.
public struct CardHolderListing: Sendable {
    public let holders: [CardHolder]
    public let total: BoundedCount
    /// The keys beside which the parts before and after this one lie; nil where there is none.
    public let previous: CardHolderKey?
    public let next: CardHolderKey?

    public init(_ holders: [CardHolder], total: BoundedCount, previous: CardHolderKey?, next: CardHolderKey?) {
        (self.holders, self.total, self.previous, self.next) = (holders, total, previous, next)
    }
}
