public import DatabaseKit
public import Domain

/// Browsers' sessions.
public struct SessionStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// - Parameter tokenHash: SHA-256 of the cookie's token; the token itself is never stored.
    public func insert(
        tokenHash: [UInt8], csrf: String, account: ID<Account>?, stage: Session.Stage, duty: Session.Duty? = nil,
        origin: String, agent: String, at now: Instant
    ) throws -> Session {
        let id = try transaction.newID(Session.self)
        try transaction.execute(
            """
            INSERT INTO session (id, token_hash, account_id, stage, duty, csrf, created_at, seen_at, origin, agent)
            VALUES (\(id), \(tokenHash), \(account), \(stage), \(duty), \(csrf), \(now), \(now), \(origin),
                \(String(agent.prefix(200))))
            """)
        return Session(
            id: id, account: account, stage: stage, csrf: csrf, enterprise: nil, createdAt: now, seenAt: now,
            flash: nil, duty: duty)
    }

    public func find(tokenHash: [UInt8]) throws -> Session? {
        try transaction.first(
            """
            SELECT id, account_id, stage, csrf, enterprise_id, created_at, seen_at, flash, duty, confirmed_at
            FROM session
            WHERE token_hash = \(tokenHash)
            """
        ).map {
            Session(
                id: try $0.get("id"), account: try $0.get("account_id"), stage: try $0.get("stage"),
                csrf: try $0.get("csrf"), enterprise: try $0.get("enterprise_id"),
                createdAt: try $0.get("created_at"), seenAt: try $0.get("seen_at"), flash: try $0.get("flash"),
                duty: try $0.get("duty"), confirmedAt: try $0.get("confirmed_at"))
        }
    }

    public func touch(_ id: ID<Session>, at now: Instant) throws {
        try transaction.execute("UPDATE session SET seen_at = \(now) WHERE id = \(id)")
    }

    /// Says that the account's person has proved in this session who he is.
    public func confirm(_ id: ID<Session>, of account: ID<Account>, at now: Instant) throws {
        try transaction.execute(
            "UPDATE session SET confirmed_at = \(now) WHERE id = \(id) AND account_id = \(account)")
    }

    /// When the account's person last proved in this session who he is.
    public func confirmedAt(_ id: ID<Session>, of account: ID<Account>) throws -> Instant? {
        try transaction.value("SELECT confirmed_at FROM session WHERE id = \(id) AND account_id = \(account)")
    }

    public func setFlash(_ text: String?, of id: ID<Session>) throws {
        try transaction.execute("UPDATE session SET flash = \(text) WHERE id = \(id)")
    }

    public func clearFlash(_ text: String, of id: ID<Session>) throws {
        try transaction.execute("UPDATE session SET flash = NULL WHERE id = \(id) AND flash = \(text)")
    }

    public func setEnterprise(_ enterprise: ID<Enterprise>?, of id: ID<Session>) throws {
        try transaction.execute("UPDATE session SET enterprise_id = \(enterprise) WHERE id = \(id)")
    }

    public func setCaptcha(_ text: String, until: Instant, of id: ID<Session>) throws {
        try transaction.execute("UPDATE session SET captcha = \(text), captcha_until = \(until) WHERE id = \(id)")
    }

    /// The captcha that was shown, if it is still good.
    public func captcha(of id: ID<Session>, at now: Instant) throws -> String? {
        try transaction.value("SELECT captcha FROM session WHERE id = \(id) AND captcha_until >= \(now)")
    }

    /// Takes the captcha away: one is good for one attempt.
    public func takeCaptcha(of id: ID<Session>, at now: Instant) throws -> String? {
        let text = try captcha(of: id, at: now)
        try transaction.execute("UPDATE session SET captcha = NULL, captcha_until = NULL WHERE id = \(id)")
        return text
    }

    /// A session as its owner sees it in the list of his sessions.
    public struct Entry: Sendable {
        public let id: ID<Session>
        public let createdAt: Instant
        public let seenAt: Instant
        public let origin: String
        public let agent: String
    }

    /// The account's sessions that have not ended by themselves, the last used first.
    public func list(of account: ID<Account>, createdAfter: Instant, seenAfter: Instant) throws -> [Entry] {
        try transaction.query(
            """
            SELECT id, created_at, seen_at, origin, agent FROM session
            WHERE account_id = \(account) AND stage = 'member' AND created_at > \(createdAfter)
                AND seen_at > \(seenAfter)
            ORDER BY seen_at DESC, id DESC
            """
        ).map {
            Entry(
                id: try $0.get("id"), createdAt: try $0.get("created_at"), seenAt: try $0.get("seen_at"),
                origin: try $0.get("origin"), agent: try $0.get("agent"))
        }
    }

    /// The account whose password was right in this session and whose second factor is awaited.
    public func awaiting(_ id: ID<Session>, since limit: Instant) throws -> ID<Account>? {
        try transaction.value(
            "SELECT account_id FROM session WHERE id = \(id) AND stage = 'visitor' AND created_at >= \(limit)")
    }

    /// Whose session it is; nil for one that nobody has logged in to, or that is gone.
    public func account(of id: ID<Session>) throws -> ID<Account>? {
        try transaction.value("SELECT account_id FROM session WHERE id = \(id)")
    }

    public func delete(_ id: ID<Session>) throws {
        try remember("id = \(id)")
        try transaction.execute("DELETE FROM session WHERE id = \(id)")
    }

    /// Ends every session of the account but one.
    public func deleteOthers(of account: ID<Account>, keeping session: ID<Session>) throws {
        try remember("account_id = \(account) AND id <> \(session)")
        try transaction.execute("DELETE FROM session WHERE account_id = \(account) AND id <> \(session)")
    }

    /// Ends every session of the account.
    public func deleteAll(of account: ID<Account>) throws {
        try remember("account_id = \(account)")
        try transaction.execute("DELETE FROM session WHERE account_id = \(account)")
    }

    /// Ends the account's oldest sessions so that at most `limit` stay.
    public func keepNewest(_ limit: Int, of account: ID<Account>) throws {
        let oldest: SQL = """
            account_id = \(account) AND stage = 'member' AND id NOT IN
                (SELECT id FROM session WHERE account_id = \(account) AND stage = 'member'
                ORDER BY seen_at DESC, id DESC LIMIT \(limit))
            """
        try remember(oldest)
        try transaction.execute("DELETE FROM session WHERE \(oldest)")
    }

    public func purge(seenBefore limit: Instant) throws {
        try remember("seen_at < \(limit)")
        try transaction.execute("DELETE FROM session WHERE seen_at < \(limit)")
    }

    // MARK: Ended sessions

    /// An account's session that has ended, or that nobody may use any more.
    public struct Ended: Sendable {
        public let account: ID<Account>
        public let csrf: String
    }

    /// - Parameter tokenHash: of a session that the caller has found to be no longer alive.
    public func ended(tokenHash: [UInt8]) throws -> Ended? {
        try transaction.first(
            """
            SELECT account_id, csrf FROM session
            WHERE token_hash = \(tokenHash) AND stage = 'member' AND account_id IS NOT NULL
            UNION ALL SELECT account_id, csrf FROM ended_session WHERE token_hash = \(tokenHash)
            """
        ).map { Ended(account: try $0.get("account_id"), csrf: try $0.get("csrf")) }
    }

    public func forget(seenBefore limit: Instant) throws {
        try transaction.execute("DELETE FROM ended_session WHERE seen_at < \(limit)")
    }

    /// Notes whose the sessions were that are about to be deleted, so that a form which was open in one is known.
    private func remember(_ condition: SQL) throws {
        try transaction.execute(
            """
            INSERT INTO ended_session (token_hash, account_id, csrf, seen_at)
            SELECT token_hash, account_id, csrf, seen_at FROM session
            WHERE stage = 'member' AND account_id IS NOT NULL AND \(condition)
            """)
    }
}

extension Session.Stage: SQLBindable, SQLReadable {}
extension Session.Duty: SQLBindable, SQLReadable {}
