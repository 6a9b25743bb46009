public import DatabaseKit
import DatabaseSQLite
import Foundation

/// A database of a test as it stood at a moment, to be gone on from as often as the test wants; on SQLite.
public struct DatabaseSnapshot: Sendable {
    private let folder: Folder
    private static let name = "snapshot.db"

    /// - Throws: `CocoaError` for a database that `Engine.sqlite` has not made.
    public init(of database: any Database) async throws {
        guard let base = (database as? TestDatabase)?.base as? SQLiteDatabase else {
            throw CocoaError(.featureUnsupported)
        }
        folder = try Folder()
        try await base.backup(to: folder.path(of: Self.name))
    }

    /// A database of the caller's own with everything that stood there.
    public func open() async throws -> any Database {
        let own = try Folder()
        try FileManager.default.copyItem(atPath: folder.path(of: Self.name), toPath: own.path(of: Self.name))
        return TestDatabase(try await SQLiteDatabase.open(path: own.path(of: Self.name)), inside: own)
    }
}
