public import DatabaseKit
public import DatabasePostgres
import DatabaseSQLite
import Foundation

/// An engine that a test runs on; tests of what is kept run on each: `@Test(arguments: Engine.available)`.
///
/// PostgreSQL takes part if `GONGHUI_TEST_POSTGRES` is the url of a server where databases may be created
/// (`bin/postgres-for-tests` starts one). With `GONGHUI_REQUIRE_POSTGRES=1` it takes part in any case, and its tests
/// fail without a server.
public enum Engine: String, CaseIterable, CustomStringConvertible, Sendable {
    case sqlite
    case postgres

    public static let available: [Engine] = {
        let environment = ProcessInfo.processInfo.environment
        let isRequired = environment["GONGHUI_REQUIRE_POSTGRES"] == "1"
        return isRequired || postgresURL != nil ? [.sqlite, .postgres] : [.sqlite]
    }()

    public var description: String { rawValue }

    /// A database of the caller's own with this schema and nothing in it; it goes away with the last reference.
    public func database(migrations: [Migration] = []) async throws -> any Database {
        let template = try await Templates.shared.template(self, migrations)
        switch self {
        case .sqlite:
            let folder = try Folder()
            try FileManager.default.copyItem(atPath: template, toPath: folder.path(of: "copy.db"))
            return TestDatabase(try await SQLiteDatabase.open(path: folder.path(of: "copy.db")), inside: folder)
        case .postgres:
            let place = try Place()
            return try await place.inTurn {
                let url = try await place.server.create(place.name, from: template)
                return TestDatabase(try await PostgresDatabase.open(url: url, connections: 4), inside: place)
            }
        }
    }

    /// A database of the caller's own without any table, not even those that `Migrator` makes first.
    public func bareDatabase() async throws -> any Database {
        switch self {
        case .sqlite:
            let folder = try Folder()
            return TestDatabase(try await SQLiteDatabase.open(path: folder.path(of: "bare.db")), inside: folder)
        case .postgres:
            let place = try Place()
            return try await place.inTurn {
                let url = try await place.server.create(place.name)
                return TestDatabase(try await PostgresDatabase.open(url: url, connections: 4), inside: place)
            }
        }
    }

    /// The server for tests.
    ///
    /// - Throws: `MissingServer` if the environment names none.
    public static func postgresServer() throws -> PostgresServer {
        guard let url = postgresURL else { throw MissingServer() }
        return PostgresServer(url: url)
    }

    private static var postgresURL: String? {
        ProcessInfo.processInfo.environment["GONGHUI_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// The tests on PostgreSQL are required and there is no server.
public struct MissingServer: Error, CustomStringConvertible {
    public var description: String { "GONGHUI_TEST_POSTGRES is not set; bin/postgres-for-tests starts a server" }
}
