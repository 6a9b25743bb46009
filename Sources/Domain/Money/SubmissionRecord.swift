/// A district's batch as it is kept.
public struct SubmissionRecord: Hashable, Sendable {
    public var submission: DistrictSubmission
    public let districtName: String
    public let districtCode: String
    public let path: UnionPath
    public let units: Int
    public let heads: Int
    public let amounts: Amounts
    public let credit: Money
    /// On the business day, as everything that people read beside it.
    public let submittedAt: Instant
    public let submittedOn: CalendarDay
    public let submittedBy: String
    /// When the newest voucher was uploaded.
    public var voucherAt: Instant?
    /// When the centre answered last, and what it said.
    public var answeredAt: Instant?
    public var answer: String?
    public let updatedAt: Instant
    /// Counts every change; an UPDATE is guarded by it (409).
    public let stamp: Int

    public init(
        submission: DistrictSubmission, districtName: String, districtCode: String, path: UnionPath, units: Int,
        heads: Int, amounts: Amounts, credit: Money, submittedAt: Instant, submittedOn: CalendarDay,
        submittedBy: String, voucherAt: Instant?, answeredAt: Instant?, answer: String?, updatedAt: Instant, stamp: Int
    ) {
        self.submission = submission
        self.districtName = districtName
        self.districtCode = districtCode
        self.path = path
        self.units = units
        self.heads = heads
        self.amounts = amounts
        self.credit = credit
        self.submittedAt = submittedAt
        self.submittedOn = submittedOn
        self.submittedBy = submittedBy
        self.voucherAt = voucherAt
        self.answeredAt = answeredAt
        self.answer = answer
        self.updatedAt = updatedAt
        self.stamp = stamp
    }

    public var due: AmountDue { AmountDue(amounts: amounts, credit: credit) }

    /// Whether it was complete from the beginning, because it owed nothing.
    public var isSettledWithoutVoucher: Bool {
        due.isNothing && voucherAt == nil && submission.status == .completed
    }

    public var remarkCode: String {
        DistrictSubmission.remarkCode(
            districtCode: districtCode, year: submission.year, number: submission.number)
    }
}

/// One row of 集中参保统计表.
public struct StatisticsRow: Hashable, Sendable {
    public let unit: String
    public let organisationCode: String?
    public let plan: String
    public let heads: Int
    public let amounts: Amounts
    public let submittedAt: Instant
    public let version: Int

    public init(
        unit: String, organisationCode: String?, plan: String, heads: Int, amounts: Amounts, submittedAt: Instant,
        version: Int
    ) {
        self.unit = unit
        self.organisationCode = organisationCode
        self.plan = plan
        self.heads = heads
        self.amounts = amounts
        self.submittedAt = submittedAt
        self.version = version
    }
}
