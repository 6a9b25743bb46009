/// Who acts, on which business day, at which instant, from where.
///
/// `today` may be a rehearsal's day and decides windows; `now` is always the real clock, for sessions and the audit.
public struct Occasion: Hashable, Sendable {
    public let actor: Actor
    public let today: CalendarDay
    public let now: Instant
    /// The peer's address, for the audit; "command" for the command line.
    public let origin: String
    /// The one-time ticket of the form that was sent: the same ticket has one effect and one answer (invariant I10).
    public let ticket: String?

    public init(actor: Actor, today: CalendarDay, now: Instant, origin: String, ticket: String? = nil) {
        self.actor = actor
        self.today = today
        self.now = now
        self.origin = origin
        self.ticket = ticket
    }

    /// When the act counts as done: the business day at the real hour, which on the real day is `now`.
    ///
    /// What people read beside a deadline carries this, so that a rehearsal of last year tells one story.
    public var moment: Instant { now.moved(to: today) }
}
