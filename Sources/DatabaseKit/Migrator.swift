/// Brings the schema of a database up to the program's.
///
/// Each step is one transaction that also records the step, so that an interrupted migration is taken up where it
/// stopped; of several programs started at once, one applies a step and the others wait for it.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is missing, also what `newKey()` needs, and returns the ids of the steps it applied.
    ///
    /// - Throws: `MigrationError` if the database and the program do not fit; nothing is applied then.
    @discardableResult
    public func migrate(_ database: any Database) async throws -> [String] {
        try checkOrder()
        try await database.write { transaction in try Self.prepare(transaction) }
        var applied: [String] = []
        while let id = try await database.write({ transaction in try applyNext(transaction) }) {
            applied.append(id)
        }
        return applied
    }

    /// The ids of the steps that are missing; changes nothing.
    ///
    /// - Throws: `MigrationError` if the database and the program do not fit.
    public func pending(_ database: any Database) async throws -> [String] {
        try checkOrder()
        return try await database.read { transaction in
            guard try Self.isPrepared(transaction) else { return migrations.map(\.id) }
            return try missing(transaction).map(\.id)
        }
    }

    private func checkOrder() throws {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where earlier.id >= later.id {
            throw MigrationError.disordered(id: later.id)
        }
    }

    private static func isPrepared(_ transaction: any Transaction) throws -> Bool {
        let tables: Int? =
            switch transaction.engine {
            case .sqlite:
                try transaction.value("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'")
            case .postgres:
                try transaction.value(
                    """
                    SELECT count(*) FROM information_schema.tables
                    WHERE table_schema = current_schema() AND table_name = 'schema_migration'
                    """)
            }
        return tables == 1
    }

    private static func prepare(_ transaction: any Transaction) throws {
        let basis = Migration(
            id: "0000-basis",
            statements: [
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    id TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at {int} NOT NULL
                ) {strict}
                """
            ])
        for statement in basis.statements(for: transaction.engine) { try transaction.execute(statement) }
        switch transaction.engine {
        case .sqlite:
            try transaction.execute(
                """
                CREATE TABLE IF NOT EXISTS key_sequence (
                    id INTEGER PRIMARY KEY CHECK (id = 1), next INTEGER NOT NULL
                ) STRICT
                """)
            try transaction.execute("INSERT INTO key_sequence (id, next) VALUES (1, 1) ON CONFLICT DO NOTHING")
        case .postgres:
            try transaction.execute("CREATE SEQUENCE IF NOT EXISTS key_sequence AS BIGINT INCREMENT BY 64")
        }
    }

    private func applyNext(_ transaction: any Transaction) throws -> String? {
        try Self.claim(transaction)
        guard let migration = try missing(transaction).first else { return nil }
        for statement in migration.statements(for: transaction.engine) { try transaction.execute(statement) }
        try migration.computation?.run(transaction)
        try transaction.execute(
            """
            INSERT INTO schema_migration (id, checksum, applied_at)
            VALUES (\(migration.id), \(migration.checksum), \(Self.now(transaction.engine)))
            """)
        return migration.id
    }

    /// Keeps other programs out of the schema until the transaction ends.
    ///
    /// On PostgreSQL the lock comes before the first query, so the snapshot already has what others applied.
    private static func claim(_ transaction: any Transaction) throws {
        switch transaction.engine {
        case .sqlite: return
        case .postgres:
            try transaction.execute("SET LOCAL statement_timeout = 0")
            try transaction.execute("SET LOCAL lock_timeout = '10min'")
            try transaction.execute("LOCK TABLE schema_migration IN ACCESS EXCLUSIVE MODE")
        }
    }

    /// The engine's own clock, in epoch milliseconds: when a schema changed is no business date.
    private static func now(_ engine: EngineKind) -> SQL {
        switch engine {
        case .sqlite: "CAST(strftime('%s', 'now') AS INTEGER) * 1000"
        case .postgres: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
        }
    }

    private func missing(_ transaction: any Transaction) throws -> [Migration] {
        var applied: [String: String] = [:]
        for row in try transaction.query("SELECT id, checksum FROM schema_migration ORDER BY id") {
            applied[try row.get("id")] = try row.get("checksum") as String
        }
        let known = Set(migrations.map(\.id))
        if let stranger = applied.keys.filter({ !known.contains($0) }).min() {
            throw MigrationError.unknown(id: stranger)
        }
        for migration in migrations {
            if let checksum = applied[migration.id], checksum != migration.checksum {
                throw MigrationError.changed(id: migration.id)
            }
        }
        let missing = migrations.filter { applied[$0.id] == nil }
        if let first = missing.first, let last = applied.keys.max(), first.id < last {
            throw MigrationError.skipped(id: first.id)
        }
        return missing
    }
}
