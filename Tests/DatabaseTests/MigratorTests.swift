import DatabaseKit
import TestSupport
import Testing

@Suite("The schema is brought up to the program's, once")
struct MigratorTests {
    private let first = Migration(id: "0001-a", statements: ["CREATE TABLE a (id {key} PRIMARY KEY, n {int}) {strict}"])
    private let second = Migration(id: "0002-b", statements: ["ALTER TABLE a ADD COLUMN text TEXT"])

    @Test("a check of a list takes each of its words and no other", arguments: Engine.available)
    func checkedList(engine: Engine) async throws {
        let migration = Migration(
            id: "0001-a",
            statements: [
                """
                CREATE TABLE a (
                    id {key} PRIMARY KEY,
                    colour TEXT CHECK (colour IN ('red', 'dark green',
                        'blue')),
                    size {int} NOT NULL DEFAULT 1 CHECK (size IN (1, 2, 3)) ) {strict}
                """
            ])
        let database = try await engine.bareDatabase()
        _ = try await Migrator([migration]).migrate(database)
        try await database.write { transaction in
            try transaction.execute(
                "INSERT INTO a (id, colour, size) VALUES (1, 'red', 1), (2, 'dark green', 2), (3, 'blue', 3), (4, NULL, 1)"
            )
        }
        for refused in ["'yellow', 1", "'red', 4"] as [SQL] {
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO a (id, colour, size) VALUES (9, \(refused))") }
            }
        }
    }

    /// A list of more than two costs SQLite a table with every row that is written.
    @Test("SQLite is given no list to make a table of")
    func noTableForEachRow() async throws {
        let migration = Migration(
            id: "0001-a", statements: ["CREATE TABLE a (id {key} PRIMARY KEY, n {int} CHECK (n IN (1, 2, 3))) {strict}"]
        )
        let database = try await Engine.sqlite.bareDatabase()
        _ = try await Migrator([migration]).migrate(database)
        let steps = try await database.read { try $0.query("EXPLAIN INSERT INTO a (id, n) VALUES (1, 2)") }
        let codes = try steps.map { try $0.get("opcode") as String }
        #expect(codes.contains("Insert"))
        #expect(!codes.contains("OpenEphemeral"))
    }

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

    @Test("what is computed is part of its step, and guarded by its name", arguments: Engine.available)
    func computation(engine: Engine) async throws {
        func migration(_ name: String) -> Migration {
            Migration(
                id: "0002-b", statements: second.statements,
                computation: .init(name) { try $0.execute("UPDATE a SET text = 'computed' WHERE n = 1") })
        }
        let database = try await engine.bareDatabase()
        try await Migrator([first]).migrate(database)
        try await database.write { try $0.execute("INSERT INTO a (id, n) VALUES (1, 1), (2, 2)") }
        #expect(try await Migrator([first, migration("one")]).migrate(database) == ["0002-b"])
        let computed: Int? = try await database.read { try $0.value("SELECT count(*) FROM a WHERE text = 'computed'") }
        #expect(computed == 1)
        #expect(try await Migrator([first, migration("one")]).pending(database) == [])
        await #expect(throws: MigrationError.changed(id: "0002-b")) {
            try await Migrator([first, migration("another")]).pending(database)
        }
    }

    @Test("what one engine needs besides is applied there, and guarded by the checksum", arguments: Engine.available)
    func ownStatements(engine: Engine) async throws {
        func migration(_ word: String) -> Migration {
            Migration(
                id: "0001-a", statements: first.statements,
                besides: [
                    .sqlite: ["CREATE TABLE of_\(word)_sqlite (id INTEGER) STRICT"],
                    .postgres: ["CREATE TABLE of_\(word)_postgres (id BIGINT)"],
                ])
        }
        let database = try await engine.bareDatabase()
        try await Migrator([migration("one")]).migrate(database)
        let own: SQL =
            switch engine {
            case .sqlite: "SELECT count(*) FROM of_one_sqlite"
            case .postgres: "SELECT count(*) FROM of_one_postgres"
            }
        let rows: Int? = try await database.read { try $0.value(own) }
        #expect(rows == 0)
        await #expect(throws: MigrationError.changed(id: "0001-a")) {
            try await Migrator([migration("two")]).migrate(database)
        }
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
