import CSQLiteSetup
public import DatabaseKit
import Dispatch
import Foundation
import GRDB
import Synchronization

/// A SQLite file in WAL mode: one writer, several readers, each read on its own snapshot.
///
/// A transaction that `write` has returned from survives a power cut: the writer runs with `synchronous = FULL`, which
/// is set after the pool is open, because GRDB sets NORMAL while it opens one.
public final class SQLiteDatabase: DatabaseKit.Database {
    public let engine = EngineKind.sqlite

    private let pool: DatabasePool
    private let state = Mutex(State.open)

    private enum State {
        case open
        /// A flush failed: what the disk has is unknown, so nothing more is written.
        case stopped
        case closed
    }

    private init(pool: DatabasePool) {
        self.pool = pool
    }

    /// Opens the file, and creates it, readable by its owner alone, if it is not there.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist and be on a local disk, for WAL shares memory.
    ///   - readers: how many reads may run at the same time.
    /// - Throws: `DatabaseError.unavailable` if the file cannot be opened or a commit would not be durable.
    public static func open(path: String, readers: Int = 5) async throws -> SQLiteDatabase {
        try await offThread {
            do {
                return try openNow(path: path, readers: readers)
            } catch let error as GRDB.DatabaseError {
                throw DatabaseKit.DatabaseError(error)
            }
        }
    }

    /// Nobody asks SQLite how much memory it has; counting it costs an import a seventh of SQLite's time.
    private static let withoutCounting: Void = { _ = csqlite_allocate_without_counting() }()

    private static func openNow(path: String, readers: Int) throws -> SQLiteDatabase {
        _ = withoutCounting
        try createPrivately(path)
        var configuration = Configuration()
        configuration.label = "gonghui"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA secure_delete = ON")
            try connection.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        let settings = try pool.writeWithoutTransaction { connection in
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            // Pages that a long transaction has changed; with the usual 2 MB an import writes each of them many times.
            try connection.execute(sql: "PRAGMA cache_size = -49152")
            return try Settings(connection)
        }
        guard settings.isDurable else {
            throw DatabaseKit.DatabaseError.unavailable("\(path) does not keep what is committed: \(settings)")
        }
        return SQLiteDatabase(pool: pool)
    }

    /// WAL and shared memory files take over the permissions of the file they belong to.
    private static func createPrivately(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw DatabaseKit.DatabaseError.unavailable("\(path) cannot be created")
        }
    }

    public func read<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseKit.Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { connection in
                continuation.resume(
                    with: Result {
                        do {
                            return try body(SQLiteTransaction(try connection.get(), .snapshot))
                        } catch let error as GRDB.DatabaseError {
                            throw DatabaseKit.DatabaseError(error)
                        }
                    })
            }
        }
    }

    @discardableResult
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseKit.Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { [self] connection in
                continuation.resume(with: Result { try perform(body, on: connection) })
            }
        }
    }

    private func perform<T>(_ body: (any DatabaseKit.Transaction) throws -> T, on connection: GRDB.Database) throws -> T
    {
        try checkAcceptsWrites()
        do {
            try connection.beginTransaction(.immediate)
            let transaction = SQLiteTransaction(connection, .change)
            let result = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try connection.commit()
            return result
        } catch {
            // After a full disk SQLite has rolled back already, and this one fails: no harm.
            try? connection.rollback()
            guard let error = error as? GRDB.DatabaseError else { throw error }
            if error.extendedResultCode == .SQLITE_IOERR_FSYNC || error.extendedResultCode == .SQLITE_IOERR_DIR_FSYNC {
                state.withLock { $0 = .stopped }
            }
            throw DatabaseKit.DatabaseError(error)
        }
    }

    private func checkAcceptsWrites() throws {
        switch state.withLock({ $0 }) {
        case .open: return
        case .stopped: throw DatabaseKit.DatabaseError.inputOutput
        case .closed: throw DatabaseKit.DatabaseError.unavailable("The database is closed")
        }
    }

    public func checkIntegrity() async throws -> [String] {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { connection in
                continuation.resume(
                    with: Result {
                        do {
                            return try Self.complaints(of: try connection.get())
                        } catch let error as GRDB.DatabaseError {
                            throw DatabaseKit.DatabaseError(error)
                        }
                    })
            }
        }
    }

    private static func complaints(of connection: GRDB.Database) throws -> [String] {
        let pages = try String.fetchAll(connection, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let references = try GRDB.Row.fetchAll(connection, sql: "PRAGMA foreign_key_check").map { row in
            let table: String = row[0]
            let parent: String = row[2]
            return "A row of \(table) refers to one that is not in \(parent)"
        }
        return pages + references
    }

    /// Copies the database, as it is now, to a new file while reads and writes go on.
    ///
    /// - Throws: `DatabaseError.unavailable` if there is a file at `path`; `DatabaseError.corrupt` if the copy is not
    ///   sound.
    public func backup(to path: String) async throws {
        try await Self.offThread { [pool] in
            guard !FileManager.default.fileExists(atPath: path) else {
                throw DatabaseKit.DatabaseError.unavailable("\(path) is there already")
            }
            do {
                try Self.createPrivately(path)
                let copy = try DatabaseQueue(path: path)
                try pool.backup(to: copy)
                let complaints = try copy.read { connection in try Self.complaints(of: connection) }
                try copy.close()
                guard complaints.isEmpty else { throw DatabaseKit.DatabaseError.corrupt }
            } catch let error as GRDB.DatabaseError {
                throw DatabaseKit.DatabaseError(error)
            }
        }
    }

    public func close() async throws {
        state.withLock { $0 = .closed }
        try await Self.offThread { [pool] in
            do {
                try pool.close()
            } catch let error as GRDB.DatabaseError {
                throw DatabaseKit.DatabaseError(error)
            }
        }
    }

    /// The writer's settings, as SQLite says them now.
    package func settings() async throws -> Settings {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { connection in
                continuation.resume(with: Result { try Settings(connection) })
            }
        }
    }

    /// Runs blocking work on a thread of its own instead of one of the few that tasks share.
    private static func offThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
