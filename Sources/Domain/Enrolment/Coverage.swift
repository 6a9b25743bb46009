/// Who is covered from when to when (参保信息查询, 保障信息查询).
public struct Coverage: Hashable, Sendable {
    public let id: ID<Coverage>
    public let year: Int
    public let number: String
    public let name: String
    /// Opened; whoever shows it masks it.
    public let document: IdentityDocument
    public let unitName: String
    public let plan: String
    public let period: DayWindow
    public let status: CoverageStatus
    /// The enrolment's number, and the district's when the list has been handed to the centre.
    public let enrolment: String
    public let submission: String?
    /// The membership with which he stood on the list, whether it has ended or not.
    public let member: ID<Member>?

    public init(
        id: ID<Coverage>, year: Int, number: String, name: String, document: IdentityDocument, unitName: String,
        plan: String, period: DayWindow, status: CoverageStatus, enrolment: String, submission: String?,
        member: ID<Member>? = nil
    ) {
        self.id = id
        self.year = year
        self.number = number
        self.name = name
        self.document = document
        self.unitName = unitName
        self.plan = plan
        self.period = period
        self.status = status
        self.enrolment = enrolment
        self.submission = submission
        self.member = member
    }
}

/// How certain a person's coverage is (domain 5.6).
public enum CoverageStatus: String, Hashable, Sendable, CaseIterable, Codable {
    /// Locked with the district's submission; the voucher is not accepted yet.
    case provisional
    case inForce = "in-force"
    /// The deadline for the money was missed.
    case lapsed
    /// Taken back by a correction: the person should not have been on the list.
    case voided

    /// Whether the person has a policy.
    public var isActive: Bool {
        switch self {
        case .provisional, .inForce: true
        case .lapsed, .voided: false
        }
    }
}
