public import DatabaseKit
public import Domain

/// What administrators see of accounts and change in them.
extension AccountStore {
    /// The accounts of the scope in tree order, those of one union by name.
    public func list(in scope: UnionScope, _ range: ListRange) throws -> Listing<ManagedAccount> {
        let total: Int =
            try transaction.value(
                """
                SELECT count(*) FROM account a JOIN trade_union u ON u.id = a.union_id WHERE \(scope.covers("u.path"))
                """) ?? 0
        let rows = try transaction.query(
            """
            \(Self.selectManaged) WHERE \(scope.covers("u.path")) ORDER BY u.path, a.name
            LIMIT \(range.limit) OFFSET \(range.offset)
            """)
        return Listing(entries: try rows.map(managed), total: total, offset: range.offset)
    }

    /// The accounts of one union, by name.
    public func list(of union: ID<Union>) throws -> [ManagedAccount] {
        try transaction.query("\(Self.selectManaged) WHERE a.union_id = \(union) ORDER BY a.name").map(managed)
    }

    public func managed(_ id: ID<Account>) throws -> ManagedAccount? {
        try transaction.first("\(Self.selectManaged) WHERE a.id = \(id)").map(managed)
    }

    /// - Throws: `StaleVersion` when the account was changed after it was shown.
    public func setRoles(_ roles: Set<Role>, of account: ManagedAccount) throws {
        try touch(account)
        try transaction.execute("DELETE FROM account_role WHERE account_id = \(account.account.id)")
        for role in Role.allCases where roles.contains(role) {
            try transaction.execute(
                "INSERT INTO account_role (account_id, role) VALUES (\(account.account.id), \(role))")
        }
    }

    /// - Throws: `StaleVersion` when the account was changed after it was shown.
    public func setStatus(_ status: Account.Status, of account: ManagedAccount) throws {
        try touch(account)
        try transaction.execute("UPDATE account SET status = \(status) WHERE id = \(account.account.id)")
    }

    private func touch(_ account: ManagedAccount) throws {
        try transaction.update(
            """
            UPDATE account SET version = version + 1
            WHERE id = \(account.account.id) AND version = \(account.version)
            """)
    }

    // MARK: One-time codes

    /// Keeps a code's hash in place of any older one, and lifts a lock.
    public func setResetCode(_ hash: [UInt8], until limit: Instant, of account: ID<Account>) throws {
        try transaction.execute(
            """
            UPDATE account SET reset_hash = \(hash), reset_until = \(limit), failures = 0, locked_until = NULL,
                version = version + 1
            WHERE id = \(account)
            """)
    }

    public func hasResetCode(_ hash: [UInt8], of account: ID<Account>, at now: Instant) throws -> Bool {
        try transaction.first(
            "SELECT id FROM account WHERE id = \(account) AND reset_hash = \(hash) AND reset_until >= \(now)") != nil
    }

    /// Whether there is a code that the account may still be opened with.
    public func awaitsCode(_ account: ID<Account>, at now: Instant) throws -> Bool {
        try transaction.first(
            "SELECT id FROM account WHERE id = \(account) AND reset_hash IS NOT NULL AND reset_until >= \(now)") != nil
    }

    public func clearResetCode(of account: ID<Account>) throws {
        try transaction.execute("UPDATE account SET reset_hash = NULL, reset_until = NULL WHERE id = \(account)")
    }

    // MARK: Rows

    static let selectManaged: SQL = """
        SELECT a.id, a.name, a.display_name, a.union_id, u.name AS union_name, u.kind, u.path, a.status,
            a.locked_until, a.last_login_at, CASE WHEN a.totp_sealed IS NULL THEN 0 ELSE 1 END AS has_second_factor,
            a.version
        FROM account a JOIN trade_union u ON u.id = a.union_id
        """

    private func managed(_ row: Row) throws -> ManagedAccount {
        let id: ID<Account> = try row.get("id")
        let kind: UnionKind = try row.get("kind")
        let roles: [Role] = try transaction.query("SELECT role FROM account_role WHERE account_id = \(id)").map {
            try $0.get("role")
        }
        let isSetUp: Bool = try row.get("has_second_factor")
        let isNeeded = roles.contains { $0.needsSecondFactor(at: kind) }
        return ManagedAccount(
            account: Account(
                id: id, name: try row.get("name"), displayName: try row.get("display_name"),
                union: try row.get("union_id")),
            unionName: try row.get("union_name"), kind: kind, path: try row.get("path"), roles: Set(roles),
            status: try row.get("status"), lockedUntil: try row.get("locked_until"),
            lastLoginAt: try row.get("last_login_at"),
            secondFactor: isSetUp ? .inUse : isNeeded ? .missing : .notNeeded, version: try row.get("version"))
    }
}

extension Account.Status: SQLBindable, SQLReadable {}
