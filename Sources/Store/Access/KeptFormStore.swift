public import DatabaseKit
public import Domain

/// What was typed into forms whose sessions had ended, sealed, for the account that typed it.
public struct KeptFormStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a form; of one account's the newest so many stay.
    ///
    /// - Parameter tokenHash: of the token that only the browser has which sent the form.
    public func insert(
        _ form: String, tokenHash: [UInt8], of account: ID<Account>, keeping limit: Int, at now: Instant
    ) throws {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO kept_form (id, token_hash, account_id, sealed, at)
            VALUES (\(id), \(tokenHash), \(account), \(try seal.seal(form, in: .keptForm, row: id)), \(now))
            """)
        try transaction.execute(
            """
            DELETE FROM kept_form WHERE account_id = \(account) AND id NOT IN
                (SELECT id FROM kept_form WHERE account_id = \(account) ORDER BY id DESC LIMIT \(limit))
            """)
    }

    /// The form behind a token; nil for another account's, and for one that was kept before this moment.
    public func find(tokenHash: [UInt8], of account: ID<Account>, since limit: Instant) throws -> String? {
        try transaction.first(
            """
            SELECT id, sealed FROM kept_form
            WHERE token_hash = \(tokenHash) AND account_id = \(account) AND at >= \(limit)
            """
        ).map { try seal.open($0.get("sealed"), in: .keptForm, row: $0.get("id")) }
    }

    public func purge(before limit: Instant) throws {
        try transaction.execute("DELETE FROM kept_form WHERE at < \(limit)")
    }
}
