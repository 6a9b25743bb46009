/// The engines that keep the platform's records.
public enum EngineKind: String, CaseIterable, Sendable {
    case sqlite
    case postgres
}

/// A database, SQLite or PostgreSQL, that runs synchronous transactions without blocking the caller's thread.
///
/// A closure may run more than once (PostgreSQL repeats a write that met another one), so it has no effect outside
/// its transaction. It holds a connection as long as it runs: it does not wait for anything else.
public protocol Database: Sendable {
    var engine: EngineKind { get }

    /// Runs `body` on one unchanging snapshot, from its first statement on; a write in it is refused.
    ///
    /// - Throws: what `body` throws, or `DatabaseError.readOnly` for a write.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Runs `body` as if no other write ran at the same time, and makes its changes durable before it returns.
    ///
    /// If `body` throws, nothing of it is kept. A statement that failed spoils the transaction: even if `body` catches
    /// the error and returns, the changes are rolled back and the error is thrown, on both engines alike. To insert
    /// what may be there already, write `ON CONFLICT`.
    ///
    /// - Throws: what `body` throws; `DatabaseError.busy` if others kept it from running.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Reads through the stored records and says what is damaged, one sentence each; empty if all is well.
    func checkIntegrity() async throws -> [String]

    /// Ends all connections once the transactions under way are done; later calls throw.
    func close() async throws
}

/// The statements of one transaction, in order, on one connection.
///
/// It is valid only within the closure that it was given to.
public protocol Transaction: AnyObject {
    var engine: EngineKind { get }

    /// All rows of the result.
    func query(_ sql: SQL) throws -> [Row]

    /// The first row of the result; the statement should say `LIMIT 1` unless its condition does.
    func first(_ sql: SQL) throws -> Row?

    /// Gives the rows to `body` one by one, never all of them in memory.
    ///
    /// Only for a `SELECT`. Within `body` other statements may run, but none that changes what is being read.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Runs a statement that changes something and counts the rows that it inserted, updated or deleted.
    @discardableResult func execute(_ sql: SQL) throws -> Int

    /// Runs many statements of the same text, prepared once and, on PostgreSQL, without waiting for each.
    @discardableResult func executeMany(_ statements: some Sequence<SQL>) throws -> Int

    /// Inserts all rows of one table and counts those that came in.
    @discardableResult func insert(_ insertion: Insertion) throws -> Int

    /// A key for a row to be inserted: unique in the whole database, greater than zero, not reused.
    ///
    /// Keys grow roughly with time, but gaps and, between connections, inversions are usual.
    func newKey() throws -> Int64
}

extension Transaction {
    /// The first column of the first row; nil if there is no row or the value is NULL.
    public func value<T: SQLReadable>(_ sql: SQL) throws -> T? {
        guard let row = try first(sql) else { return nil }
        return try row.get(0) as T?
    }
}
