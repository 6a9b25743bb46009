public import DatabaseKit
public import Domain

/// Filters by name or number, kept under an opaque token so that they never stand in an address.
public struct SavedFilterStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a filter for a day; whatever the account kept before then is thrown away.
    ///
    /// - Parameter list: which list it belongs to; a token of another list finds nothing.
    public func save(
        _ filter: String, token: String, list: String, for account: ID<Account>, at now: Instant
    ) throws {
        try transaction.execute(
            "DELETE FROM saved_filter WHERE account_id = \(account) AND at < \(now.adding(days: -1))")
        try transaction.execute(
            """
            INSERT INTO saved_filter (token, account_id, list, sealed, at)
            VALUES (\(token), \(account), \(list),
                \(try seal.seal(filter, in: .savedFilter, row: account.rawValue)), \(now))
            """)
    }

    /// The filter behind a token; nil for a token of another account or list, or one that has grown old.
    public func find(_ token: String, list: String, for account: ID<Account>) throws -> String? {
        let sealed: [UInt8]? = try transaction.value(
            "SELECT sealed FROM saved_filter WHERE token = \(token) AND account_id = \(account) AND list = \(list)")
        return try sealed.map { try seal.open($0, in: .savedFilter, row: account.rawValue) }
    }
}
