import DatabaseKit
import TestSupport
import Testing

@Suite("Inserting many rows")
struct InsertionTests {
    private static let things = Migration(
        id: "0001-things",
        statements: [
            """
            CREATE TABLE thing (
                id {key} PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight {real}, seal {blob}, count {int} CHECK (count >= 0)
            ) {strict}
            """
        ])

    private static func insertion() -> Insertion {
        Insertion("INSERT INTO thing (id, name, weight, seal, count)", columns: 5)
    }

    @Test("Every kind of value comes back as it went in", arguments: Engine.available)
    func values(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        try await database.write { transaction in
            var insertion = Self.insertion()
            insertion.append(Int64(1), "会员甲", 1.5, [0, 1, 255] as [UInt8], 7)
            insertion.append(Int64(2), "", nil as Double?, [] as [UInt8], nil as Int?)
            for number in 3...1_000 {
                insertion.append(Int64(number), "name \(number)", Double(number), nil as [UInt8]?, number)
            }
            #expect(insertion.rows == 1_000)
            let inserted = try transaction.insert(insertion)
            #expect(inserted == 1_000)
        }
        let rows = try await database.read {
            try $0.query("SELECT id, name, weight, seal, count FROM thing ORDER BY id")
        }
        #expect(rows.count == 1_000)
        #expect(rows.first?.values == [.integer(1), .text("会员甲"), .real(1.5), .blob([0, 1, 255]), .integer(7)])
        #expect(rows.dropFirst().first?.values == [.integer(2), .text(""), .null, .blob([]), .null])
        #expect(rows.last?.values == [.integer(1_000), .text("name 1000"), .real(1_000), .null, .integer(1_000)])
    }

    @Test("No rows are no statement", arguments: Engine.available)
    func none(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        let inserted = try await database.write { try $0.insert(Self.insertion()) }
        #expect(inserted == 0)
    }

    @Test("What stands behind the values counts: rows that are there already are left out", arguments: Engine.available)
    func conflicts(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        try await database.write { transaction in
            var insertion = Insertion("INSERT INTO thing (id, name)", columns: 2, "ON CONFLICT (name) DO NOTHING")
            for number in 1...4 { insertion.append(Int64(number), "name \(number / 2)") }
            let inserted = try transaction.insert(insertion)
            #expect(inserted == 3)
        }
    }

    @Test(
        "A row that the schema refuses is told as from any statement, and nothing is kept", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        await #expect(throws: DatabaseError.unique(constraint: "thing(name)")) {
            try await database.write { transaction in
                var insertion = Insertion("INSERT INTO thing (id, name)", columns: 2)
                for number in 1...4 { insertion.append(Int64(number), "name \(number / 2)") }
                try transaction.insert(insertion)
            }
        }
        await #expect(throws: DatabaseError.notNull) {
            try await database.write { transaction in
                var insertion = Insertion("INSERT INTO thing (id, name)", columns: 2)
                insertion.append(Int64(1), nil as String?)
                try transaction.insert(insertion)
            }
        }
        #expect(try await database.read { try $0.value("SELECT count(*) AS things FROM thing") } == 0)
    }

    @Test("A write in a read transaction is refused", arguments: Engine.available)
    func readOnly(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        await #expect(throws: DatabaseError.readOnly) {
            try await database.read { transaction in
                var insertion = Insertion("INSERT INTO thing (id, name)", columns: 2)
                insertion.append(Int64(1), "name")
                try transaction.insert(insertion)
            }
        }
    }

    @Test("Rows of a wrong length and text that no engine keeps are refused", arguments: Engine.available)
    func malformed(engine: Engine) async throws {
        let database = try await engine.database(migrations: [Self.things])
        for value in ["short", "with \u{0}"] {
            await #expect(throws: DatabaseError.self) {
                try await database.write { transaction in
                    var insertion = Insertion("INSERT INTO thing (id, name)", columns: value == "short" ? 3 : 2)
                    insertion.append(Int64(1), value)
                    try transaction.insert(insertion)
                }
            }
        }
    }
}
