/// Where a member of the basis stands in this year's enrolment: exactly one, the first that fits (domain 5.2).
///
/// The order of the cases is the order of precedence.
public enum Bucket: String, Hashable, Sendable, CaseIterable, Codable {
    case deceased
    case retired
    case noCard = "no-card"
    case coveredElsewhere = "covered-elsewhere"
    case manuallyExcluded = "manually-excluded"
    case pendingConfirmation = "pending-confirmation"
    case suspectedRetired = "suspected-retired"
    case enrolling
}

/// The facts about one member that decide his bucket.
public struct BucketFacts: Hashable, Sendable {
    public var socialInsurance: SocialInsuranceStatus
    public var retirementAnswer: RetirementAnswer?
    public var card: Possession
    public var claim: Claim
    public var exclusion: ExclusionReason?
    public var confirmation: Confirmation
    /// The statutory day as far as known; nil for documents that tell neither sex nor birth.
    public var statutoryDay: CalendarDay?
    /// The day of the second question, for women whose category nobody knows (domain 8.3).
    public var secondStatutoryDay: CalendarDay?
    /// The day that the clerk was asked about; nil where none was known then.
    public var answeredDay: CalendarDay?

    public enum Possession: Hashable, Sendable { case issued, none }
    public enum Claim: Hashable, Sendable { case free, otherUnit }
    public enum Confirmation: Hashable, Sendable { case confirmed, open }

    public init(
        socialInsurance: SocialInsuranceStatus, retirementAnswer: RetirementAnswer? = nil, card: Possession,
        claim: Claim = .free, exclusion: ExclusionReason? = nil, confirmation: Confirmation = .open,
        statutoryDay: CalendarDay? = nil, secondStatutoryDay: CalendarDay? = nil, answeredDay: CalendarDay? = nil
    ) {
        self.socialInsurance = socialInsurance
        self.retirementAnswer = retirementAnswer
        self.card = card
        self.claim = claim
        self.exclusion = exclusion
        self.confirmation = confirmation
        self.statutoryDay = statutoryDay
        self.secondStatutoryDay = secondStatutoryDay
        self.answeredDay = answeredDay
    }

    /// The day that matters in a year: the second one once it lies before the year, else the first.
    public func questionDay(in year: PlanYear) -> CalendarDay? {
        secondStatutoryDay.flatMap { $0 < year.retiredBefore ? $0 : nil } ?? statutoryDay
    }

    /// What the clerk has answered about the day that matters: 已退休 for good, the rest until the next question.
    public func answer(in year: PlanYear) -> RetirementAnswer? {
        guard retirementAnswer != .retired, let asked = answeredDay, let day = questionDay(in: year) else {
            return retirementAnswer
        }
        return asked < day ? nil : retirementAnswer
    }
}

/// What the clerk answered about a suspected retirement.
public enum RetirementAnswer: String, Hashable, Sendable, CaseIterable, Codable {
    /// 在职
    case working
    /// 已退休
    case retired
    /// 延迟退休
    case delayed
}

/// Why a clerk takes somebody off this year's list.
public enum ExclusionReason: String, Hashable, Sendable, CaseIterable, Codable {
    /// 离职
    case left
    /// 重复
    case duplicate
    /// 本人不参加
    case declined
    /// 其他
    case other
}

extension Bucket {
    /// The rule of domain 5.2 for one member; the store's set-based statement answers the same and is tested against
    /// this.
    public static func of(_ facts: BucketFacts, in year: PlanYear) -> Bucket {
        if facts.socialInsurance == .deceased { return .deceased }
        if facts.socialInsurance == .retired || facts.retirementAnswer == .retired { return .retired }
        if facts.card == .none { return .noCard }
        if facts.claim == .otherUnit { return .coveredElsewhere }
        if facts.exclusion != nil { return .manuallyExcluded }
        if facts.socialInsurance == .unverified && facts.confirmation == .open { return .pendingConfirmation }
        if isSuspected(facts, in: year) { return .suspectedRetired }
        return .enrolling
    }

    /// Statutory day before the year begins, nobody asked yet, and the register cannot have known it, or does not
    /// vouch for the person.
    private static func isSuspected(_ facts: BucketFacts, in year: PlanYear) -> Bool {
        guard facts.answer(in: year) == nil, let day = facts.questionDay(in: year), day < year.retiredBefore else {
            return false
        }
        return day > year.registerAsOf || facts.socialInsurance != .insured
    }
}

/// 会员总人数 = sum of all buckets: shown and checked everywhere.
public struct Equation: Hashable, Sendable, Codable {
    public private(set) var counts: [Bucket: Int]
    /// 另有 n 人不在业务工作台: beside the equation, not in it.
    public var outsideWorkbench: Int

    public init(counts: [Bucket: Int] = [:], outsideWorkbench: Int = 0) {
        self.counts = counts
        self.outsideWorkbench = outsideWorkbench
    }

    public subscript(_ bucket: Bucket) -> Int { counts[bucket, default: 0] }

    public var members: Int { counts.values.reduce(0, +) }
}
