import DatabaseKit
import Dispatch
import TestSupport
import Testing

@Suite("A transaction is all or nothing, and alone")
struct TransactionTests {
    private struct Refused: Error {}

    private func shelves(_ database: any Database) async throws -> Int {
        try await database.read { transaction in try transaction.value("SELECT count(*) FROM shelf") ?? -1 }
    }

    @Test("what throws leaves nothing", arguments: Engine.available)
    func rollsBack(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        await #expect(throws: Refused.self) {
            try await database.write { transaction in
                _ = try Library.addShelf("A", transaction)
                throw Refused()
            }
        }
        #expect(try await shelves(database) == 0)
    }

    @Test("an error that the closure swallows still undoes everything", arguments: Engine.available)
    func spoils(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        await #expect(throws: DatabaseError.unique(constraint: "shelf(name)")) {
            try await database.write { transaction in
                _ = try Library.addShelf("A", transaction)
                _ = try? Library.addShelf("A", transaction)
                _ = try? Library.addShelf("B", transaction)
            }
        }
        #expect(try await shelves(database) == 0)
        _ = try await database.write { transaction in try Library.addShelf("A", transaction) }
        #expect(try await shelves(database) == 1)
    }

    @Test("a read refuses to write and to issue keys", arguments: Engine.available)
    func refusesWrites(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        await #expect(throws: DatabaseError.readOnly) {
            try await database.read { transaction in
                try transaction.execute("INSERT INTO shelf (id, name) VALUES (1, 'A')")
            }
        }
        await #expect(throws: DatabaseError.readOnly) {
            try await database.read { transaction in try transaction.newKey() }
        }
        #expect(try await shelves(database) == 0)
    }

    @Test("a read sees one moment, whatever is written meanwhile", arguments: Engine.available)
    func readsSnapshot(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let written = DispatchSemaphore(value: 0)
        async let counts = database.read { transaction -> [Int] in
            let count: SQL = "SELECT count(*) FROM shelf"
            let before: Int = try transaction.value(count) ?? -1
            beginning.yield()
            guard written.wait(timeout: .now() + 30) == .success else { throw Refused() }
            return [before, try transaction.value(count) ?? -1]
        }
        for await _ in began { break }
        _ = try await database.write { transaction in try Library.addShelf("A", transaction) }
        written.signal()
        #expect(try await counts == [0, 0])
        #expect(try await shelves(database) == 1)
    }

    @Test("of many who look first and then insert, one inserts", arguments: Engine.available)
    func isSerialisable(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        for reader in 1...5 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        try await database.write { transaction in
                            let visits: Int? = try transaction.value(
                                "SELECT count(*) FROM visit WHERE reader = \(reader)")
                            guard visits == 0 else { return }
                            try transaction.execute(
                                """
                                INSERT INTO visit (id, reader, day)
                                VALUES (\(try transaction.newKey()), \(reader), '2023-11-20')
                                """)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let visits = try await database.read { transaction in
            try transaction.query("SELECT reader, count(*) FROM visit GROUP BY reader ORDER BY reader").map(\.values)
        }
        #expect(visits == (1...5).map { [.integer($0), .integer(1)] })
    }

    @Test("of many who look for a key and then insert it, the others find it", arguments: Engine.available)
    func findsTheKey(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        let inserted = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...8 {
                group.addTask {
                    try await database.write { transaction in
                        guard try transaction.first("SELECT id FROM shelf WHERE name = 'A'") == nil else { return 0 }
                        _ = try Library.addShelf("A", transaction)
                        return 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(inserted == 1)
    }

    @Test("counters lose nothing among many writers, more than there are connections", arguments: Engine.available)
    func counts(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        try await database.write { transaction in
            try transaction.execute("INSERT INTO visit (id, reader, day) VALUES (1, 0, '2023-11-20')")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...20 {
                group.addTask {
                    try await database.write { transaction in
                        let count: Int = try transaction.value("SELECT reader FROM visit WHERE id = 1") ?? 0
                        try transaction.execute("UPDATE visit SET reader = \(count + 1) WHERE id = 1")
                    }
                }
            }
            try await group.waitForAll()
        }
        let count: Int? = try await database.read { transaction in
            try transaction.value("SELECT reader FROM visit WHERE id = 1")
        }
        #expect(count == 20)
    }

    @Test(arguments: Engine.available)
    func `A change that begins when another has committed gets later keys, over whatever connections`(
        engine: Engine
    ) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        var latest: Int64 = 0
        for _ in 0..<12 {
            let earliest = latest
            latest = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await database.write { transaction in try transaction.newKey() } }
                }
                var keys: [Int64] = []
                for try await key in group { keys.append(key) }
                #expect(keys.allSatisfy { $0 > earliest })
                return keys.max() ?? earliest
            }
        }
    }

    @Test("keys are unique among transactions at the same time and grow within one", arguments: Engine.available)
    func issuesKeys(engine: Engine) async throws {
        let database = try await engine.database()
        let all = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for number in 1...12 {
                group.addTask {
                    try await database.write { transaction in
                        try (0..<(number * 50)).map { _ in try transaction.newKey() }
                    }
                }
            }
            var all: [Int64] = []
            for try await keys in group {
                #expect(keys == keys.sorted())
                all += keys
            }
            return all
        }
        #expect(all.count == 3_900)
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0 > 0 })
    }

    @Test("a sound database has nothing to complain of", arguments: Engine.available)
    func isSound(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        #expect(try await database.checkIntegrity().isEmpty)
    }

    @Test("a closed database says so", arguments: Engine.available)
    func closes(engine: Engine) async throws {
        let database = try await engine.database(migrations: Library.migrations)
        try await database.close()
        for purpose in ["read", "write"] {
            do {
                if purpose == "read" {
                    try await database.read { _ in }
                } else {
                    try await database.write { _ in }
                }
                Issue.record("\(purpose) went through")
            } catch DatabaseError.unavailable {}
        }
    }
}
