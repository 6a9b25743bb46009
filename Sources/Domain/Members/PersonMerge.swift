/// What hangs on one of two records of a person, as far as it may contradict what hangs on the other.
public struct PersonHoldings: Hashable, Sendable {
    /// Years in which he has an active policy, with its last day.
    public var policies: [Int: CalendarDay]
    /// Years in which a current list names him.
    public var listedYears: Set<Int>
    /// Years in which two lists want him and nobody has decided yet.
    public var disputedYears: Set<Int>
    public var issuedCards: Int
    /// Cards that the bank is making.
    public var cardsBeingMade: Int
    /// What he has asked his union for and is not answered yet.
    public var openRequests: Set<OwnRequest.Kind>
    /// Open memberships besides the one that is compared.
    public var otherMemberships: Int

    public init(
        policies: [Int: CalendarDay] = [:], listedYears: Set<Int> = [], disputedYears: Set<Int> = [],
        issuedCards: Int = 0, cardsBeingMade: Int = 0, openRequests: Set<OwnRequest.Kind> = [],
        otherMemberships: Int = 0
    ) {
        self.policies = policies
        self.listedYears = listedYears
        self.disputedYears = disputedYears
        self.issuedCards = issuedCards
        self.cardsBeingMade = cardsBeingMade
        self.openRequests = openRequests
        self.otherMemberships = otherMemberships
    }

    /// Why the two cannot become one person as things stand now; nil when nothing contradicts.
    ///
    /// Everything else is taken over: what one has and the other has not, and what both may have any number of.
    public func obstacle(toMergingWith other: PersonHoldings, on today: CalendarDay) -> MergeObstacle? {
        if otherMemberships + other.otherMemberships > 0 { return .thirdMembership }
        // The newest year first: there something can still be done.
        if let year = Set(policies.keys).intersection(other.policies.keys).max() {
            let through = min(policies[year] ?? .latest, other.policies[year] ?? .latest)
            return through < today ? .wereInsuredTwice(year: year) : .insuredTwice(year: year)
        }
        if let year = listedYears.intersection(other.listedYears).max() { return .listedTwice(year: year) }
        if let year = disputedYears.union(other.disputedYears).max() { return .disputed(year: year) }
        if issuedCards > 0, other.issuedCards > 0 { return .twoCards }
        let (cards, otherCards) = (issuedCards + cardsBeingMade, other.issuedCards + other.cardsBeingMade)
        if cards > 0, otherCards > 0 { return .cardBeingMade }
        return openRequests.isDisjoint(with: other.openRequests) ? nil : .requestsOpen
    }
}

/// A contradiction between two records that somebody must settle before they can be one person's.
public enum MergeObstacle: Hashable, Sendable {
    /// Two active policies in one year (invariant I3); one of them can still be taken back.
    case insuredTwice(year: Int)
    /// Two policies of a year that is over: both were paid and neither can be taken back any more.
    case wereInsuredTwice(year: Int)
    /// Two units have handed him in for the same year.
    case listedTwice(year: Int)
    /// The centre has not decided yet who gets one of them.
    case disputed(year: Int)
    case twoCards
    case cardBeingMade
    /// One of them is a member of one more union.
    case thirdMembership
    /// Both have asked for the same and wait for the answer.
    case requestsOpen
}
