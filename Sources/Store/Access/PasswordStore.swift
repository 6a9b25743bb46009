public import DatabaseKit
public import Domain

/// Passwords of accounts: the present one, those before it, and how old it is.
public struct PasswordStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What decides whether an account may go on with its password.
    public struct Standing: Sendable {
        public let mustChange: Bool
        public let changedAt: Instant
        /// The setting `password-policy`; nil for the default.
        public let policy: String?
        /// The setting `mode`; nil where real people work.
        public let mode: String?
    }

    public func standing(of account: ID<Account>) throws -> Standing? {
        try transaction.first(
            """
            SELECT must_change_password, password_changed_at,
                (SELECT value FROM setting WHERE name = \(SettingStore.Name.passwordPolicy)) AS policy,
                (SELECT value FROM setting WHERE name = \(SettingStore.Name.mode)) AS mode
            FROM account WHERE id = \(account)
            """
        ).map {
            Standing(
                mustChange: try $0.get("must_change_password"), changedAt: try $0.get("password_changed_at"),
                policy: try $0.get("policy"), mode: try $0.get("mode"))
        }
    }

    /// The hashes of the last passwords, the present one first.
    public func hashes(of account: ID<Account>, limit: Int) throws -> [String] {
        let present: String? = try transaction.value("SELECT password_hash FROM account WHERE id = \(account)")
        let past: [String] = try transaction.query(
            "SELECT hash FROM past_password WHERE account_id = \(account) ORDER BY id DESC LIMIT \(limit)"
        ).map { try $0.get("hash") }
        return Array(([present].compactMap { $0 } + past).prefix(limit))
    }

    /// Sets a password of the person's own; of those before it so many are kept that, with it, they are `remembered`.
    public func set(_ hash: String, of account: ID<Account>, remembered: Int, at now: Instant) throws {
        try transaction.execute(
            """
            INSERT INTO past_password (id, account_id, hash)
            SELECT \(try transaction.newKey()), id, password_hash FROM account WHERE id = \(account)
            """)
        try AccountStore(transaction).setPassword(hash, of: account, at: now)
        try transaction.execute(
            """
            DELETE FROM past_password WHERE account_id = \(account) AND id NOT IN
                (SELECT id FROM past_password WHERE account_id = \(account) ORDER BY id DESC
                LIMIT \(max(0, remembered - 1)))
            """)
    }
}
