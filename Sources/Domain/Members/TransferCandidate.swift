/// A member whose transfer is wanted, with what could stand in the way.
public struct TransferCandidate: Hashable, Sendable {
    public let member: ID<Member>
    public let person: ID<Person>
    public let union: ID<Union>
    public let path: UnionPath
    public let leftOn: CalendarDay?
    /// Every union that the person is an open member of.
    public var unions: Set<ID<Union>>
    /// What is asked about the person and not decided: the receiving unions and who has asked.
    public var asked: [ID<Union>: MembershipTransfer.Initiator]

    public init(
        member: ID<Member>, person: ID<Person>, union: ID<Union>, path: UnionPath, leftOn: CalendarDay?,
        unions: Set<ID<Union>> = [], asked: [ID<Union>: MembershipTransfer.Initiator] = [:]
    ) {
        self.member = member
        self.person = person
        self.union = union
        self.path = path
        self.leftOn = leftOn
        self.unions = unions
        self.asked = asked
    }

    /// Why he cannot be offered to the union; nil when he can.
    ///
    /// Several unions may ask for a person, but he is offered to one at a time.
    public func problem(to target: ID<Union>) -> TransferProblem? {
        if leftOn != nil { return .left }
        if unions.contains(target) { return .alreadyThere }
        if asked[target] != nil { return .alreadyAsked }
        return asked.values.contains(.releasing) ? .alreadyLeaving : nil
    }
}

/// What hangs on the memberships of several people, in numbers of people.
public struct TransferConsequences: Hashable, Sendable {
    /// On a list that is handed in and not locked.
    public var listed = 0
    /// On a locked list of this year or a later one.
    public var locked = 0
    /// In a card batch that the bank has got and not answered.
    public var ordered = 0
    /// In a card batch that the bank has not got; ending the membership takes them out of it.
    public var batched = 0
    /// With a card.
    public var carded = 0
    /// Whom the city's register has as retired or as dead: they are deleted, not transferred.
    public var retired = 0
    public var deceased = 0

    public init() {}

    /// Only what comes with the people wherever they go: nothing of their union's own lists and batches, nor what the
    /// register says of them.
    public var withoutLists: TransferConsequences {
        var own = TransferConsequences()
        (own.locked, own.carded) = (locked, carded)
        return own
    }

    public static func + (left: TransferConsequences, right: TransferConsequences) -> TransferConsequences {
        var sum = left
        sum.listed += right.listed
        sum.locked += right.locked
        sum.ordered += right.ordered
        sum.batched += right.batched
        sum.carded += right.carded
        sum.retired += right.retired
        sum.deceased += right.deceased
        return sum
    }
}
