public import DatabaseKit
public import Domain

/// The sessions of members' browsers.
public struct OwnSessionStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// - Parameter tokenHash: SHA-256 of the cookie's token; the token itself is never stored.
    public func insert(
        tokenHash: [UInt8], csrf: String, person: ID<Person>?, origin: String, agent: String, at now: Instant
    ) throws -> OwnSession {
        let id = try transaction.newID(OwnSession.self)
        try transaction.execute(
            """
            INSERT INTO own_session (id, token_hash, person_id, csrf, created_at, seen_at, origin, agent)
            VALUES (\(id), \(tokenHash), \(person), \(csrf), \(now), \(now), \(origin), \(String(agent.prefix(200))))
            """)
        return OwnSession(id: id, person: person, csrf: csrf, createdAt: now, seenAt: now)
    }

    public func find(tokenHash: [UInt8]) throws -> OwnSession? {
        try transaction.first(
            """
            SELECT id, person_id, csrf, created_at, seen_at, flash FROM own_session WHERE token_hash = \(tokenHash)
            """
        ).map {
            OwnSession(
                id: try $0.get("id"), person: try $0.get("person_id"), csrf: try $0.get("csrf"),
                createdAt: try $0.get("created_at"), seenAt: try $0.get("seen_at"), flash: try $0.get("flash"))
        }
    }

    /// A session of somebody who had signed in.
    ///
    /// - Parameter tokenHash: of a session that the caller has found to be no longer alive.
    public func ended(tokenHash: [UInt8]) throws -> (person: ID<Person>, csrf: String)? {
        try transaction.first(
            "SELECT person_id, csrf FROM own_session WHERE token_hash = \(tokenHash) AND person_id IS NOT NULL"
        ).map { (try $0.get("person_id"), try $0.get("csrf")) }
    }

    public func touch(_ id: ID<OwnSession>, at now: Instant) throws {
        try transaction.execute("UPDATE own_session SET seen_at = \(now) WHERE id = \(id)")
    }

    public func setFlash(_ text: String, of id: ID<OwnSession>) throws {
        try transaction.execute("UPDATE own_session SET flash = \(text) WHERE id = \(id)")
    }

    public func clearFlash(_ text: String, of id: ID<OwnSession>) throws {
        try transaction.execute("UPDATE own_session SET flash = NULL WHERE id = \(id) AND flash = \(text)")
    }

    public func delete(_ id: ID<OwnSession>) throws {
        try transaction.execute("DELETE FROM own_session WHERE id = \(id)")
    }

    /// Ends the person's oldest sessions so that at most `limit` stay.
    public func keepNewest(_ limit: Int, of person: ID<Person>) throws {
        try transaction.execute(
            """
            DELETE FROM own_session WHERE person_id = \(person) AND id NOT IN
                (SELECT id FROM own_session WHERE person_id = \(person) ORDER BY seen_at DESC, id DESC LIMIT \(limit))
            """)
    }

    public func purge(seenBefore limit: Instant) throws {
        try transaction.execute("DELETE FROM own_session WHERE seen_at < \(limit)")
    }
}
