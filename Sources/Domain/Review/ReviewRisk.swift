/// What a reviewer should look at twice; the order of the cases is the order in which they are shown.
public enum ReviewMark: String, Hashable, Sendable, CaseIterable, Codable {
    case planChanged = "plan-changed"
    /// At least ±20 % heads against last year.
    case headsChanged = "heads-changed"
    /// Many of last year's people are gone, whatever the heads are.
    case peopleReplaced = "people-replaced"
    /// Less than half of the members enrol.
    case fewEnrolled = "few-enrolled"
    /// Many members have no card.
    case withoutCard = "without-card"
    /// Many members wait for a confirmation that would put them on the list.
    case leftPending = "left-pending"
    /// Many members were taken off by hand.
    case excludedByHand = "excluded-by-hand"
    /// Other units have members on their lists.
    case coveredElsewhere = "covered-elsewhere"
    /// Many on the list are only vouched for by their clerk, not by the register.
    case confirmedByHand = "confirmed-by-hand"
    /// Past their statutory day, and the clerk has answered that they work on.
    case pastRetirement = "past-retirement"
    case underAge = "under-age"
    /// Many were insured by other units last year.
    case fromOtherUnits = "from-other-units"
    /// Handed in again after an approval of the same year.
    case resubmittedAfterApproval = "resubmitted-after-approval"
    case returnedBefore = "returned-before"
    case manyVersions = "many-versions"
    /// The unit's members are no longer those of the list.
    case outdated
}

/// A mark of one list with the figures that it came from.
public struct ReviewRisk: Hashable, Sendable {
    public let mark: ReviewMark
    /// What was counted: people, versions or times, as the mark says.
    public let figure: Int
    /// What the figure is seen against, such as last year's heads; 0 where it speaks for itself.
    public let base: Int
    /// Last year's plan, where the mark is about it.
    public let plan: String?

    public init(_ mark: ReviewMark, _ figure: Int = 0, of base: Int = 0, plan: String? = nil) {
        self.mark = mark
        self.figure = figure
        self.base = base
        self.plan = plan
    }

    /// The difference in whole per cent of the base; nil where there is nothing to compare with.
    public var percent: Int? { Self.percent(figure, against: base) }

    static func percent(_ figure: Int, against base: Int) -> Int? {
        guard base > 0 else { return nil }
        let (difference, overflow) = (figure - base).multipliedReportingOverflow(by: 100)
        return overflow ? Int.max / base : difference / base
    }
}

/// Which lists a filter by marks shows.
public enum ReviewMarkFilter: Hashable, Sendable {
    case none
    case any
    case one(ReviewMark)

    public init?(_ text: String) {
        switch text {
        case "none": self = .none
        case "any": self = .any
        case let name:
            guard let mark = ReviewMark(rawValue: name) else { return nil }
            self = .one(mark)
        }
    }

    public var text: String {
        switch self {
        case .none: "none"
        case .any: "any"
        case .one(let mark): mark.rawValue
        }
    }
}
