/// One unit's enrolment as it is kept: the workflow's state and what the clerk has prepared.
public struct EnrolmentRecord: Hashable, Sendable {
    public var enrolment: UnitEnrolment
    /// JB + year + unit number.
    public let number: String
    /// The plan chosen for the next submission; that of a submitted list stands in its version.
    public var plan: String?
    /// Since when the submitted list is known not to be the true one any more.
    public var outdatedSince: Instant?
    public var rosterReviewedAt: Instant?
    public var returnReason: String?
    public var returnNote: String?
    public var declineReason: String?
    public var submission: ID<DistrictSubmission>?
    public var updatedAt: Instant
    /// The first day of an instant list's coverage, once the district has confirmed it.
    public var startsOn: CalendarDay?
    /// Counts every change; an UPDATE is guarded by it (409).
    public var stamp: Int

    public init(
        enrolment: UnitEnrolment, number: String, plan: String? = nil, outdatedSince: Instant? = nil,
        rosterReviewedAt: Instant? = nil, returnReason: String? = nil, returnNote: String? = nil,
        declineReason: String? = nil, submission: ID<DistrictSubmission>? = nil, updatedAt: Instant, stamp: Int,
        startsOn: CalendarDay? = nil
    ) {
        self.startsOn = startsOn
        self.enrolment = enrolment
        self.number = number
        self.plan = plan
        self.outdatedSince = outdatedSince
        self.rosterReviewedAt = rosterReviewedAt
        self.returnReason = returnReason
        self.returnNote = returnNote
        self.declineReason = declineReason
        self.submission = submission
        self.updatedAt = updatedAt
        self.stamp = stamp
    }
}
