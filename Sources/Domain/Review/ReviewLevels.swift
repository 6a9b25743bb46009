/// Who passes a unit's list before the district hands it in (domain 5.5); the district decides.
public enum ReviewLevels: String, Hashable, Sendable, CaseIterable, Codable {
    /// Level 2 or the district, whoever comes first.
    case either
    /// Level 2 first, then the district; a unit without a level 2 above it only needs the district.
    case both
}

/// What stands between a unit and its district.
public enum ReviewRoute: String, Hashable, Sendable, Codable {
    case throughLevelTwo = "through-level-two"
    case straight
}

/// Whose turn it is: what one reviewer may do with lists, as his district has decided.
public struct ReviewTurn: Hashable, Sendable {
    public let levels: ReviewLevels
    public let kind: UnionKind
    public let account: ID<Account>

    public init(_ levels: ReviewLevels, kind: UnionKind, account: ID<Account>) {
        self.levels = levels
        self.kind = kind
        self.account = account
    }

    /// What passing a list does in this reviewer's hands.
    public var passing: UnitEnrolment.Command {
        levels == .both && !kind.isDistrictLevel ? .endorse : .approve
    }

    /// The states in which lists wait for this reviewer.
    public var waiting: [UnitEnrolment.Status] {
        passing == .endorse ? [.submitted] : [.submitted, .endorsed]
    }

    /// Why the levels do not let this reviewer do it; the workflow has its own reasons.
    public func refusal(
        of command: UnitEnrolment.Command, on status: UnitEnrolment.Status, _ route: ReviewRoute
    ) -> Refusal? {
        guard levels == .both else { return nil }
        if kind.isDistrictLevel {
            return command == .approve && status == .submitted && route == .throughLevelTwo
                ? .endorsementMissing : nil
        }
        // What the district has passed is not for level 2 to take back.
        return command == .takeBack ? .enrolmentState(status, command) : nil
    }
}

/// What a district has decided about its review, and since when.
public struct ReviewRule: Hashable, Sendable {
    public let levels: ReviewLevels
    /// 0 as long as nothing was decided.
    public let stamp: Int
    public let setAt: Instant?

    public init(_ levels: ReviewLevels, stamp: Int, setAt: Instant?) {
        self.levels = levels
        self.stamp = stamp
        self.setAt = setAt
    }

    /// What holds until the district decides otherwise.
    public static let standard = ReviewRule(.either, stamp: 0, setAt: nil)
}
