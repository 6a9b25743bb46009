/// Which batches a list shows.
public struct SubmissionFilter: Hashable, Sendable {
    /// From the beginning of the number.
    public var number: String?
    /// Days of the submission (确认时间).
    public var from: CalendarDay?
    public var through: CalendarDay?
    public var status: DistrictSubmission.Status?

    public init(
        number: String? = nil, from: CalendarDay? = nil, through: CalendarDay? = nil,
        status: DistrictSubmission.Status? = nil
    ) {
        self.number = number
        self.from = from
        self.through = through
        self.status = status
    }
}
