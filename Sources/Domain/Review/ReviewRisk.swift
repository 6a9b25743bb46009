/// Why a reviewer should look twice at a list before he passes it.
public enum ReviewRisk: Hashable, Sendable {
    /// Heads differ from last year's by this many whole per cent, at least ±20.
    case headsChanged(percent: Int)
    case planChanged(from: String)
    /// Handed in again after an approval of the same year.
    case resubmittedAfterApproval
    /// The unit's members are no longer those of the list.
    case outdated

    /// Differences below this many per cent of last year's heads are ordinary.
    public static let threshold = 20

    /// What is known of a list besides itself.
    public struct Facts: Hashable, Sendable {
        public var heads: Int
        public var plan: String
        /// nil for a unit that was not enrolled last year.
        public var lastYear: LastYear?
        public var history: History
        public var freshness: Freshness

        public struct LastYear: Hashable, Sendable {
            public let heads: Int
            public let plan: String

            public init(heads: Int, plan: String) {
                self.heads = heads
                self.plan = plan
            }
        }

        public enum History: Hashable, Sendable { case neverApproved, approvedBefore }
        public enum Freshness: Hashable, Sendable { case current, outdated }

        public init(
            heads: Int, plan: String, lastYear: LastYear? = nil, history: History = .neverApproved,
            freshness: Freshness = .current
        ) {
            self.heads = heads
            self.plan = plan
            self.lastYear = lastYear
            self.history = history
            self.freshness = freshness
        }
    }

    /// The marks of a list, in the order in which they are shown; none for one without risk.
    public static func marks(_ facts: Facts) -> [ReviewRisk] {
        var marks: [ReviewRisk] = []
        if let last = facts.lastYear {
            if last.plan != facts.plan { marks.append(.planChanged(from: last.plan)) }
            if last.heads > 0 {
                let (difference, overflow) = (facts.heads - last.heads).multipliedReportingOverflow(by: 100)
                let percent = overflow ? threshold : difference / last.heads
                if abs(percent) >= threshold { marks.append(.headsChanged(percent: percent)) }
            }
        }
        if facts.history == .approvedBefore { marks.append(.resubmittedAfterApproval) }
        if facts.freshness == .outdated { marks.append(.outdated) }
        return marks
    }
}
