/// A plan with what one unit pays for it.
public struct PlanOffer: Hashable, Sendable {
    public let plan: Plan
    public let rates: Rates

    public init(
        plan: Plan, rates: Rates
    ) {
        self.plan = plan
        self.rates = rates
    }
}

/// The task list of 集中参保办理 and what every page of the journey shows of it.
public struct EnrolmentOverview: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    /// nil as long as nothing has been prepared.
    public let record: EnrolmentRecord?
    public let progress: EnrolmentProgress
    public let offer: PlanOffer?
    public let offers: [PlanOffer]
    /// The submitted list that stands now; nil before the first and after a withdrawal or return.
    public let current: EnrolmentVersion?
    public let difference: RosterDifference
    /// The unit's district, which gathers the lists.
    public let districtName: String
    /// The level-2 union between, when there is one.
    public let reviewerName: String?
    public let deadline: CalendarDay?
    public let workingDaysLeft: Int
    /// Until when a card batch should be handed in to be in time: ten working days before the deadline.
    public let lastCardDay: CalendarDay?
    public let withdrawal: Refusal?
    public let declining: Refusal?
    public let preparing: Refusal?
    public let today: CalendarDay
    public let readAt: Instant
    /// The unit's list of the year before, if it came to a lock.
    public let lastYear: EnrolmentVersion?
    public let leftOutNotice: LeftOutNotice
    /// People whom another unit wants too, about whom nothing is decided.
    public let conflicts: Int

    /// Whether the unit has said that it knows that its list was left out.
    public enum LeftOutNotice: Hashable, Sendable { case none, unread }

    public var equation: Equation { progress.equation }
    public var status: UnitEnrolment.Status { progress.status }
    public var heads: Int { equation[.enrolling] }

    /// 集中参保已提交人数: beside the equation, 0 before the first submission.
    public var submittedHeads: Int { current?.heads ?? 0 }

    public var amounts: Amounts? { offer.flatMap { Amounts(heads: heads, rates: $0.rates) } }

    /// What the check page hands back on submission; 0 while there is no record.
    public var stamp: Int { record?.stamp ?? 0 }

    /// Of a list that has lapsed.
    public let rest: LapsedRest

    /// What is known of the plan of the submitted list when it is not the one chosen now.
    public var replacedPlan: String? { current.flatMap { $0.plan == record?.plan ? nil : $0.plan } }

    public var isOutdated: Bool { progress.submission == .outdated }

    public init(
        unit: EnrollingUnit, year: PlanYear, record: EnrolmentRecord?, progress: EnrolmentProgress,
        offer: PlanOffer?, offers: [PlanOffer], current: EnrolmentVersion?, difference: RosterDifference,
        districtName: String, reviewerName: String?, deadline: CalendarDay?, workingDaysLeft: Int,
        lastCardDay: CalendarDay?, withdrawal: Refusal?, declining: Refusal?, preparing: Refusal?,
        today: CalendarDay, readAt: Instant, lastYear: EnrolmentVersion? = nil,
        leftOutNotice: LeftOutNotice = .none, conflicts: Int = 0, rest: LapsedRest = .some
    ) {
        self.rest = rest
        self.conflicts = conflicts
        self.leftOutNotice = leftOutNotice
        self.lastYear = lastYear
        self.unit = unit
        self.year = year
        self.record = record
        self.progress = progress
        self.offer = offer
        self.offers = offers
        self.current = current
        self.difference = difference
        self.districtName = districtName
        self.reviewerName = reviewerName
        self.deadline = deadline
        self.workingDaysLeft = workingDaysLeft
        self.lastCardDay = lastCardDay
        self.withdrawal = withdrawal
        self.declining = declining
        self.preparing = preparing
        self.today = today
        self.readAt = readAt
    }
}

/// A difference between two lists in people.
public struct ListedChange: Hashable, Sendable {
    public let change: RosterChange
    public let person: RosterPerson

    public init(
        change: RosterChange, person: RosterPerson
    ) {
        self.change = change
        self.person = person
    }
}

