public import DatabaseKit
public import Domain

/// The second factor of accounts: sealed secrets, the last step used, and hashed recovery codes.
public struct SecondFactorStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// The secret in base32 with the step of the last code that was used.
    public struct Secret: Sendable {
        public let base32: String
        public let lastStep: Int64?
    }

    public func secret(of account: ID<Account>) throws -> Secret? {
        let row = try transaction.first("SELECT totp_sealed, totp_step FROM account WHERE id = \(account)")
        guard let row, let sealed: [UInt8] = try row.get("totp_sealed") else { return nil }
        return Secret(
            base32: try seal.open(sealed, in: .accountSecret, row: account.rawValue), lastStep: try row.get("totp_step")
        )
    }

    public func isSetUp(_ account: ID<Account>) throws -> Bool {
        try transaction.first("SELECT id FROM account WHERE id = \(account) AND totp_sealed IS NOT NULL") != nil
    }

    /// - Parameter step: of the code that proved the secret; it cannot be used again.
    public func set(_ base32: String, step: Int64?, of account: ID<Account>) throws {
        let sealed = try seal.seal(base32, in: .accountSecret, row: account.rawValue)
        try transaction.execute(
            """
            UPDATE account SET totp_sealed = \(sealed), totp_step = \(step), version = version + 1
            WHERE id = \(account)
            """)
        try transaction.execute("UPDATE session SET duty = NULL, totp_sealed = NULL WHERE account_id = \(account)")
    }

    public func use(step: Int64, of account: ID<Account>) throws {
        try transaction.execute("UPDATE account SET totp_step = \(step) WHERE id = \(account)")
    }

    /// Takes the second factor away, with its recovery codes.
    public func clear(of account: ID<Account>) throws {
        try transaction.execute(
            "UPDATE account SET totp_sealed = NULL, totp_step = NULL, version = version + 1 WHERE id = \(account)")
        try transaction.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
    }

    // MARK: The secret on offer

    /// The secret that a session shows while the second factor is set up.
    public func offered(to session: ID<Session>) throws -> String? {
        let sealed: [UInt8]? = try transaction.value("SELECT totp_sealed FROM session WHERE id = \(session)")
        return try sealed.map { try seal.open($0, in: .sessionSecret, row: session.rawValue) }
    }

    public func offer(_ base32: String, to session: ID<Session>) throws {
        let sealed = try seal.seal(base32, in: .sessionSecret, row: session.rawValue)
        try transaction.execute("UPDATE session SET totp_sealed = \(sealed) WHERE id = \(session)")
    }

    // MARK: Recovery codes

    public func replaceCodes(_ hashes: [[UInt8]], of account: ID<Account>) throws {
        try transaction.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        for hash in hashes {
            try transaction.execute("INSERT INTO recovery_code (account_id, hash) VALUES (\(account), \(hash))")
        }
    }

    public func codesLeft(of account: ID<Account>) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM recovery_code WHERE account_id = \(account) AND used_at IS NULL") ?? 0
    }

    /// Uses a code up.
    ///
    /// - Returns: whether it was one of the account's that had not been used.
    public func useCode(_ hash: [UInt8], of account: ID<Account>, at now: Instant) throws -> Bool {
        let found = try transaction.first(
            """
            SELECT account_id FROM recovery_code
            WHERE account_id = \(account) AND hash = \(hash) AND used_at IS NULL
            """)
        guard found != nil else { return false }
        try transaction.execute(
            "UPDATE recovery_code SET used_at = \(now) WHERE account_id = \(account) AND hash = \(hash)")
        return true
    }
}
