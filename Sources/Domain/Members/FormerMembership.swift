/// Since when and why somebody is a member no more; what is kept of him serves queries of coverage and history.
public struct FormerMembership: Hashable, Sendable {
    public let on: CalendarDay
    public let reason: Departure

    public init(on day: CalendarDay, _ reason: Departure) { (on, self.reason) = (day, reason) }
}
