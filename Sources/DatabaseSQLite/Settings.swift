import GRDB

/// What decides whether a committed transaction survives a power cut and whether references are checked.
package struct Settings: Hashable, Sendable {
    /// 2 is FULL: the log is flushed before a commit returns.
    package let synchronous: Int
    package let journal: String
    package let foreignKeys: Int

    package var isDurable: Bool {
        synchronous == 2 && journal == "wal" && foreignKeys == 1
    }

    init(_ connection: GRDB.Database) throws {
        synchronous = try Int.fetchOne(connection, sql: "PRAGMA synchronous") ?? 0
        journal = try String.fetchOne(connection, sql: "PRAGMA journal_mode") ?? ""
        foreignKeys = try Int.fetchOne(connection, sql: "PRAGMA foreign_keys") ?? 0
    }
}
