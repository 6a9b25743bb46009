public import DatabaseKit
public import Domain

/// What administrators see of accounts and change in them.
extension AccountStore {
    /// The accounts of the scope in tree order, those of one union by name.
    ///
    /// - Parameter day: the real clock's, for the roles that hold.
    public func list(
        in scope: UnionScope, matching filter: AccountFilter = AccountFilter(), on day: CalendarDay, _ range: ListRange
    ) throws -> Listing<ManagedAccount> {
        let total: Int = try transaction.value(counting(filter, in: scope, on: day)) ?? 0
        return Listing(
            entries: try managed(listing(filter, in: scope, on: day, range), on: day), total: total,
            offset: range.offset)
    }

    func counting(_ filter: AccountFilter, in scope: UnionScope, on day: CalendarDay) -> SQL {
        """
        SELECT count(*) FROM trade_union u JOIN account a ON a.union_id = u.id
        WHERE \(Self.condition(filter, scope, day))
        """
    }

    /// The page is found in indexes alone; only its rows are looked up.
    func listing(_ filter: AccountFilter, in scope: UnionScope, on day: CalendarDay, _ range: ListRange) -> SQL {
        """
        \(Self.selectManaged) WHERE a.id IN (
            SELECT a.id FROM trade_union u JOIN account a ON a.union_id = u.id
            WHERE \(Self.condition(filter, scope, day))
            ORDER BY u.path, a.name LIMIT \(range.limit) OFFSET \(range.offset))
        ORDER BY u.path, a.name
        """
    }

    private static func condition(_ filter: AccountFilter, _ scope: UnionScope, _ day: CalendarDay) -> SQL {
        var parts: [SQL] = [scope.covers("u.path")]
        if let name = filter.name {
            parts.append("a.name LIKE \(UnionDirectoryStore.within(name.lowercased())) ESCAPE '!'")
        }
        if let union = filter.union {
            // Numbers are digits, which all stand before a tilde.
            let isNumber = union.allSatisfy { $0.isASCII && $0.isNumber }
            let condition: SQL =
                isNumber
                ? "c.code >= \(union) AND c.code < \(union + "~")"
                : "\(scope.covers("c.path")) AND c.name LIKE \(UnionDirectoryStore.within(union)) ESCAPE '!'"
            parts.append("u.id IN (SELECT c.id FROM trade_union c WHERE \(condition))")
        }
        switch filter.holding {
        case nil: break
        case .role(let role)?:
            parts.append(
                """
                EXISTS (SELECT 1 FROM account_role r
                    WHERE r.account_id = a.id AND r.role = \(role) AND \(inForce(on: day)))
                """)
        case .nothing?:
            parts.append(
                "NOT EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND \(inForce(on: day)))")
        case .ending?:
            let last = day.adding(days: AccountFilter.noticeDays)
            parts.append(
                """
                EXISTS (SELECT 1 FROM account_role r
                    WHERE r.account_id = a.id AND r.valid_until <= \(last) AND \(inForce(on: day)))
                """)
        }
        if let status = filter.status { parts.append("a.status = \(status)") }
        return .joined(parts, separator: " AND ")
    }

    /// The accounts of one union, by name.
    public func list(of union: ID<Union>, on day: CalendarDay) throws -> [ManagedAccount] {
        try managed("\(Self.selectManaged) WHERE a.union_id = \(union) ORDER BY a.name", on: day)
    }

    /// - Parameter day: the real clock's, for the roles that hold.
    public func managed(_ id: ID<Account>, on day: CalendarDay) throws -> ManagedAccount? {
        try managed("\(Self.selectManaged) WHERE a.id = \(id)", on: day).first
    }

    /// The nearest union at or above this path with another active account that may do this, as a second person, on this
    /// day; nil where there is none.
    public func second(for action: Action, at path: UnionPath, besides account: ID<Account>, on day: CalendarDay)
        throws -> ID<Union>?
    {
        let roles = action.roles.sorted { $0.rawValue < $1.rawValue }
        return try transaction.value(
            """
            SELECT u.id FROM trade_union u JOIN account a ON a.union_id = u.id AND a.status = 'active'
            JOIN account_role r ON r.account_id = a.id AND r.role IN \(list: roles)
                AND \(Self.inForce(on: day))
            WHERE u.path IN \(list: path.lineage) AND a.id <> \(account) ORDER BY length(u.path) DESC LIMIT 1
            """)
    }

    /// Gives the account these roles, one grant for each, and no others.
    ///
    /// - Throws: `StaleVersion` when the account was changed after it was shown.
    public func setRoles(_ grants: [RoleGrant], of account: ManagedAccount) throws {
        try touch(account)
        try transaction.execute("DELETE FROM account_role WHERE account_id = \(account.account.id)")
        for grant in grants {
            try transaction.execute(
                """
                INSERT INTO account_role (account_id, role, valid_from, valid_until)
                VALUES (\(account.account.id), \(grant.role), \(grant.from), \(grant.until))
                """)
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

    /// The accounts of a statement, their roles read together.
    private func managed(_ statement: SQL, on day: CalendarDay) throws -> [ManagedAccount] {
        let rows = try transaction.query(statement)
        let accounts: [ID<Account>] = try rows.map { try $0.get("id") }
        var grants: [ID<Account>: [Role: RoleGrant]] = [:]
        for part in accounts.inParts {
            try transaction.forEach(
                "SELECT account_id, role, valid_from, valid_until FROM account_role WHERE account_id IN \(list: part)"
            ) { row in
                let grant = RoleGrant(try row.get(1), from: try row.get(2), until: try row.get(3))
                grants[try row.get(0), default: [:]][grant.role] = grant
            }
        }
        return try zip(accounts, rows).map { id, row in
            let held = grants[id] ?? [:]
            return try Self.managed(row, id, Role.allCases.compactMap { held[$0] }, day)
        }
    }

    private static func managed(
        _ row: Row, _ id: ID<Account>, _ grants: [RoleGrant], _ day: CalendarDay
    ) throws -> ManagedAccount {
        let kind: UnionKind = try row.get("kind")
        let isSetUp: Bool = try row.get("has_second_factor")
        let isNeeded = grants.lasting(on: day).contains { $0.role.needsSecondFactor(at: kind) }
        return ManagedAccount(
            account: Account(
                id: id, name: try row.get("name"), displayName: try row.get("display_name"),
                union: try row.get("union_id")),
            unionName: try row.get("union_name"), kind: kind, path: try row.get("path"), grants: grants, on: day,
            status: try row.get("status"), lockedUntil: try row.get("locked_until"),
            lastLoginAt: try row.get("last_login_at"),
            secondFactor: isSetUp ? .inUse : isNeeded ? .missing : .notNeeded, version: try row.get("version"))
    }
}

extension Account.Status: SQLBindable, SQLReadable {}
