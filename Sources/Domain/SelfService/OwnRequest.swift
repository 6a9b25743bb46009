/// Something that a member asks his union for, from his own pages: a correction of what is kept of him, or a card of his
/// own where no employer's union orders it (domain, section 4).
public struct OwnRequest: Hashable, Sendable {
    public let id: ID<OwnRequest>
    public let member: ID<Member>
    public let kind: Kind
    public private(set) var status: Status
    public let askedOn: CalendarDay
    public let version: Int

    public init(
        id: ID<OwnRequest>, member: ID<Member>, kind: Kind, status: Status, askedOn: CalendarDay, version: Int
    ) {
        self.id = id
        self.member = member
        self.kind = kind
        self.status = status
        self.askedOn = askedOn
        self.version = version
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case correction
        case card
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case open, granted, declined, withdrawn

        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.open, .grant): .granted
            case (.open, .decline): .declined
            case (.open, .withdraw): .withdrawn
            case (.granted, .grant), (.granted, .decline), (.granted, .withdraw), (.declined, .grant),
                (.declined, .decline), (.declined, .withdraw), (.withdrawn, .grant), (.withdrawn, .decline),
                (.withdrawn, .withdraw):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case grant, decline
        /// By the member himself.
        case withdraw
    }

    public mutating func perform(_ command: Command) throws(Refusal) {
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }

    /// Longest text of a request and of its answer, in characters.
    public static let textLimit = 300

    /// The day on which a document ended with which no card can be ordered; nil when it holds good, or is not known to
    /// have ended (domain, section 4).
    public static func ended(_ expiry: IdentityDocument.Expiry?, before today: CalendarDay) -> CalendarDay? {
        switch expiry {
        case .date(let day): day < today ? day : nil
        case .longTerm, nil: nil
        }
    }

    /// Who may ask for a card himself: whoever has none and is not among those for whom a union orders it.
    public static func mayAskForCard(_ card: OwnCard) -> Bool {
        switch card {
        case .issued, .beingReplaced, .ordered, .requested, .granted, .orderedByUnion, .reorderedByUnion: false
        case .appliedForByHimself, .former: true
        }
    }
}

/// What becomes of the address that a member wrote into his request for a card, when it is granted.
public enum RequestedAddress: String, Hashable, Sendable, CaseIterable, Codable {
    /// It is written to his membership, so that his card is posted there.
    case taken
    /// The membership keeps the address that it has.
    case left
}

/// Which requests a union looks at.
public enum OwnRequestPart: String, Hashable, Sendable, CaseIterable {
    case open, answered
}
