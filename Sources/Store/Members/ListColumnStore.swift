public import DatabaseKit
public import Domain

/// Which columns of a list an account has chosen to see.
public struct ListColumnStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The names of the columns; nil for an account that has not chosen.
    public func columns(of list: String, for account: ID<Account>) throws -> [String]? {
        let columns: String? = try transaction.value(
            "SELECT columns FROM list_column WHERE account_id = \(account) AND list = \(list)")
        return columns.map { $0.split(separator: " ").map(String.init) }
    }

    public func choose(_ columns: [String], of list: String, for account: ID<Account>) throws {
        try transaction.execute(
            """
            INSERT INTO list_column (account_id, list, columns)
            VALUES (\(account), \(list), \(columns.joined(separator: " ")))
            ON CONFLICT (account_id, list) DO UPDATE SET columns = excluded.columns
            """)
    }

    /// Goes back to the columns of an account that has not chosen.
    public func forget(list: String, for account: ID<Account>) throws {
        try transaction.execute("DELETE FROM list_column WHERE account_id = \(account) AND list = \(list)")
    }
}
