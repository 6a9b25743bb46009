public import DatabaseKit
public import Domain

/// One-time codes: what was asked for, what is still to be sent, what was tried.
public struct OneTimeCodeStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// When messages to the person were asked for.
    public func requests(of person: ID<Person>, since limit: Instant) throws -> [Instant] {
        try transaction.query(
            "SELECT created_at FROM one_time_code WHERE person_id = \(person) AND created_at > \(limit)"
        ).map { try $0.get("created_at") }
    }

    /// When the session's newest code was asked for, and for whom, as long as it is good.
    public func open(of session: ID<OwnSession>, at now: Instant) throws -> (person: ID<Person>?, askedAt: Instant)? {
        try transaction.first(
            """
            SELECT person_id, created_at FROM one_time_code
            WHERE session_id = \(session) AND expires_at > \(now) AND used_at IS NULL ORDER BY id DESC LIMIT 1
            """
        ).map { (try $0.get("person_id"), try $0.get("created_at")) }
    }

    /// Keeps a code that is to be sent at once; the session's earlier ones are no longer good.
    public func insert(
        _ code: String, for person: ID<Person>?, session: ID<OwnSession>, until: Instant, at now: Instant
    ) throws {
        try transaction.execute(
            """
            UPDATE one_time_code SET expires_at = \(now), sealed = NULL, due_at = NULL
            WHERE session_id = \(session) AND expires_at > \(now)
            """)
        let id = try transaction.newID(OneTimeCode.self)
        try transaction.execute(
            """
            INSERT INTO one_time_code (id, session_id, person_id, hash, sealed, created_at, expires_at, due_at)
            VALUES (\(id), \(session), \(person), \(hash(code, of: id)),
                \(try seal.seal(code, in: .oneTimeCode, row: id.rawValue)), \(now), \(until), \(now))
            """)
    }

    /// The newest code of a session, and whether what was typed is it.
    public func judge(_ typed: String, of session: ID<OwnSession>) throws -> (code: OneTimeCode, isRight: Bool)? {
        try transaction.first(
            """
            SELECT id, person_id, hash, expires_at, failures, used_at FROM one_time_code
            WHERE session_id = \(session) ORDER BY id DESC LIMIT 1
            """
        ).map { row in
            let code = OneTimeCode(
                id: try row.get("id"), person: try row.get("person_id"), expiresAt: try row.get("expires_at"),
                failures: try row.get("failures"), usedAt: try row.get("used_at"))
            let kept: [UInt8] = try row.get("hash")
            let given = hash(typed, of: code.id)
            let isRight =
                kept.count == given.count && zip(kept, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            return (code, isRight)
        }
    }

    public func recordFailure(of id: ID<OneTimeCode>) throws {
        try transaction.execute("UPDATE one_time_code SET failures = failures + 1 WHERE id = \(id)")
    }

    public func use(_ id: ID<OneTimeCode>, at now: Instant) throws {
        try transaction.execute(
            "UPDATE one_time_code SET used_at = \(now), sealed = NULL, due_at = NULL WHERE id = \(id)")
    }

    /// The code in the clear, for a database of invented people only.
    public func shown(of session: ID<OwnSession>, at now: Instant) throws -> String? {
        let row = try transaction.first(
            """
            SELECT id, sealed FROM one_time_code WHERE session_id = \(session) AND expires_at > \(now)
            ORDER BY id DESC LIMIT 1
            """)
        guard let row, let sealed: [UInt8] = try row.get("sealed") else { return nil }
        return try seal.open(sealed, in: .oneTimeCode, row: try row.get("id"))
    }

    // MARK: Sending

    /// A code that is to be sent.
    public struct Due: Sendable {
        public let id: ID<OneTimeCode>
        public let phone: String
        public let code: String
    }

    public func isAnyDue(at now: Instant) throws -> Bool {
        try transaction.first("SELECT id FROM one_time_code WHERE due_at <= \(now) LIMIT 1") != nil
    }

    /// Takes some of the codes that are due; each comes again after a while unless it is told to be delivered.
    public func take(_ limit: Int, at now: Instant) throws -> [Due] {
        try transaction.execute(
            """
            UPDATE one_time_code SET due_at = NULL, sealed = NULL
            WHERE due_at <= \(now) AND (expires_at <= \(now) OR deliveries >= \(OneTimeCode.Limits.deliveries))
            """)
        // Nobody's: there is nothing to send.
        try transaction.execute(
            "UPDATE one_time_code SET due_at = NULL WHERE due_at <= \(now) AND person_id IS NULL")
        let rows = try transaction.query(
            """
            SELECT c.id, c.sealed, p.id AS person_id, p.phone_sealed
            FROM one_time_code c JOIN person p ON p.id = c.person_id
            WHERE c.due_at <= \(now) ORDER BY c.due_at LIMIT \(limit)
            """)
        return try rows.compactMap { row in
            let id: ID<OneTimeCode> = try row.get("id")
            let person: Int64 = try row.get("person_id")
            let again = now.adding(seconds: OneTimeCode.Limits.retrySeconds)
            try transaction.execute(
                "UPDATE one_time_code SET due_at = \(again), deliveries = deliveries + 1 WHERE id = \(id)")
            guard let sealed: [UInt8] = try row.get("sealed"), let phone: [UInt8] = try row.get("phone_sealed") else {
                return nil
            }
            return Due(
                id: id, phone: try seal.open(phone, in: .phone, row: person),
                code: try seal.open(sealed, in: .oneTimeCode, row: id.rawValue))
        }
    }

    /// What stays of a code that has been sent.
    public enum Remainder: Sendable {
        case hash
        /// The code itself, in a database of invented people.
        case code
    }

    public func delivered(_ id: ID<OneTimeCode>, keeping remainder: Remainder) throws {
        switch remainder {
        case .hash: try transaction.execute("UPDATE one_time_code SET due_at = NULL, sealed = NULL WHERE id = \(id)")
        case .code: try transaction.execute("UPDATE one_time_code SET due_at = NULL WHERE id = \(id)")
        }
    }

    public func purge(before limit: Instant) throws {
        try transaction.execute("DELETE FROM one_time_code WHERE created_at < \(limit)")
    }

    private func hash(_ code: String, of id: ID<OneTimeCode>) -> [UInt8] {
        seal.index("\(id):\(code)", for: .oneTimeCode)
    }
}
