public import DatabaseKit
public import Domain

/// Looks through the audit log; it writes nothing.
public struct AuditStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// One part of the log, the newest first.
    public func list(
        in scope: UnionScope, _ filter: AuditFilter, _ part: AuditPart, size: Int
    ) throws -> AuditListing {
        guard let condition = try condition(scope, filter) else { return AuditListing([], previous: nil, next: nil) }
        switch part {
        case .first:
            let found = try entries(condition, "ORDER BY e.at DESC, e.id DESC", limit: size + 1)
            return AuditListing(
                Array(found.prefix(size)), previous: nil, next: found.count > size ? found[size - 1].key : nil)
        case .after(let key):
            let found = try entries(
                condition + " AND (e.at < \(key.at) OR (e.at = \(key.at) AND e.id < \(key.id)))",
                "ORDER BY e.at DESC, e.id DESC", limit: size + 1)
            return AuditListing(
                Array(found.prefix(size)), previous: found.first?.key,
                next: found.count > size ? found[size - 1].key : nil)
        case .before(let key):
            let found = try entries(
                condition + " AND (e.at > \(key.at) OR (e.at = \(key.at) AND e.id > \(key.id)))",
                "ORDER BY e.at, e.id", limit: size + 1)
            let shown = Array(found.prefix(size).reversed())
            return AuditListing(
                shown, previous: found.count > size ? shown.first?.key : nil, next: shown.last?.key)
        }
    }

    /// When the newest event of the whole log was before this moment; nil where there is none.
    ///
    /// Read from the end of one index; the scope is not asked about, as a moment tells nothing of what happened in it.
    public func newest(before limit: Instant) throws -> Instant? {
        try transaction.value("SELECT max(at) FROM event WHERE at < \(limit)")
    }

    /// How many events are found, counted no further than the limit and one.
    public func count(in scope: UnionScope, _ filter: AuditFilter, limit: Int) throws -> Int {
        guard let condition = try condition(scope, filter) else { return 0 }
        return try transaction.value(
            "SELECT count(*) AS n FROM (SELECT e.id FROM event e WHERE \(condition) LIMIT \(limit + 1)) found") ?? 0
    }

    /// Gives the events one by one, the newest first.
    public func forEach(
        in scope: UnionScope, _ filter: AuditFilter, limit: Int, _ body: (AuditEntry) throws -> Void
    ) throws {
        guard let condition = try condition(scope, filter) else { return }
        try transaction.forEach(statement(condition, "ORDER BY e.at DESC, e.id DESC", limit: limit)) {
            try body(try Self.entry($0))
        }
    }

    /// Nil when nothing can be found, for the union asked for is not there.
    private func condition(_ scope: UnionScope, _ filter: AuditFilter) throws -> SQL? {
        var path = scope.path
        if let union = filter.union {
            let found: UnionPath? = try transaction.value(
                """
                SELECT path FROM trade_union WHERE (code = \(union) OR name = \(union))
                    AND path >= \(scope.path) AND path < \(scope.path.end) ORDER BY path LIMIT 1
                """)
            guard let found else { return nil }
            path = found
        }
        var parts: [SQL] = ["e.at >= \(filter.from.start)", "e.at < \(filter.through.adding(days: 1).start)"]
        // The whole city is no condition, and time is what the log is read by.
        if path != .root { parts.append("e.subject_path >= \(path) AND e.subject_path < \(path.end)") }
        if let account = filter.account {
            // Failed logins are nobody's act, but of an account.
            parts.append(
                """
                (e.account_id IN (SELECT id FROM account WHERE name = \(account))
                    OR (e.subject = 'account' AND e.account_id IS NULL
                        AND e.subject_id IN (SELECT id FROM account WHERE name = \(account))))
                """)
        }
        if let action = filter.action { parts.append("e.action = \(action)") }
        if let subject = filter.subject { parts.append("e.subject = \(subject)") }
        switch filter.result {
        case .done?: parts.append("e.action NOT LIKE '%-refused'")
        case .refused?: parts.append("e.action LIKE '%-refused'")
        case nil: break
        }
        return SQL.joined(parts, separator: " AND ")
    }

    private func statement(_ condition: SQL, _ order: SQL, limit: Int) -> SQL {
        """
        SELECT e.id, e.at, e.day, e.origin, e.subject, e.subject_id, e.action, e.detail, a.name AS account,
            a.display_name AS person, u.name AS union_name, s.name AS subject_name, e.actor_roles
        FROM event e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN trade_union u ON u.path = e.subject_path
            LEFT JOIN account s ON e.subject = 'account' AND s.id = e.subject_id
        WHERE \(condition) \(order) LIMIT \(limit)
        """
    }

    private func entries(_ condition: SQL, _ order: SQL, limit: Int) throws -> [AuditEntry] {
        try transaction.query(statement(condition, order, limit: limit)).map(Self.entry)
    }

    /// Who stands behind an act without an account: a member and a visitor are written down, the rest is the platform.
    private static func unnamed(_ roles: String, from origin: String) -> AuditEntry.Unnamed {
        switch roles {
        case EventAct.memberRole: .member
        case EventAct.visitorRole where !origin.hasPrefix(EventAct.commandOrigin): .visitor
        default: .platform
        }
    }

    private static func entry(_ row: Row) throws -> AuditEntry {
        let origin: String = try row.get("origin")
        return AuditEntry(
            key: AuditKey(at: try row.get("at"), id: try row.get("id")), day: try row.get("day"),
            account: try row.get("account"), person: try row.get("person"),
            unnamed: unnamed(try row.get("actor_roles"), from: origin), origin: origin, subject: try row.get("subject"),
            number: try row.get("subject_id"),
            subjectName: try row.get("subject_name"), union: try row.get("union_name"),
            action: try row.get("action"), detail: try row.get("detail"))
    }
}
