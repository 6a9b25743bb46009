/// One person of a list with what the clerk sees of him.
public struct RosterPerson: Hashable, Sendable {
    public let member: ID<Member>
    /// 会员编号.
    public let number: String
    public let name: String
    /// Opened; whoever shows it masks it.
    public let document: IdentityDocument
    public let card: BankCardNumber?
    /// nil for somebody who is in the unit no more.
    public let bucket: Bucket?
    public let workplace: String
    public let facts: Facts

    public init(
        member: ID<Member>, number: String, name: String, document: IdentityDocument, card: BankCardNumber?,
        bucket: Bucket?, workplace: String, facts: Facts
    ) {
        self.member = member
        self.number = number
        self.name = name
        self.document = document
        self.card = card
        self.bucket = bucket
        self.workplace = workplace
        self.facts = facts
    }

    /// Why the person stands in this bucket.
    public struct Facts: Hashable, Sendable {
        public var exclusion: ExclusionReason?
        public var exclusionNote: String?
        public var answer: RetirementAnswer?
        public var statutoryDay: CalendarDay?
        public var confirmedAt: Instant?
        public var excludedAt: Instant?
        /// When the last exclusion of the year was taken back.
        public var putBackAt: Instant?
        public var answeredAt: Instant?
        public var joinedOn: CalendarDay?
        public var cardIssuedOn: CalendarDay?
        public var leftOn: CalendarDay?
        /// What the registers say of the person; nil when no list names him.
        public var register: RegisterMark?

        public init() {}
    }
}

extension RosterPerson {
    /// The register that keeps the person off the list; nil when he is on it, or something else keeps him off.
    public var registerAgainst: RegisterMark? {
        guard let register = facts.register else { return nil }
        return switch (bucket, register.kind) {
        case (.deceased?, .deceased), (.retired?, .retired): register
        case (.deceased?, .insured), (.deceased?, .retired), (.retired?, .insured), (.retired?, .deceased),
            (.noCard?, _), (.coveredElsewhere?, _), (.manuallyExcluded?, _), (.pendingConfirmation?, _),
            (.suspectedRetired?, _), (.enrolling?, _), (nil, _):
            nil
        }
    }
}

/// Which people of a unit are wanted.
public enum RosterSelection: Hashable, Sendable {
    case everybody
    case bucket(Bucket)
    /// 集中参保待确认名单.
    case awaitingConfirmation
    /// Those whose status question has been answered this year.
    case confirmed
    /// Suspected retirements, answered and open.
    case retirementAge
    case members([ID<Member>])
    /// Those who may be put on an instant list; nil for either entry.
    case instant(InstantEntry?, lockedOn: CalendarDay)
}
