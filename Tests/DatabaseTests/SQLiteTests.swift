import DatabaseKit
import DatabaseSQLite
import Foundation
import TestSupport
import Testing

@Suite("SQLite keeps what is committed")
struct SQLiteTests {
    @Test("a commit is flushed, the log is ahead of the file, references are checked")
    func isDurable() async throws {
        let folder = try Folder()
        let database = try await SQLiteDatabase.open(path: folder.path(of: "a.db"))
        let settings = try await database.settings()
        #expect(settings.synchronous == 2)
        #expect(settings.journal == "wal")
        #expect(settings.foreignKeys == 1)
        #expect(settings.isDurable)
        try await database.close()
    }

    @Test("the file is its owner's alone")
    func isPrivate() async throws {
        let folder = try Folder()
        let database = try await SQLiteDatabase.open(path: folder.path(of: "a.db"))
        try await Migrator(Library.migrations).migrate(database)
        for name in ["a.db", "a.db-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        try await database.close()
    }

    @Test("a copy taken while the database is open has everything and is sound")
    func backsUp() async throws {
        let folder = try Folder()
        let database = try await SQLiteDatabase.open(path: folder.path(of: "a.db"))
        try await Migrator(Library.migrations).migrate(database)
        _ = try await database.write { transaction in try Library.addShelf("A", transaction) }
        try await database.backup(to: folder.path(of: "copy.db"))
        _ = try await database.write { transaction in try Library.addShelf("B", transaction) }

        let copy = try await SQLiteDatabase.open(path: folder.path(of: "copy.db"))
        let names = try await copy.read { transaction in
            try transaction.query("SELECT name FROM shelf").map { try $0.get(0) as String }
        }
        #expect(names == ["A"])
        #expect(try await copy.checkIntegrity().isEmpty)
        await #expect(throws: DatabaseError.unavailable("\(folder.path(of: "copy.db")) is there already")) {
            try await database.backup(to: folder.path(of: "copy.db"))
        }
        try await copy.close()
        try await database.close()
    }

    @Test("what is deleted is no longer in the file")
    func overwritesWhatIsDeleted() async throws {
        let folder = try Folder()
        let path = folder.path(of: "a.db")
        let mark = Data("a name that is to be forgotten".utf8)
        // Closing writes everything into the file and leaves no log behind.
        func isKept() throws -> Bool { try Data(contentsOf: URL(filePath: path)).range(of: mark) != nil }
        var database = try await SQLiteDatabase.open(path: path)
        try await Migrator(Library.migrations).migrate(database)
        try await database.write { transaction in
            for number in 1...200 {
                _ = try Library.addShelf("\(number): a name that is to be forgotten", transaction)
            }
        }
        try await database.close()
        #expect(try isKept())
        database = try await SQLiteDatabase.open(path: path)
        try await database.write { _ = try $0.execute("DELETE FROM shelf WHERE name LIKE '%forgotten'") }
        try await database.close()
        #expect(try !isKept())
        for ending in ["-wal", "-shm"] {
            #expect(!FileManager.default.fileExists(atPath: path + ending), "\(ending) is left")
        }
    }

    @Test("a full disk undoes the transaction, and the next one goes on")
    func survivesFullDisk() async throws {
        let folder = try Folder()
        let database = try await SQLiteDatabase.open(path: folder.path(of: "a.db"))
        try await Migrator(Library.migrations).migrate(database)
        // No file may have more pages than it has now: SQLite answers as it does to a full disk.
        try await database.write { transaction in _ = try transaction.query("PRAGMA max_page_count = 1") }
        await #expect(throws: DatabaseError.full) {
            try await database.write { transaction in
                for number in 0..<200 {
                    try transaction.execute(
                        "INSERT INTO visit (id, reader, day) VALUES (\(number), 1, \(String(repeating: "日", count: 500)))"
                    )
                }
            }
        }
        try await database.write { transaction in _ = try transaction.query("PRAGMA max_page_count = 1000000") }
        let visits = try await database.write { transaction in
            try transaction.execute("INSERT INTO visit (id, reader, day) VALUES (1, 1, '2023-11-20')")
            return try transaction.value("SELECT count(*) FROM visit") ?? 0
        }
        #expect(visits == 1)
        try await database.close()
    }

    @Test("a file that is no database is refused")
    func refusesStrangers() async throws {
        let folder = try Folder()
        try Data(repeating: 65, count: 8_192).write(to: folder.url.appending(path: "a.db"))
        await #expect(throws: DatabaseError.corrupt) {
            _ = try await SQLiteDatabase.open(path: folder.path(of: "a.db"))
        }
    }
}
