/// Which lists a pane shows.
public struct ReviewFilter: Hashable, Sendable {
    /// Part of the unit's name or of its organisation code.
    public var unit: String?
    public var from: CalendarDay?
    public var through: CalendarDay?
    public var plan: String?
    public var mark: ReviewMarkFilter?
    public var kind: UnitEnrolment.Kind

    public init(
        unit: String? = nil, from: CalendarDay? = nil, through: CalendarDay? = nil, plan: String? = nil,
        mark: ReviewMarkFilter? = nil, kind: UnitEnrolment.Kind = .centralised
    ) {
        self.kind = kind
        self.unit = unit
        self.from = from
        self.through = through
        self.plan = plan
        self.mark = mark
    }
}

/// One list of a pane: the unit, its newest version, and what there is to compare it with.
public struct ReviewEntry: Hashable, Sendable {
    public let enrolment: ID<UnitEnrolment>
    public let number: String
    public let status: UnitEnrolment.Status
    public let unit: String
    public let union: ID<Union>
    public let unionName: String
    public let organisationCode: String?
    public let path: UnionPath
    public let version: Int
    public let plan: String
    public let heads: Int
    public let amounts: Amounts
    public let submittedAt: Instant
    public let submittedBy: ID<Account>?
    public let lastYear: ReviewFacts.LastYear?
    public let route: ReviewRoute
    public let risks: [ReviewRisk]

    public init(
        enrolment: ID<UnitEnrolment>, number: String, status: UnitEnrolment.Status, unit: String, union: ID<Union>,
        unionName: String, organisationCode: String?, path: UnionPath, version: Int, plan: String, heads: Int,
        amounts: Amounts, submittedAt: Instant, submittedBy: ID<Account>?, lastYear: ReviewFacts.LastYear?,
        route: ReviewRoute, risks: [ReviewRisk]
    ) {
        self.enrolment = enrolment
        self.number = number
        self.status = status
        self.unit = unit
        self.union = union
        self.unionName = unionName
        self.organisationCode = organisationCode
        self.path = path
        self.version = version
        self.plan = plan
        self.heads = heads
        self.amounts = amounts
        self.submittedAt = submittedAt
        self.submittedBy = submittedBy
        self.lastYear = lastYear
        self.route = route
        self.risks = risks
    }

    public var reviewed: ReviewedVersion { ReviewedVersion(enrolment: enrolment, version: version) }
}

/// How many units of a scope stand where in one year.
public struct ReviewCounts: Hashable, Sendable {
    public let byStatus: [UnitEnrolment.Status: Int]
    /// Units with members of which nothing has been heard.
    public let silent: Int

    public init(byStatus: [UnitEnrolment.Status: Int] = [:], silent: Int = 0) {
        self.byStatus = byStatus
        self.silent = silent
    }

    public subscript(_ status: UnitEnrolment.Status) -> Int { byStatus[status] ?? 0 }

    public var pending: Int { self[in: .pending] }
    /// Begun or not, but not handed in.
    public var open: Int { self[in: .open] }
    public var total: Int { silent + byStatus.values.reduce(0, +) }
}

/// A unit that has not handed in, or whose list nobody has passed.
public struct OpenUnit: Hashable, Sendable {
    /// nil where nothing has been begun.
    public let enrolment: ID<UnitEnrolment>?
    public let name: String
    public let organisationCode: String?
    public let status: UnitEnrolment.Status
    /// Of the newest version; nil when none has been handed in.
    public let heads: Int?

    public init(
        enrolment: ID<UnitEnrolment>?, name: String, organisationCode: String?, status: UnitEnrolment.Status,
        heads: Int? = nil
    ) {
        self.heads = heads
        self.enrolment = enrolment
        self.name = name
        self.organisationCode = organisationCode
        self.status = status
    }
}
