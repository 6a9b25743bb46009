import DatabaseKit
import DatabasePostgres
import Foundation
import TestSupport
import Testing

@Suite("PostgreSQL behind a pool", .enabled(if: Engine.available.contains(.postgres)))
struct PostgresTests {
    @Test("a connection that the server ended is replaced and nobody notices")
    func reconnects() async throws {
        let database = try await Engine.postgres.database(migrations: Library.migrations)
        let backend: Int? = try await database.read { transaction in try transaction.value("SELECT pg_backend_pid()") }
        let other = try await Engine.postgres.database()
        let isEnded: Bool? = try await other.read { transaction in
            try transaction.value("SELECT pg_terminate_backend(CAST(\(backend) AS INTEGER), 5000)")
        }
        #expect(isEnded == true)
        let next: Int? = try await database.write { transaction in
            _ = try Library.addShelf("A", transaction)
            return try transaction.value("SELECT pg_backend_pid()")
        }
        #expect(next != nil)
        #expect(next != backend)
    }

    @Test("a connection lost within a transaction is an error, and the pool goes on")
    func losesConnection() async throws {
        let database = try await Engine.postgres.database(migrations: Library.migrations)
        do {
            try await database.write { transaction in
                _ = try Library.addShelf("A", transaction)
                _ = try transaction.query("SELECT pg_terminate_backend(pg_backend_pid())")
                _ = try Library.addShelf("B", transaction)
            }
            Issue.record("It went through")
        } catch DatabaseError.unavailable {}
        let shelves: Int? = try await database.read { transaction in
            try transaction.value("SELECT count(*) FROM shelf")
        }
        #expect(shelves == 0)
    }

    @Test("a statement kept before the schema changed is prepared anew")
    func replansAfterMigration() async throws {
        let database = try await Engine.postgres.bareDatabase()
        let first = Migration(id: "1", statements: ["CREATE TABLE a (id {key} PRIMARY KEY)"])
        let second = Migration(id: "2", statements: ["ALTER TABLE a ADD COLUMN n {int}"])
        let columns: @Sendable (any Transaction) throws -> [String] = { transaction in
            try transaction.execute("INSERT INTO a (id) VALUES (\(try transaction.newKey()))")
            return try transaction.first("SELECT * FROM a")?.columns.names ?? []
        }
        try await Migrator([first]).migrate(database)
        #expect(try await database.write(columns) == ["id"])
        try await Migrator([first, second]).migrate(database)
        #expect(try await database.write(columns) == ["id", "n"])
    }

    @Test("more different statements than a connection keeps all run")
    func forgetsStatements() async throws {
        let database = try await Engine.postgres.database(migrations: Library.migrations)
        let names = try await database.write { transaction in
            for number in 1...600 {
                // One text each: executeMany keeps what it prepares, whatever it was put together from.
                let columns = SQL.joined((0..<number).map { _ in "1" }, separator: ", ")
                try transaction.executeMany(["SELECT \(columns)"])
            }
            return try transaction.value("SELECT count(*) FROM pg_prepared_statements") ?? 0
        }
        #expect(names > 100)
        #expect(names <= 257)
    }

    @Test("a database that compares text otherwise is refused")
    func refusesOtherOrder() async throws {
        let server = try Engine.postgresServer()
        let name = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
        let url = try await server.create(name)
        let database = try await PostgresDatabase.open(url: url, connections: 1)
        // Nobody looks at this column while the database is open: the next to connect does.
        try await database.write { transaction in
            try transaction.execute(
                "UPDATE pg_database SET datcollate = 'C.UTF-8' WHERE datname = current_database()")
        }
        try await database.close()
        await #expect(throws: DatabaseError.unavailable("The database was not created with locale C")) {
            _ = try await PostgresDatabase.open(url: url, connections: 1)
        }
        try await server.drop(name)
    }

    @Test("a server that is not there is unavailable, and the reason has no password in it")
    func isUnavailable() async throws {
        do {
            _ = try await PostgresDatabase.open(url: "postgres://a:sesame@127.0.0.1:1/a", connections: 1)
            Issue.record("It connected")
        } catch DatabaseError.unavailable(let reason) {
            #expect(!reason.contains("sesame"))
        }
    }

    @Test("a name that is more than a name cannot become a database", arguments: ["a; b", "a\"", "", "1a", "甲"])
    func refusesNames(name: String) async throws {
        let server = try Engine.postgresServer()
        await #expect(throws: DatabaseError.self) { _ = try await server.create(name) }
    }
}
