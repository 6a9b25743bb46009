/// A browser's session, kept in the database so that any instance can serve any request.
public struct Session: Hashable, Sendable {
    public let id: ID<Session>
    public let account: ID<Account>?
    public let stage: Stage
    /// The token every form of the session carries.
    public let csrf: String
    /// The enterprise that a joint union's session acts for.
    public let enterprise: ID<Enterprise>?
    public let createdAt: Instant
    public let seenAt: Instant
    /// What was just done, said once on the next page.
    public let flash: String?

    /// What has to be done before anything else; nil for nothing.
    public let duty: Duty?
    /// When its person last proved anew who he is; nil for not since the login.
    public let confirmedAt: Instant?

    /// Something that a session is opened for.
    public enum Duty: String, Hashable, Sendable, CaseIterable {
        /// The account needs a second factor and has none yet.
        case secondFactor = "second-factor"
    }

    public enum Stage: String, Hashable, Sendable, CaseIterable {
        /// Nobody has logged in yet; with an account, the second factor is awaited.
        case visitor
        case member
    }

    public init(
        id: ID<Session>, account: ID<Account>?, stage: Stage, csrf: String, enterprise: ID<Enterprise>? = nil,
        createdAt: Instant, seenAt: Instant, flash: String? = nil, duty: Duty? = nil, confirmedAt: Instant? = nil
    ) {
        self.id = id
        self.account = account
        self.stage = stage
        self.csrf = csrf
        self.enterprise = enterprise
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.flash = flash
        self.duty = duty
        self.confirmedAt = confirmedAt
    }
}