/// 提交前请核对.
public struct EnrolmentCheck: Sendable {
    public let overview: EnrolmentOverview
    public let roster: Listing<RosterPerson>
    /// Against the newest version, whatever became of it.
    public let previous: EnrolmentVersion?
    public let changes: [ListedChange]
    public let changed: RosterDifference

    public init(
        overview: EnrolmentOverview, roster: Listing<RosterPerson>, previous: EnrolmentVersion?,
        changes: [ListedChange], changed: RosterDifference
    ) {
        self.overview = overview
        self.roster = roster
        self.previous = previous
        self.changes = changes
        self.changed = changed
    }
}

/// What the check page sends with its button.
public struct SubmissionRequest: Hashable, Sendable {
    public let expectedHeads: Int
    /// The record's stamp when the page was shown: of two clerks at once, one is told that he was late.
    public let stamp: Int

    public init(expectedHeads: Int, stamp: Int) {
        self.expectedHeads = expectedHeads
        self.stamp = stamp
    }
}

/// The recorded answer of a submission.
public struct SubmissionReceipt: Hashable, Sendable, Codable {
    public let version: ID<EnrolmentVersion>
    public let number: String
    public let versionNumber: Int
    public let heads: Int
    public let notice: ID<Notice>

    public init(
        version: ID<EnrolmentVersion>, number: String, versionNumber: Int, heads: Int, notice: ID<Notice>
    ) {
        self.version = version
        self.number = number
        self.versionNumber = versionNumber
        self.heads = heads
        self.notice = notice
    }
}

/// The confirmation page of one submission, for as long as it is kept.
public struct SubmissionResult: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let record: EnrolmentRecord
    public let version: EnrolmentVersion
    public let submittedBy: String
    public let notice: Notice?
    public let earlierNotices: [Notice]
    public let districtName: String
    public let reviewerName: String?
    /// Who is not covered by it yet and could still be.
    public let open: Equation
    public let lastCardDay: CalendarDay?
    public let withdrawal: Refusal?
    public let today: CalendarDay
    /// Of a list that has lapsed.
    public let rest: LapsedRest

    public var isCurrent: Bool {
        record.enrolment.version == version.number && record.enrolment.status.claims
    }

    public init(
        unit: EnrollingUnit, year: PlanYear, record: EnrolmentRecord, version: EnrolmentVersion,
        submittedBy: String, notice: Notice?, earlierNotices: [Notice], districtName: String,
        reviewerName: String?, open: Equation, lastCardDay: CalendarDay?, withdrawal: Refusal?,
        today: CalendarDay, rest: LapsedRest = .some
    ) {
        self.unit = unit
        self.year = year
        self.record = record
        self.version = version
        self.submittedBy = submittedBy
        self.notice = notice
        self.earlierNotices = earlierNotices
        self.districtName = districtName
        self.reviewerName = reviewerName
        self.open = open
        self.lastCardDay = lastCardDay
        self.withdrawal = withdrawal
        self.today = today
        self.rest = rest
    }
}

/// One row of 参保信息管理.
public struct EnrolmentEntry: Sendable {
    public let record: EnrolmentRecord
    public let version: EnrolmentVersion?
    public let notice: ID<Notice>?
    public let corrections: CorrectionCounts
    /// Of a list that has lapsed.
    public let rest: LapsedRest

    public init(
        record: EnrolmentRecord, version: EnrolmentVersion?, notice: ID<Notice>?,
        corrections: CorrectionCounts = CorrectionCounts(), rest: LapsedRest = .some
    ) {
        self.rest = rest
        self.record = record
        self.version = version
        self.notice = notice
        self.corrections = corrections
    }
}

/// The people of one submitted list, or part of them.
public struct SubmittedPeople: Sendable {
    public let version: EnrolmentVersion
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let people: Listing<RosterPerson>

    public init(version: EnrolmentVersion, unit: EnrollingUnit, year: PlanYear, people: Listing<RosterPerson>) {
        self.version = version
        self.unit = unit
        self.year = year
        self.people = people
    }
}
