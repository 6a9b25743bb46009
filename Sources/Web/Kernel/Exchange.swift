public import Domain
public import UseCases

/// One request with all a route needs: who asks, from where, on which day, with what.
public struct Exchange: Sendable {
    public let platform: UseCases.Platform
    public let parameters: [String: String]
    public let path: String
    public let query: Form
    /// The body's fields and files; empty for GET.
    public let form: Form
    let guest: Guest
    public let messages: WebConfiguration.Messages
    public let day: BusinessDay
    public let now: Instant
    public let origin: Logins.Origin
    let frames: Frames
    let isPartial: Bool
    let cookies: Cookies

    /// The account's session behind the cookie; nil on open routes, and on those of members.
    public var visit: Logins.Visit? { guest.account }

    /// The member's session behind his cookie; nil on every other route.
    public var ownVisit: OwnLogins.Visit? { guest.member }

    /// What a member does for himself; on any other route he is not there.
    public func ownOccasion() throws -> OwnOccasion {
        guard let oneself = ownVisit?.oneself else { throw Refusal.notFound }
        return OwnOccasion(
            oneself: oneself, today: day.today, now: now, origin: origin.address, ticket: form.ticket(at: path))
    }

    /// The actor of a route that requires one; its absence is a route written without a rule.
    public func actor() throws -> Actor {
        guard let actor = visit?.actor else { throw Refusal.notFound }
        return actor
    }

    /// Who acts, when, from where, with the form's one-time ticket.
    ///
    /// The ticket is that of what was sent, not of the page: two forms of one page, or one form sent again with other
    /// content, are two acts; the same form sent twice is one.
    public func occasion() throws -> Occasion {
        Occasion(
            actor: try actor(), today: day.today, now: now, origin: origin.address, ticket: form.ticket(at: path),
            confirmedAt: visit?.session.confirmedAt)
    }

    /// A key in the path; anything that is no key is simply not there.
    public func id<Entity>(_ name: String, _ type: Entity.Type = Entity.self) throws -> ID<Entity> {
        guard let text = parameters[name], let id = ID<Entity>(text) else { throw Refusal.notFound }
        return id
    }

    public func number(_ name: String) throws -> Int {
        guard let text = parameters[name], let number = Int(text), number > 0 else { throw Refusal.notFound }
        return number
    }

    /// Names of the fields that the kernel itself reads.
    public enum Field {
        public static let csrf = "csrf"
        public static let ticket = "idempotency"
    }
}

/// The day that decides windows, and whether it is a rehearsal's.
public struct BusinessDay: Sendable {
    public enum Mode: String, Sendable {
        /// Real people, the real calendar.
        case live
        case demo
        case rehearsal
    }

    public let today: CalendarDay
    public let mode: Mode

    public init(today: CalendarDay, mode: Mode) {
        self.today = today
        self.mode = mode
    }
}
