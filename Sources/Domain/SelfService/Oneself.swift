/// A member who has signed in for himself (会员本人; domain, section 2).
///
/// He has no account and no union's authority: every use case of his pages takes the person from here, never from what
/// was sent, so there is no record of somebody else that he could name.
public struct Oneself: Hashable, Sendable {
    public let person: ID<Person>
    public let name: String

    public init(person: ID<Person>, name: String) {
        self.person = person
        self.name = name
    }
}

/// A member's own act: who, on which business day, at which instant, from where.
public struct OwnOccasion: Hashable, Sendable {
    public let oneself: Oneself
    public let today: CalendarDay
    public let now: Instant
    /// The peer's address, for the audit.
    public let origin: String
    /// The one-time ticket of the form that was sent.
    public let ticket: String?

    public init(oneself: Oneself, today: CalendarDay, now: Instant, origin: String, ticket: String? = nil) {
        self.oneself = oneself
        self.today = today
        self.now = now
        self.origin = origin
        self.ticket = ticket
    }
}

/// The session of a member's browser; it has nothing in common with those of accounts, neither table nor cookie.
public struct OwnSession: Hashable, Sendable {
    public let id: ID<OwnSession>
    /// Nil before the one-time code has been entered.
    public let person: ID<Person>?
    public let csrf: String
    public let createdAt: Instant
    public let seenAt: Instant
    /// What was just done, said once on the next page.
    public let flash: String?

    public init(
        id: ID<OwnSession>, person: ID<Person>?, csrf: String, createdAt: Instant, seenAt: Instant,
        flash: String? = nil
    ) {
        self.id = id
        self.person = person
        self.csrf = csrf
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.flash = flash
    }
}

/// The texts that people agree to before they hand their data over themselves (个人信息保护法, article 17).
public enum PrivacyNotice {
    /// Of the text before a member's own pages; everybody is asked again when it changes.
    public static let version = "2023-11-20"

    /// Of 隐私说明, which whoever asks by a union's poster or registers an enterprise agrees to; kept with what he asks.
    public static let publicVersion = "2023-11-20"
}
