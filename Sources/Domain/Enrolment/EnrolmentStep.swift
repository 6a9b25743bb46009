/// The six steps of 集中参保办理, in the order in which they are shown (ux, pattern 4).
public enum EnrolmentStep: Int, Hashable, Sendable, CaseIterable {
    /// 梳理会员
    case roster = 1
    /// 办卡
    case cards
    /// 确认待确认名单
    case confirmation
    /// 核对退休人员
    case retirement
    /// 选择保障类型
    case plan
    /// 核对并提交
    case submission
}

/// How far a step is.
public enum StepState: Hashable, Sendable {
    case notStarted, inProgress, done
    /// 暂不能开始, with the reason.
    case blocked(Refusal)
}

/// What the steps of one unit's enrolment are judged by.
public struct EnrolmentProgress: Hashable, Sendable {
    public var status: UnitEnrolment.Status
    public var equation: Equation
    public var roster: Review
    /// People without a card who stand in a card batch that is under way.
    public var cardsUnderWay: Int
    /// Unverified people whose status question is open, those without a card included.
    public var openConfirmations: Int
    public var confirmed: Int
    /// Suspected retirements that have been answered.
    public var answeredSuspects: Int
    public var plan: String?
    /// Whether the submitted list is still what would be submitted now.
    public var submission: Freshness
    /// Why handing in would be refused now.
    public var refusal: Refusal?

    public enum Review: Hashable, Sendable { case open, reviewed(Instant) }
    public enum Freshness: Hashable, Sendable { case none, current, outdated }

    public init(
        status: UnitEnrolment.Status, equation: Equation, roster: Review = .open, cardsUnderWay: Int = 0,
        openConfirmations: Int = 0, confirmed: Int = 0, answeredSuspects: Int = 0, plan: String? = nil,
        submission: Freshness = .none, refusal: Refusal? = nil
    ) {
        self.status = status
        self.equation = equation
        self.roster = roster
        self.cardsUnderWay = cardsUnderWay
        self.openConfirmations = openConfirmations
        self.confirmed = confirmed
        self.answeredSuspects = answeredSuspects
        self.plan = plan
        self.submission = submission
        self.refusal = refusal
    }

    public func state(of step: EnrolmentStep) -> StepState {
        switch step {
        case .roster:
            if case .reviewed = roster { return .done }
            return equation.members > 0 ? .inProgress : .notStarted
        case .cards:
            if equation[.noCard] == 0 { return equation.members > 0 ? .done : .notStarted }
            return cardsUnderWay > 0 ? .inProgress : .notStarted
        case .confirmation:
            if openConfirmations == 0 { return .done }
            return confirmed > 0 ? .inProgress : .notStarted
        case .retirement:
            if equation[.suspectedRetired] == 0 { return .done }
            return answeredSuspects > 0 ? .inProgress : .notStarted
        case .plan:
            return plan == nil ? .notStarted : .done
        case .submission:
            if submission == .current { return .done }
            if let refusal { return .blocked(refusal) }
            return submission == .outdated ? .inProgress : .notStarted
        }
    }

    public var stepsDone: Int { EnrolmentStep.allCases.filter { state(of: $0) == .done }.count }
}
