/// Two submitted lists of one enrolment side by side: people, rates, money.
public struct VersionComparison: Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    public let record: EnrolmentRecord
    /// All versions, the newest first.
    public let versions: [EnrolmentVersion]
    public let earlier: EnrolmentVersion
    public let later: EnrolmentVersion
    public let difference: RosterDifference
    /// The first of those who came or went.
    public let changes: [ListedChange]

    public init(
        unit: EnrollingUnit, year: PlanYear, record: EnrolmentRecord, versions: [EnrolmentVersion],
        earlier: EnrolmentVersion, later: EnrolmentVersion, difference: RosterDifference, changes: [ListedChange]
    ) {
        self.unit = unit
        self.year = year
        self.record = record
        self.versions = versions
        self.earlier = earlier
        self.later = later
        self.difference = difference
        self.changes = changes
    }

    /// What the later list costs more, by payer; negative where it costs less.
    public var moreAmounts: Amounts {
        let (before, after) = (earlier.amounts ?? .zero, later.amounts ?? .zero)
        return Amounts(
            premium: after.premium - before.premium, city: after.city - before.city,
            district: after.district - before.district, base: after.base - before.base)
    }
}
