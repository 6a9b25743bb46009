/// What a person's bucket asks of the clerk (domain 5.2, last column).
public enum Remedy: Hashable, Sendable, CaseIterable {
    /// Remove him under 会员管理.
    case removeMember
    case orderCard
    /// Another unit has him; the centre decides.
    case awaitConflict
    case putBack
    case confirm
    case answerRetirement
    /// Nothing to do; he may be taken off with a reason.
    case exclude
}

extension Bucket {
    public var remedy: Remedy {
        switch self {
        case .deceased, .retired: .removeMember
        case .noCard: .orderCard
        case .coveredElsewhere: .awaitConflict
        case .manuallyExcluded: .putBack
        case .pendingConfirmation: .confirm
        case .suspectedRetired: .answerRetirement
        case .enrolling: .exclude
        }
    }
}

/// The answer to "why is he not on the list": the four reasons of manual 2024, 3.3, and ours.
public enum RosterAnswer: Hashable, Sendable {
    /// 不是本单位工会会员
    case notMember
    /// A transfer to this union waits for the releasing side.
    case transferPending
    /// Not synchronised to the workbench (manual 2024, question 2).
    case outsideWorkbench(MemberCategory)
    /// In another unit of the same union, which is named.
    case otherUnit(String)
    /// A member once, until this day.
    case left(CalendarDay, Departure)
    /// In the basis; `enrolling` means that he is on the list.
    case placed(Bucket)
}

/// One person who is on one of two lists and not on the other.
public struct RosterChange: Hashable, Sendable {
    public enum Direction: Hashable, Sendable { case added, removed }

    public let member: ID<Member>
    /// Where he stood when the earlier list was submitted; nil when he was not in the unit.
    public let before: Bucket?
    /// Where he stands now; nil when he is in the unit no more.
    public let now: Bucket?

    public init(member: ID<Member>, before: Bucket?, now: Bucket?) {
        self.member = member
        self.before = before
        self.now = now
    }

    public var direction: Direction { now == .enrolling ? .added : .removed }
}

/// How many people a list has more and less than the one before.
public struct RosterDifference: Hashable, Sendable, Codable {
    public var added: Int
    public var removed: Int

    public init(added: Int = 0, removed: Int = 0) {
        self.added = added
        self.removed = removed
    }

    public var people: Int { added + removed }
}

/// One submitted list, never changed afterwards (domain 5.4).
public struct EnrolmentVersion: Hashable, Sendable {
    public let id: ID<EnrolmentVersion>
    public let enrolment: ID<UnitEnrolment>
    public let number: Int
    public let reason: Reason
    public let plan: String
    public let rates: Rates
    public let equation: Equation
    public let submittedAt: Instant
    public let submittedOn: CalendarDay
    public let submittedBy: ID<Account>?

    /// Why the version was made.
    public enum Reason: String, Hashable, Sendable, CaseIterable, Codable {
        case submission
        /// 费率调整
        case rateChange = "rate-change"
        /// 名单变动
        case rosterChange = "roster-change"
    }

    public init(
        id: ID<EnrolmentVersion>, enrolment: ID<UnitEnrolment>, number: Int, reason: Reason, plan: String,
        rates: Rates, equation: Equation, submittedAt: Instant, submittedOn: CalendarDay, submittedBy: ID<Account>?
    ) {
        self.id = id
        self.enrolment = enrolment
        self.number = number
        self.reason = reason
        self.plan = plan
        self.rates = rates
        self.equation = equation
        self.submittedAt = submittedAt
        self.submittedOn = submittedOn
        self.submittedBy = submittedBy
    }

    public var heads: Int { equation[.enrolling] }

    /// Heads × rates; nil only past the largest amount that money can hold.
    public var amounts: Amounts? { Amounts(heads: heads, rates: rates) }
}
