import DatabaseKit
import TestSupport
import Testing

@Suite("The schema is brought up to the program's, once")
struct MigratorTests {
    private let first = Migration(id: "0001-a", statements: ["CREATE TABLE a (id {key} PRIMARY KEY, n {int}) {strict}"])
    private let second = Migration(id: "0002-b", statements: ["ALTER TABLE a ADD COLUMN text TEXT"])

    @Test("each step is applied once, in order", arguments: Engine.available)
    func appliesOnce(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        #expect(try await Migrator([first, second]).pending(database) == ["0001-a", "0002-b"])
        #expect(try await Migrator([first]).migrate(database) == ["0001-a"])
        #expect(try await Migrator([first, second]).pending(database) == ["0002-b"])
        #expect(try await Migrator([first, second]).migrate(database) == ["0002-b"])
        #expect(try await Migrator([first, second]).migrate(database) == [])
        #expect(try await Migrator([first, second]).pending(database) == [])
    }

    @Test("a step that was changed is refused", arguments: Engine.available)
    func refusesChanges(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        try await Migrator([first]).migrate(database)
        let changed = Migration(id: first.id, statements: first.statements + ["CREATE INDEX a_n ON a (n)"])
        await #expect(throws: MigrationError.changed(id: "0001-a")) {
            try await Migrator([changed, second]).migrate(database)
        }
        #expect(try await Migrator([first, second]).pending(database) == ["0002-b"])
    }

    @Test("a database of a newer program, or with a gap, is refused", arguments: Engine.available)
    func refusesStrangers(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        try await Migrator([first, second]).migrate(database)
        await #expect(throws: MigrationError.unknown(id: "0002-b")) {
            try await Migrator([first]).migrate(database)
        }
        let between = Migration(id: "0001-z", statements: ["CREATE TABLE z (id {key} PRIMARY KEY) {strict}"])
        await #expect(throws: MigrationError.skipped(id: "0001-z")) {
            try await Migrator([first, between, second]).migrate(database)
        }
        await #expect(throws: MigrationError.disordered(id: "0001-a")) {
            try await Migrator([second, first]).migrate(database)
        }
    }

    @Test("a step that fails leaves nothing and can be corrected", arguments: Engine.available)
    func undoesFailures(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        let wrong = Migration(id: "0001-a", statements: first.statements + ["CREATE TABEL b (id {key})"])
        await #expect(throws: DatabaseError.self) { try await Migrator([wrong]).migrate(database) }
        #expect(try await Migrator([first, second]).migrate(database) == ["0001-a", "0002-b"])
    }

    @Test("of several programs started at once, one applies each step", arguments: Engine.available)
    func runsAlone(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        let migrator = Migrator([first, second])
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...4 { group.addTask { try await migrator.migrate(database) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == ["0001-a", "0002-b"])
    }
}
