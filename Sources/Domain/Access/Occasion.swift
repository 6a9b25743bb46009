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
    /// When the person last proved anew who he is, in this session; nil for not since the login.
    public let confirmedAt: Instant?

    public init(
        actor: Actor, today: CalendarDay, now: Instant, origin: String, ticket: String? = nil,
        confirmedAt: Instant? = nil
    ) {
        self.actor = actor
        self.confirmedAt = confirmedAt
        self.today = today
        self.now = now
        self.origin = origin
        self.ticket = ticket
    }

    /// The same occasion for a further act of the same form, which has its own effect and answer.
    public func further(_ act: StaticString) -> Occasion {
        Occasion(
            actor: actor, today: today, now: now, origin: origin, ticket: ticket.map { "\($0)/\(act)" },
            confirmedAt: confirmedAt)
    }

    /// When the act counts as done: the business day at the real hour, which on the real day is `now`.
    ///
    /// What people read beside a deadline carries this, so that a rehearsal of last year tells one story.
    public var moment: Instant { now.moved(to: today) }

    // MARK: Step-up

    /// Minutes for which a proof of who one is lasts (step-up; security, section 1).
    public static let confirmationMinutes: Int64 = 5

    /// Whether the person has proved anew, a short while ago, who he is.
    public var isConfirmed: Bool {
        confirmedAt.map { Self.isConfirmed(since: $0, at: now) } ?? false
    }

    /// Whether a proof given then is still good.
    public static func isConfirmed(since: Instant, at now: Instant) -> Bool {
        since <= now && now < since.adding(minutes: confirmationMinutes)
    }

    /// Asks it of acts that do much harm in the wrong hands.
    ///
    /// - Throws: `Refusal.notConfirmed`.
    public func requireConfirmation() throws(Refusal) {
        guard isConfirmed else { throw .notConfirmed }
    }

    /// The same, now that the person has proved who he is.
    public var confirmed: Occasion {
        Occasion(actor: actor, today: today, now: now, origin: origin, ticket: ticket, confirmedAt: now)
    }
}

/// What somebody has to bring before such an act.
public enum StepUp: Hashable, Sendable {
    /// He has proved who he is a short while ago.
    case nothing
    case password
    /// The password, and a code of the authenticator or a recovery code.
    case passwordAndCode
}
