/// A 告知书: the record of which the PDF is a deterministic rendering (domain 5.4 and 6).
public struct Notice: Hashable, Sendable {
    public let id: ID<Notice>
    /// The number of the enrolment or submission it speaks of.
    public let number: String
    public let version: Int
    /// What the QR code asks the verification page for; random, so that nobody guesses another's.
    public let token: String
    public let facts: NoticeFacts
    public let issuedAt: Instant
    public let issuedOn: CalendarDay
    /// The newest version of the same number when it is not this one (已被第 N 版替代).
    public let supersededBy: Int?

    public init(
        id: ID<Notice>, number: String, version: Int, token: String, facts: NoticeFacts, issuedAt: Instant,
        issuedOn: CalendarDay, supersededBy: Int?
    ) {
        self.id = id
        self.number = number
        self.version = version
        self.token = token
        self.facts = facts
        self.issuedAt = issuedAt
        self.issuedOn = issuedOn
        self.supersededBy = supersededBy
    }

    /// Number and version as they are printed.
    public var reference: String { "\(number)-V\(version)" }

    /// The path behind the QR code.
    public var verificationPath: String { "/verify/\(token)" }
}

/// What a notice says, stored with it as it was on the day of issue.
public enum NoticeFacts: Hashable, Sendable, Codable {
    case base(BaseNotice)
    case district(DistrictNotice)
}

/// The notice of one unit's submission (manual 2024, 3.3, 下载告知书).
public struct BaseNotice: Hashable, Sendable, Codable {
    public let unionName: String
    /// The enterprise whose members are enrolled, when it is not the union itself that is meant.
    public let enterpriseName: String?
    public let cityName: String
    public let signatory: String
    public let year: Int
    public let plan: String
    public let heads: Int
    public let rates: Rates
    public let amounts: Amounts
    public let paymentDue: CalendarDay
    /// nil as long as there is time; otherwise `paymentDue` is the district's day.
    public let urgency: BasePayment.Urgency?
    public let coverage: DayWindow
    /// Scheme and host before the verification path; empty when the instance has no public address.
    public let publicAddress: String
    /// When an instant list begins; nil for 集中参保.
    public let instant: InstantStart?

    public init(
        unionName: String, enterpriseName: String?, cityName: String, signatory: String, year: Int, plan: String,
        heads: Int, rates: Rates, amounts: Amounts, paymentDue: CalendarDay, coverage: DayWindow,
        publicAddress: String, instant: InstantStart? = nil, urgency: BasePayment.Urgency? = nil
    ) {
        self.urgency = urgency
        self.instant = instant
        self.unionName = unionName
        self.enterpriseName = enterpriseName
        self.cityName = cityName
        self.signatory = signatory
        self.year = year
        self.plan = plan
        self.heads = heads
        self.rates = rates
        self.amounts = amounts
        self.paymentDue = paymentDue
        self.coverage = coverage
        self.publicAddress = publicAddress
    }
}
