/// All that is known of a list when it is handed in and that a mark can come from.
public struct ReviewFacts: Hashable, Sendable {
    public var version: Int
    public var plan: String
    public var equation: Equation
    /// nil for a unit that was not enrolled last year.
    public var lastYear: LastYear?
    public var history: History
    public var people: People

    public struct LastYear: Hashable, Sendable {
        public let heads: Int
        public let plan: String

        public init(heads: Int, plan: String) {
            self.heads = heads
            self.plan = plan
        }
    }

    /// What happened to the unit's lists of this year before.
    public struct History: Hashable, Sendable {
        public var approvals: Int
        public var returns: Int

        public init(approvals: Int = 0, returns: Int = 0) {
            self.approvals = approvals
            self.returns = returns
        }
    }

    /// Counts among the people on the list; `gone` counts those of last year's list who are not on it.
    public struct People: Hashable, Sendable {
        public var confirmedByHand: Int
        public var pastRetirement: Int
        public var underAge: Int
        public var fromOtherUnits: Int
        public var gone: Int

        public init(
            confirmedByHand: Int = 0, pastRetirement: Int = 0, underAge: Int = 0, fromOtherUnits: Int = 0,
            gone: Int = 0
        ) {
            self.confirmedByHand = confirmedByHand
            self.pastRetirement = pastRetirement
            self.underAge = underAge
            self.fromOtherUnits = fromOtherUnits
            self.gone = gone
        }
    }

    public init(
        version: Int = 1, plan: String, equation: Equation, lastYear: LastYear? = nil, history: History = History(),
        people: People = People()
    ) {
        self.version = version
        self.plan = plan
        self.equation = equation
        self.lastYear = lastYear
        self.history = history
        self.people = people
    }

    public var heads: Int { equation[.enrolling] }
}

/// From where on a difference is worth a second look (ours; the manuals leave it to experience).
public enum ReviewThreshold {
    /// Per cent of last year's heads.
    public static let heads = 20
    /// Per cent of last year's people who are gone.
    public static let gone = 25
    /// Per cent of the members without a card.
    public static let withoutCard = 34
    /// Per cent of the members who wait for a confirmation.
    public static let pending = 5
    /// Per cent of the members taken off by hand.
    public static let excluded = 10
    /// Per cent of the people on the list.
    public static let confirmedByHand = 20
    public static let fromOtherUnits = 10
    /// A share of fewer people than this is chance.
    public static let people = 3
    public static let versions = 4
    /// Nobody younger works in an enterprise (Labour Law, article 15).
    public static let workingAge = 16
}

extension ReviewFacts {
    /// The marks of a list, in the order in which they are shown; none for one without risk.
    ///
    /// `outdated` is not among them: it comes and goes after the list was handed in.
    public var risks: [ReviewRisk] { ReviewMark.allCases.compactMap(risk) }

    private func risk(_ mark: ReviewMark) -> ReviewRisk? {
        switch mark {
        case .planChanged:
            return lastYear.flatMap { $0.plan == plan ? nil : ReviewRisk(mark, plan: $0.plan) }
        case .headsChanged:
            guard let last = lastYear?.heads, let percent = ReviewRisk.percent(heads, against: last) else { return nil }
            return abs(percent) >= ReviewThreshold.heads ? ReviewRisk(mark, heads, of: last) : nil
        case .peopleReplaced:
            return lastYear.flatMap { share(mark, people.gone, of: $0.heads, ReviewThreshold.gone) }
        case .fewEnrolled:
            return heads < equation.members - heads ? ReviewRisk(mark, heads, of: equation.members) : nil
        case .withoutCard:
            return share(mark, equation[.noCard], of: equation.members, ReviewThreshold.withoutCard)
        case .leftPending:
            return share(mark, equation[.pendingConfirmation], of: equation.members, ReviewThreshold.pending)
        case .excludedByHand:
            return share(mark, equation[.manuallyExcluded], of: equation.members, ReviewThreshold.excluded)
        case .coveredElsewhere: return some(mark, equation[.coveredElsewhere])
        case .confirmedByHand:
            return share(mark, people.confirmedByHand, of: heads, ReviewThreshold.confirmedByHand)
        case .pastRetirement: return some(mark, people.pastRetirement)
        case .underAge: return some(mark, people.underAge)
        case .fromOtherUnits:
            return share(mark, people.fromOtherUnits, of: heads, ReviewThreshold.fromOtherUnits)
        case .resubmittedAfterApproval: return some(mark, history.approvals)
        case .returnedBefore: return some(mark, history.returns)
        case .manyVersions: return version >= ReviewThreshold.versions ? ReviewRisk(mark, version) : nil
        case .outdated: return nil
        }
    }

    private func some(_ mark: ReviewMark, _ count: Int) -> ReviewRisk? { count > 0 ? ReviewRisk(mark, count) : nil }

    /// A share of at least this many per cent, and of more than a few people.
    private func share(_ mark: ReviewMark, _ count: Int, of whole: Int, _ percent: Int) -> ReviewRisk? {
        guard count >= ReviewThreshold.people, whole > 0 else { return nil }
        let (part, overflow) = count.multipliedReportingOverflow(by: 100)
        return overflow || part / whole >= percent ? ReviewRisk(mark, count, of: whole) : nil
    }
}
