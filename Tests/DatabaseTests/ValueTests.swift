import DatabaseKit
import Foundation
import TestSupport
import Testing

@Suite("Values come back as they were kept, on both engines")
struct ValueTests {
    private static let hostile = [
        "", "'", "\"", "?", "$1", "'); DROP TABLE shelf; --", "\\", "\\x00", "%_", "甲乙丙", "😀", "e\u{301}", "\r\n\t",
        String(repeating: "长", count: 20_000),
    ]

    @Test("hostile text is kept and found letter by letter", arguments: Engine.available)
    func keepsText(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let found = try await database.write { transaction in
            for text in Self.hostile { _ = try Library.addShelf(text, transaction) }
            return try Self.hostile.map { text in
                try transaction.value("SELECT name FROM shelf WHERE name = \(text)") as String?
            }
        }
        #expect(found.map { Array(($0 ?? "missing").utf8) } == Self.hostile.map { Array($0.utf8) })
    }

    @Test("text with U+0000 is refused and nothing is cut short", arguments: Engine.available)
    func refusesZero(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        await #expect(throws: DatabaseError.statement(code: "22021", message: "A bound text holds U+0000")) {
            try await database.write { transaction in _ = try Library.addShelf("a\u{0}b", transaction) }
        }
    }

    @Test("numbers, bytes and NULL come back exactly", arguments: Engine.available)
    func keepsValues(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let bytes = [UInt8](0...255)
        let rows = try await database.write { transaction in
            let shelf = try Library.addShelf("A", transaction)
            let values: [(Int64, Double?, [UInt8]?)] = [
                (.max, 0.1, bytes), (1, nil, nil), (2, -1.5e300, []), (3, 1.0 / 3.0, [0]),
            ]
            for (number, value) in values.enumerated() {
                try transaction.execute(
                    """
                    INSERT INTO book (id, shelf_id, title, pages, weight, cover)
                    VALUES (\(number), \(shelf), \("T\(number)"), \(value.0), \(value.1), \(value.2))
                    """)
            }
            return try transaction.query("SELECT pages, weight, cover FROM book ORDER BY id").map(\.values)
        }
        #expect(
            rows == [
                [.integer(.max), .real(0.1), .blob(bytes)], [.integer(1), .null, .null],
                [.integer(2), .real(-1.5e300), .blob([])], [.integer(3), .real(1.0 / 3.0), .blob([0])],
            ])
    }

    @Test("a value has a type of its own where the statement says none", arguments: Engine.available)
    func typesValues(engine: Engine) async throws {
        let database = try await engine.database()
        let row = try await database.read { transaction in
            try transaction.first(
                "SELECT \(1) + \(2), \("a") || \("b"), coalesce(\(nil as Int?), \(7)), \(true) = \(true)")
        }
        #expect(row?.values == [.integer(3), .text("ab"), .integer(7), .integer(1)])
    }

    @Test("the same statement takes NULL, numbers and NULL again", arguments: Engine.available)
    func changesTypes(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let counts = try await database.write { transaction in
            let shelf = try Library.addShelf("A", transaction)
            let weights: [Double?] = [nil, 1, nil, 2]
            for (number, weight) in weights.enumerated() {
                try transaction.execute(
                    """
                    INSERT INTO book (id, shelf_id, title, pages, weight)
                    VALUES (\(number), \(shelf), \("T\(number)"), 1, \(weight))
                    """)
            }
            return try transaction.first("SELECT count(*) AS books, count(weight) AS weighed FROM book")?.values
        }
        #expect(counts == [.integer(4), .integer(2)])
    }

    @Test("a sum of integers is an integer, and of nothing NULL", arguments: Engine.available)
    func sumsIntegers(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let (none, some) = try await database.write { transaction in
            let none: Int64? = try transaction.value("SELECT sum(pages) FROM book")
            let shelf = try Library.addShelf("A", transaction)
            for pages in [10, 20, 12] { try Library.addBook("T\(pages)", pages: pages, on: shelf, transaction) }
            return (none, try transaction.first("SELECT sum(pages), max(pages), count(*), 7 / 2 FROM book")?.values)
        }
        #expect(none == nil)
        #expect(some == [.integer(42), .integer(20), .integer(3), .integer(3)])
    }

    @Test("text is in the order of its bytes", arguments: Engine.available)
    func ordersText(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let names = ["乙", "甲", "Z", "a", "B", "ß", "é", "9", " ", "-", "_", "ﬀ", "😀", "丁", "１", "中华", "中"]
        let ordered = try await database.write { transaction in
            for name in names { _ = try Library.addShelf(name, transaction) }
            return try transaction.query("SELECT name FROM shelf ORDER BY name").map { try $0.get(0) as String }
        }
        #expect(ordered == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("lists of any length are found", arguments: Engine.available)
    func findsLists(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let found = try await database.write { transaction in
            for name in ["A", "B", "C"] { _ = try Library.addShelf(name, transaction) }
            return try [["A", "C", "X"], ["B"], []].map { names in
                try transaction.value("SELECT count(*) FROM shelf WHERE name IN \(list: names)") ?? -1
            }
        }
        #expect(found == [2, 1, 0])
    }

    @Test("10,000 rows stream in order, and other statements run in between", arguments: Engine.available)
    func streams(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let (inserted, seen, isInOrder, names) = try await database.write { transaction in
            let inserted = try transaction.executeMany(
                (1...10_000).lazy.map { number -> SQL in
                    let day: String? = "2023-11-\(number % 30)"
                    return "INSERT INTO visit (id, reader, day) VALUES (\(number), \(number * 2), \(day))"
                })
            var seen = 0
            var isInOrder = true
            var names = 0
            try transaction.forEach("SELECT id, reader FROM visit WHERE reader > \(0) ORDER BY id") { row in
                seen += 1
                isInOrder = try isInOrder && row.get("id") == seen && row.get("reader") == seen * 2
                if seen.isMultiple(of: 1_000) {
                    names += try transaction.value("SELECT count(*) FROM visit WHERE id = \(seen)") ?? 0
                }
            }
            return (inserted, seen, isInOrder, names)
        }
        #expect(inserted == 10_000)
        #expect(seen == 10_000)
        #expect(isInOrder)
        #expect(names == 10)
    }

    @Test("a stream that is left half-way harms nothing", arguments: Engine.available)
    func leavesStreams(engine: Engine) async throws {
        struct Enough: Error {}
        let database = try await engine.database(migrations: Library.migrations)
        let count = try await database.write { transaction in
            for name in ["A", "B", "C"] { _ = try Library.addShelf(name, transaction) }
            do {
                try transaction.forEach("SELECT id FROM shelf") { _ in throw Enough() }
            } catch is Enough {}
            _ = try Library.addShelf("D", transaction)
            return try transaction.value("SELECT count(*) FROM shelf") ?? 0
        }
        #expect(count == 4)
    }
}
