/// Where a list stands in the queue: the earliest submission first.
public struct ReviewKey: Hashable, Sendable {
    public let submittedAt: Instant
    public let enrolment: ID<UnitEnrolment>

    public init(_ entry: ReviewEntry) {
        (submittedAt, enrolment) = (entry.submittedAt, entry.enrolment)
    }

    /// Reads `1700445600000-12`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = ID<UnitEnrolment>(parts[1]) else { return nil }
        (submittedAt, enrolment) = (Instant(milliseconds: at), id)
    }

    public var text: String { "\(submittedAt.milliseconds)-\(enrolment)" }
}

/// Which part of the queue is wanted; its cost does not grow with its place.
public enum ReviewPart: Hashable, Sendable {
    case first
    case after(ReviewKey)
    case before(ReviewKey)
}

/// One part of the queue.
public struct ReviewListing: Sendable {
    public let entries: [ReviewEntry]
    public let total: Int
    /// The keys beside which the parts before and after this one lie; nil where there is none.
    public let previous: ReviewKey?
    public let next: ReviewKey?

    public init(_ entries: [ReviewEntry], total: Int, previous: ReviewKey? = nil, next: ReviewKey? = nil) {
        (self.entries, self.total, self.previous, self.next) = (entries, total, previous, next)
    }
}

/// The lists beside one of the queue, so that a reviewer goes through it without coming back to the desk.
public struct ReviewPlace: Hashable, Sendable {
    /// Counted from 1.
    public let position: Int
    public let total: Int
    public let previous: ID<UnitEnrolment>?
    public let next: ID<UnitEnrolment>?

    public init(position: Int, total: Int, previous: ID<UnitEnrolment>?, next: ID<UnitEnrolment>?) {
        self.position = position
        self.total = total
        self.previous = previous
        self.next = next
    }
}
