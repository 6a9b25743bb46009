/// Somebody whom the look-up has found, and why he is on the list or not.
public struct RosterFinding: Hashable, Sendable {
    public let member: ID<Member>
    public let number: String
    public let name: String
    /// Opened; whoever shows it masks it.
    public let document: IdentityDocument
    public let answer: RosterAnswer
    /// What the answer rests on.
    public let facts: RosterPerson.Facts
    /// Why he has no card yet; nil unless that is what keeps him off the list.
    public let obstacle: CardObstacle?

    public init(
        member: ID<Member>, number: String, name: String, document: IdentityDocument, answer: RosterAnswer,
        facts: RosterPerson.Facts = RosterPerson.Facts(), obstacle: CardObstacle? = nil
    ) {
        self.member = member
        self.number = number
        self.name = name
        self.document = document
        self.answer = answer
        self.facts = facts
        self.obstacle = obstacle
    }

    /// What stands between a member and his card.
    public enum CardObstacle: Hashable, Sendable {
        /// The bank is making it, in the batch of this number.
        case underWay(batch: String)
        /// The document ended on this day.
        case expired(CalendarDay)
        case expiryMissing
        /// Nobody has ordered it.
        case notOrdered
    }
}

extension RosterFinding.CardObstacle {
    public init(batch: String?, expiry: IdentityDocument.Expiry?, on today: CalendarDay) {
        if let batch {
            self = .underWay(batch: batch)
            return
        }
        switch expiry {
        case .date(let last): self = last < today ? .expired(last) : .notOrdered
        case .longTerm: self = .notOrdered
        case nil: self = .expiryMissing
        }
    }
}

/// All whom a look-up has found.
public struct RosterLookUp: Hashable, Sendable {
    public let findings: [RosterFinding]
    /// The answer when nobody was found.
    public let absence: RosterAnswer
    /// Whether there are more than are shown.
    public let extent: Extent

    public enum Extent: Hashable, Sendable { case whole, cut }

    public init(_ findings: [RosterFinding], absence: RosterAnswer = .notMember, extent: Extent = .whole) {
        self.findings = findings
        self.absence = absence
        self.extent = extent
    }
}

/// Why somebody is a member no more, as far as his union wrote it down.
public enum Departure: String, Hashable, Sendable, CaseIterable, Codable {
    case transferred, retired, convicted, deceased, duplicate, mistaken, other
}
