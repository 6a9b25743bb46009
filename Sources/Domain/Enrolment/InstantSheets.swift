/// How many people stand where, of those whom 即时参保 offers.
public struct InstantCounts: Hashable, Sendable {
    public let byBucket: [Bucket: Int]

    public init(_ byBucket: [Bucket: Int] = [:]) {
        self.byBucket = byBucket
    }

    public subscript(_ bucket: Bucket) -> Int { byBucket[bucket, default: 0] }

    /// Whom 全部提交 takes: nobody has to be asked about them.
    public var ready: Int { self[.enrolling] + self[.pendingConfirmation] }
    public var all: Int { byBucket.values.reduce(0, +) }
}

/// 有卡无保人员 or 新办卡人员即时参保办理: whom the unit can enrol now, or a list of its that came back.
public struct InstantPage: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let entry: InstantEntry
    /// The list that is being mended; nil for a new one.
    public let list: EnrolmentRecord?
    /// What each plan would cost a head from the expected first day on; one, where the plan is fixed.
    public let offers: [PlanOffer]
    public let fixedPlan: String?
    public let people: Listing<RosterPerson>
    public let counts: InstantCounts
    /// The members on the list as it was handed in last.
    public let chosen: Set<ID<Member>>
    /// When the unit's list of 集中参保 was locked, or the districts' window ended.
    public let lockedOn: CalendarDay
    /// The first day of coverage if the district confirmed today; nil when no day is left.
    public let start: CalendarDay?
    /// Why nothing can be handed in now.
    public let refusal: Refusal?
    public let today: CalendarDay

    public var term: CoverageTerm? { start.map(year.term(from:)) }

    public init(
        unit: EnrollingUnit, year: PlanYear, entry: InstantEntry, list: EnrolmentRecord?, offers: [PlanOffer],
        fixedPlan: String?, people: Listing<RosterPerson>, counts: InstantCounts, chosen: Set<ID<Member>>,
        lockedOn: CalendarDay, start: CalendarDay?, refusal: Refusal?, today: CalendarDay
    ) {
        self.unit = unit
        self.year = year
        self.entry = entry
        self.list = list
        self.offers = offers
        self.fixedPlan = fixedPlan
        self.people = people
        self.counts = counts
        self.chosen = chosen
        self.lockedOn = lockedOn
        self.start = start
        self.refusal = refusal
        self.today = today
    }
}

/// Whether anybody of a lapsed list still stands on no other of the year.
public enum LapsedRest: Hashable, Sendable {
    /// Somebody can be turned to 即时参保.
    case some
    case nobody
}

/// One instant list of the unit.
public struct InstantSheet: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let record: EnrolmentRecord
    public let version: EnrolmentVersion
    public let notice: ID<Notice>?
    public let people: Listing<RosterPerson>
    /// The district's batch, with what it still waits for.
    public let batch: SubmissionRecord?
    public let withdrawal: Refusal?
    /// Why it cannot be handed in again.
    public let resubmission: Refusal?
    public let rest: LapsedRest
    public let today: CalendarDay

    public init(
        unit: EnrollingUnit, year: PlanYear, record: EnrolmentRecord, version: EnrolmentVersion,
        notice: ID<Notice>?, people: Listing<RosterPerson>, batch: SubmissionRecord?, withdrawal: Refusal?,
        resubmission: Refusal?, rest: LapsedRest = .some, today: CalendarDay
    ) {
        self.rest = rest
        self.unit = unit
        self.year = year
        self.record = record
        self.version = version
        self.notice = notice
        self.people = people
        self.batch = batch
        self.withdrawal = withdrawal
        self.resubmission = resubmission
        self.today = today
    }
}

/// A list that has lapsed, and how many of its people can go on to 即时参保.
public struct LapsedSheet: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let record: EnrolmentRecord
    public let version: EnrolmentVersion
    /// Who can be covered now; the others are covered already, have no card or have left.
    public let ready: Int
    public let rates: Rates?
    public let start: CalendarDay?
    public let refusal: Refusal?
    public let today: CalendarDay

    public init(
        unit: EnrollingUnit, year: PlanYear, record: EnrolmentRecord, version: EnrolmentVersion, ready: Int,
        rates: Rates?, start: CalendarDay?, refusal: Refusal?, today: CalendarDay
    ) {
        self.unit = unit
        self.year = year
        self.record = record
        self.version = version
        self.ready = ready
        self.rates = rates
        self.start = start
        self.refusal = refusal
        self.today = today
    }
}
