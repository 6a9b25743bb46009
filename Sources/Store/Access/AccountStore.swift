import Crypto
public import DatabaseKit
public import Domain

/// Accounts with what a login needs.
public struct AccountStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// An account as the login sees it.
    public struct Credentials: Sendable {
        public let account: ID<Account>
        public let passwordHash: String
        public let passwordChangedAt: Instant
        public let status: Account.Status
        public let failures: Int
        public let lockedUntil: Instant?
        public let lastLoginAt: Instant?
        public let lastLoginOrigin: String?
        public let mustChangePassword: Bool
    }

    public func insert(
        name: String, displayName: String, union: ID<Union>, roles: Set<Role>, passwordHash: String, at now: Instant
    ) throws -> Account {
        let id = try transaction.newID(Account.self)
        try transaction.execute(
            """
            INSERT INTO account (id, name, display_name, union_id, password_hash, password_changed_at, created_at)
            VALUES (\(id), \(name), \(displayName), \(union), \(passwordHash), \(now), \(now))
            """)
        for role in roles {
            try transaction.execute("INSERT INTO account_role (account_id, role) VALUES (\(id), \(role))")
        }
        return Account(id: id, name: name, displayName: displayName, union: union)
    }

    public func setPassword(_ hash: String, of account: ID<Account>, mustChange: Bool = false, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE account SET password_hash = \(hash), password_changed_at = \(now),
                must_change_password = \(mustChange), version = version + 1
            WHERE id = \(account)
            """)
    }

    /// Keeps a new hash of the same password, unless another password was set meanwhile.
    ///
    /// - Returns: whether it is kept.
    public func renewHash(_ hash: String, replacing old: String, of account: ID<Account>) throws -> Bool {
        try transaction.execute(
            "UPDATE account SET password_hash = \(hash) WHERE id = \(account) AND password_hash = \(old)") == 1
    }

    /// What the audit log keeps of a password's hash, so that another one put in its place is named (`gonghui verify`).
    ///
    /// It tells nothing of the password that its hash, which is salted, does not.
    public static func fingerprint(ofHash hash: String) -> String {
        let digest = SHA256.hash(data: Array(hash.utf8)).prefix(16)
        return fingerprintMark + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static let fingerprintMark = "password:"

    public func count() throws -> Int {
        try transaction.value("SELECT count(*) FROM account") ?? 0
    }

    /// How many accounts hold the role on this day or will, disabled ones too.
    public func count(holding role: Role, from day: CalendarDay) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM account_role
            WHERE role = \(role) AND (valid_until IS NULL OR valid_until >= \(day))
            """) ?? 0
    }

    public func credentials(name: String) throws -> Credentials? {
        try transaction.first("\(Self.selectCredentials) WHERE name = \(name)").map(Self.credentials)
    }

    public func credentials(_ id: ID<Account>) throws -> Credentials? {
        try transaction.first("\(Self.selectCredentials) WHERE id = \(id)").map(Self.credentials)
    }

    public func id(name: String) throws -> ID<Account>? {
        try transaction.value("SELECT id FROM account WHERE name = \(name)")
    }

    /// Counts a failure; one that locks the account begins the count anew.
    public func recordFailure(of account: ID<Account>, lockedUntil: Instant?) throws {
        guard let lockedUntil else {
            try transaction.execute("UPDATE account SET failures = failures + 1 WHERE id = \(account)")
            return
        }
        try transaction.execute(
            "UPDATE account SET failures = 0, locked_until = \(lockedUntil) WHERE id = \(account)")
    }

    public func recordLogin(of account: ID<Account>, from origin: String, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE account SET failures = 0, locked_until = NULL, last_login_at = \(now), last_login_origin = \(origin)
            WHERE id = \(account)
            """)
    }

    /// The actor behind an active account with the roles that hold on this day; nil when it is disabled or gone.
    ///
    /// - Parameter day: the real clock's, as for everything about sessions.
    public func actor(_ id: ID<Account>, on day: CalendarDay) throws -> Actor? {
        let row = try transaction.first(
            """
            SELECT a.id, a.name, a.display_name, a.union_id, u.name AS union_name, u.kind, u.path
            FROM account a JOIN trade_union u ON u.id = a.union_id
            WHERE a.id = \(id) AND a.status = 'active'
            """)
        guard let row else { return nil }
        let roles: [Role] = try transaction.query(
            "SELECT r.role FROM account_role r WHERE r.account_id = \(id) AND \(Self.inForce(on: day))"
        ).map { try $0.get("role") }
        return Actor(
            account: try row.get("id"), name: try row.get("name"), displayName: try row.get("display_name"),
            union: try row.get("union_id"), unionName: try row.get("union_name"), kind: try row.get("kind"),
            path: try row.get("path"), roles: Set(roles))
    }

    /// Whether the role `r` holds on this day.
    static func inForce(on day: CalendarDay) -> SQL {
        """
        (r.valid_from IS NULL OR r.valid_from <= \(day)) AND (r.valid_until IS NULL OR r.valid_until >= \(day))
        """
    }

    static let selectCredentials: SQL = """
        SELECT id, password_hash, password_changed_at, status, failures, locked_until,
            last_login_at, last_login_origin, must_change_password
        FROM account
        """

    static func credentials(_ row: Row) throws -> Credentials {
        Credentials(
            account: try row.get("id"), passwordHash: try row.get("password_hash"),
            passwordChangedAt: try row.get("password_changed_at"), status: try row.get("status"),
            failures: try row.get("failures"), lockedUntil: try row.get("locked_until"),
            lastLoginAt: try row.get("last_login_at"), lastLoginOrigin: try row.get("last_login_origin"),
            mustChangePassword: try row.get("must_change_password"))
    }
}
