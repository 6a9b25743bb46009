public import DatabaseKit

/// A PostgreSQL database behind a pool of connections, each with a thread of its own, for libpq blocks.
///
/// Writes are SERIALIZABLE and repeated when another transaction got in the way; reads are REPEATABLE READ READ ONLY.
public final class PostgresDatabase: Database {
    public let engine = EngineKind.postgres

    private let pool: ConnectionPool
    private let patience: Patience

    private init(pool: ConnectionPool, patience: Patience) {
        self.pool = pool
        self.patience = patience
    }

    /// Connects and checks that the server suits.
    ///
    /// The database must be encoded in UTF-8 and compare text byte by byte (locale C), as SQLite does, and the server
    /// must flush what is committed.
    ///
    /// - Parameters:
    ///   - url: `postgres://user:password@host:port/database`, or whatever else libpq takes.
    ///   - connections: how many transactions may run at the same time; more of them wait in the order they came.
    /// - Throws: `DatabaseError.unavailable`, which says what does not suit.
    public static func open(url: String, connections: Int = 8) async throws -> PostgresDatabase {
        let pool = ConnectionPool(url: url, size: max(connections, 1))
        let database = PostgresDatabase(pool: pool, patience: Patience())
        try await pool.with { connection in try connection.check() }
        return database
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await run(.snapshot, body)
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await run(.change, body)
    }

    private func run<T: Sendable>(
        _ purpose: PostgresTransaction.Purpose, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        var attempts = 1
        while true {
            switch try await pool.with({ connection in try connection.attempt(purpose, body) }) {
            case .done(let value):
                return value
            case .disturbed(let failure, let error):
                guard patience.tries(again: failure, after: attempts) else { throw error }
                try await patience.wait(after: attempts)
                attempts += 1
            }
        }
    }

    public func checkIntegrity() async throws -> [String] {
        try await read { transaction in
            let damaged: Int? = try transaction.value(
                """
                SELECT CAST(coalesce(sum(checksum_failures), 0) AS BIGINT) FROM pg_stat_database
                WHERE datname = current_database()
                """)
            let indexes = try transaction.query(
                """
                SELECT CAST(CAST(indexrelid AS regclass) AS TEXT) FROM pg_index
                JOIN pg_class ON pg_class.oid = indexrelid
                WHERE NOT indisvalid AND relnamespace = CAST(current_schema() AS regnamespace)
                """)
            let constraints = try transaction.query(
                """
                SELECT CAST(conname AS TEXT) FROM pg_constraint
                WHERE NOT convalidated AND connamespace = CAST(current_schema() AS regnamespace)
                """)
            let pages = damaged.flatMap { $0 > 0 ? ["\($0) pages failed their checksum"] : nil } ?? []
            return try pages + indexes.map { "Index \(try $0.get(0) as String) is not valid" }
                + constraints.map { "Constraint \(try $0.get(0) as String) is not validated" }
        }
    }

    public func close() async throws {
        await pool.close()
    }
}
