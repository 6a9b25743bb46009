/// A term of the equation over the review: every unit stands in exactly one.
public enum ReviewGroup: String, Hashable, Sendable, CaseIterable {
    /// Waits for the reviewer.
    case pending
    /// Waits for the district to hand it in.
    case approved
    case returned
    /// Begun or not, but not handed in; units of which nothing has been heard are among them.
    case open
    case declined
    /// With the centre, whatever came of it.
    case handedOver = "handed-over"
    case leftOut = "left-out"

    public var statuses: [UnitEnrolment.Status] {
        UnitEnrolment.Status.allCases.filter { ReviewGroup($0) == self }
    }

    public init(_ status: UnitEnrolment.Status) {
        self =
            switch status {
            case .submitted, .endorsed: .pending
            case .approved: .approved
            case .returned: .returned
            case .notStarted, .draft: .open
            case .declined: .declined
            case .locked, .inForce, .lapsed: .handedOver
            case .leftOut: .leftOut
            }
    }
}

extension ReviewCounts {
    public subscript(in group: ReviewGroup) -> Int {
        group.statuses.reduce(group == .open ? silent : 0) { $0 + self[$1] }
    }
}
