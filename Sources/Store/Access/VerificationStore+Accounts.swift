import DatabaseKit
public import Domain

/// Accounts and what was done with them, as the audit log tells it and as the tables hold it.
extension VerificationStore {
    /// What an account was given at one moment.
    public struct Grant: Sendable {
        public let account: Int64
        public let at: Instant
        /// What it held before; empty for one that was made.
        public let before: [RoleGrant]
        public let grants: [RoleGrant]
        /// The grants word for word: `clerk(2026-01-05..)`.
        public let words: Set<String>
    }

    /// Gives every recorded grant of roles, by account and in the order in which they were recorded.
    ///
    /// An account that a registration has made is a clerk's from the beginning.
    public func forEachGrant(_ body: (Grant) throws -> Void) throws {
        try transaction.forEach(
            """
            SELECT e.subject_id, e.at, e.action, e.from_status, e.to_status, e.detail,
                (SELECT min(r.id) FROM enterprise_registration r WHERE r.account_id = e.subject_id) AS registration
            FROM event e WHERE e.subject = \(EventSubject.account) AND e.action IN ('create-account', 'change-roles')
            ORDER BY e.subject_id, e.id
            """
        ) { row in
            let (from, to): (String?, String?) = (try row.get("from_status"), try row.get("to_status"))
            let detail: String? = try row.get("detail")
            let registration: Int64? = try row.get("registration")
            let isNew = try row.get("action") == "create-account"
            let given = isNew ? to ?? detail ?? (registration == nil ? nil : Role.clerk.rawValue) : to
            try body(
                Grant(
                    account: try row.get("subject_id"), at: try row.get("at"),
                    before: Self.words(from).compactMap(Self.grant),
                    grants: Self.words(given).compactMap(Self.grant), words: Set(Self.words(given))))
        }
    }

    /// What an account holds now, in the words of an event.
    public struct Holding: Sendable {
        public let account: Int64
        public let words: Set<String>
    }

    public func forEachHolding(_ body: (Holding) throws -> Void) throws {
        var account: Int64?
        var words: Set<String> = []
        func close() throws {
            if let account { try body(Holding(account: account, words: words)) }
        }
        try transaction.forEach(
            """
            SELECT a.id, r.role, r.valid_from, r.valid_until
            FROM account a LEFT JOIN account_role r ON r.account_id = a.id ORDER BY a.id, r.role
            """
        ) { row in
            let next: Int64 = try row.get(0)
            if next != account {
                try close()
                account = next
                words = []
            }
            let (role, from, until): (String?, String?, String?) = (try row.get(1), try row.get(2), try row.get(3))
            guard let role else { return }
            words.insert(from == nil && until == nil ? role : "\(role)(\(from ?? "")..\(until ?? ""))")
        }
        try close()
    }

    /// An act of an account, with what its event says of the actor and where the account belongs now.
    public struct Act: Sendable {
        public let event: Int64
        public let at: Instant
        public let account: ID<Account>
        public let union: ID<Union>
        public let kind: UnionKind
        /// Of the account's union, as it stands now.
        public let unionPath: UnionPath
        /// Nil for what is no path, as somebody may have written it.
        public let actorPath: UnionPath?
        public let roles: Set<Role>
        /// A subject that is known; nil for one of a later version.
        public let subject: EventSubject?
        public let subjectPath: UnionPath?
        public let action: String
    }

    /// Gives every event that has an author, one at a time.
    public func forEachAct(_ body: (Act) throws -> Void) throws {
        try transaction.forEach(
            """
            SELECT e.id, e.at, e.account_id, e.actor_path, e.actor_roles, e.subject, e.subject_path, e.action,
                a.union_id, u.kind, u.path
            FROM event e JOIN account a ON a.id = e.account_id JOIN trade_union u ON u.id = a.union_id
            ORDER BY e.id
            """
        ) { row in
            let subject: String = try row.get("subject")
            let (actorPath, subjectPath): (String, String) = (try row.get("actor_path"), try row.get("subject_path"))
            try body(
                Act(
                    event: try row.get("id"), at: try row.get("at"), account: try row.get("account_id"),
                    union: try row.get("union_id"), kind: try row.get("kind"), unionPath: try row.get("path"),
                    actorPath: UnionPath(actorPath),
                    roles: Set(Self.words(try row.get("actor_roles")).compactMap(Role.init(rawValue:))),
                    subject: EventSubject(rawValue: subject), subjectPath: UnionPath(subjectPath),
                    action: try row.get("action")))
        }
    }

    /// I8: whoever has handed in a list has not passed it.
    public func listsPassedByOneHand() throws -> [String] {
        try records(
            """
            SELECT e.id, 'event' AS what FROM event e
            WHERE e.subject = \(EventSubject.enrolment) AND e.action IN ('endorse', 'approve')
                AND e.account_id = (SELECT s.account_id FROM event s
                    WHERE s.subject = e.subject AND s.subject_id = e.subject_id AND s.action = 'submit' AND s.id < e.id
                    ORDER BY s.id DESC LIMIT 1)
            ORDER BY e.id
            """)
    }

    /// Where the unions stand now that were once put under another one.
    public func movedUnions() throws -> [UnionPath] {
        try transaction.query(
            """
            SELECT DISTINCT u.path FROM event e JOIN trade_union u ON u.id = e.subject_id
            WHERE e.subject = \(EventSubject.union) AND e.action = 'transferred' ORDER BY u.path
            """
        ).map { try $0.get(0) }
    }

    /// The parts of a list of roles as an event keeps it.
    private static func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map(String.init)
    }

    /// Reads `reviewer(2026-01-05..2026-12-31)`; nil for what names no role.
    private static func grant(_ word: String) -> RoleGrant? {
        let parts = word.split(separator: "(", maxSplits: 1)
        guard let first = parts.first, let role = Role(rawValue: String(first)) else { return nil }
        guard parts.count == 2 else { return RoleGrant(role) }
        let days = parts[1].dropLast().split(separator: "..", omittingEmptySubsequences: false)
        return RoleGrant(
            role, from: days.first.flatMap { CalendarDay(String($0)) },
            until: days.last.flatMap { CalendarDay(String($0)) })
    }
}
