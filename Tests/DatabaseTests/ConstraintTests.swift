import DatabaseKit
import TestSupport
import Testing

@Suite("What the schema refuses has the same name on both engines")
struct ConstraintTests {
    private func refusal(
        _ engine: Engine, _ change: @escaping @Sendable (any Transaction, _ shelf: Int64) throws -> Void
    ) async throws -> DatabaseError? {
        let database = try await engine.database(migrations: Library.migrations)
        let shelf = try await database.write { transaction in try Library.addShelf("A", transaction) }
        do {
            try await database.write { transaction in try change(transaction, shelf) }
            return nil
        } catch let error as DatabaseError {
            return error
        }
    }

    @Test("a key of one column", arguments: Engine.available)
    func uniqueColumn(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, _ in _ = try Library.addShelf("A", transaction) }
        #expect(refusal == .unique(constraint: "shelf(name)"))
    }

    @Test("a key of two columns", arguments: Engine.available)
    func uniqueColumns(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, shelf in
            for _ in 1...2 { try Library.addBook("甲", on: shelf, transaction) }
        }
        #expect(refusal == .unique(constraint: "book(shelf_id, title)"))
    }

    @Test("a primary key", arguments: Engine.available)
    func primaryKey(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, shelf in
            try transaction.execute("INSERT INTO shelf (id, name) VALUES (\(shelf), 'B')")
        }
        #expect(refusal == .unique(constraint: "shelf(id)"))
    }

    @Test("an index on an expression", arguments: Engine.available)
    func uniqueExpression(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, shelf in
            try Library.addBook("A", pages: 2_000, on: shelf, transaction)
            try Library.addBook("a", pages: 2_000, on: shelf, transaction)
        }
        #expect(refusal == .unique(constraint: "book_title_small"))
    }

    @Test("a reference to nothing, and from a row that is left", arguments: Engine.available)
    func foreignKeys(engine: Engine) async throws {
        let dangling = try await refusal(engine) { transaction, _ in try Library.addBook("A", on: -1, transaction) }
        #expect(dangling == .foreignKey)
        let stillReferred = try await refusal(engine) { transaction, shelf in
            try Library.addBook("A", on: shelf, transaction)
            try transaction.execute("DELETE FROM shelf WHERE id = \(shelf)")
        }
        #expect(stillReferred == .foreignKey)
    }

    @Test("a check by its name", arguments: Engine.available)
    func checks(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, shelf in
            try Library.addBook("A", pages: 0, on: shelf, transaction)
        }
        #expect(refusal == .check(constraint: "book_pages"))
    }

    @Test("a missing value", arguments: Engine.available)
    func notNull(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, _ in
            try transaction.execute("INSERT INTO shelf (id, name) VALUES (5, \(nil as String?))")
        }
        #expect(refusal == .notNull)
    }

    @Test("one bad line among many", arguments: Engine.available)
    func manyLines(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, shelf in
            try transaction.executeMany(
                (1...600).map { number -> SQL in
                    let title = number == 400 ? "T1" : "T\(number)"
                    return """
                        INSERT INTO book (id, shelf_id, title, pages) VALUES (\(number), \(shelf), \(title), 1)
                        """
                })
        }
        #expect(refusal == .unique(constraint: "book(shelf_id, title)"))
    }

    @Test("what is there already can be left or changed without an error", arguments: Engine.available)
    func upserts(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let (ignored, changed, id) = try await database.write { transaction in
            let id = try Library.addShelf("A", transaction)
            let ignored = try transaction.execute(
                "INSERT INTO shelf (id, name) VALUES (\(try transaction.newKey()), 'A') ON CONFLICT DO NOTHING")
            let changed = try transaction.execute(
                """
                INSERT INTO shelf (id, name) VALUES (\(id), 'A')
                ON CONFLICT (id) DO UPDATE SET name = excluded.name || \("!")
                """)
            let found: Int64? = try transaction.value("SELECT id FROM shelf WHERE name = 'A!'")
            return (ignored, changed, found == id)
        }
        #expect(ignored == 0)
        #expect(changed == 1)
        #expect(id)
    }

    @Test("a wrong statement carries the engine's code for the log", arguments: Engine.available)
    func wrongStatement(engine: Engine) async throws {
        let refusal = try await refusal(engine) { transaction, _ in try transaction.execute("SELEKT 1") }
        guard case .statement(let code, let message) = refusal else {
            Issue.record("Not a wrong statement: \(String(describing: refusal))")
            return
        }
        #expect(!code.isEmpty)
        #expect(message.contains("SELEKT"))
    }
}
