import DatabaseKit
import DatabasePostgres
public import Foundation

/// A database that removes itself when the test lets go of it.
final class TestDatabase: Database {
    let base: any Database
    private let home: any Home

    init(_ base: any Database, inside home: any Home) {
        self.base = base
        self.home = home
    }

    deinit {
        home.clear(after: base)
    }

    var engine: EngineKind { base.engine }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await base.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await base.write(body)
    }

    func checkIntegrity() async throws -> [String] {
        try await base.checkIntegrity()
    }

    func close() async throws {
        try await base.close()
    }
}

/// Where a database of a test is kept.
protocol Home: Sendable {
    func clear(after database: any Database)
}

/// A temporary folder that goes away with the last reference to it.
public final class Folder: Home {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "gonghui-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of a file with this name in the folder, whether there is one or not.
    public func path(of name: String) -> String {
        url.appending(path: name).path(percentEncoded: false)
    }

    func clear(after database: any Database) {}
}

/// A name for a database on the server for tests.
struct Place: Home {
    let server: PostgresServer
    let name: String

    init() throws {
        server = try Engine.postgresServer()
        let letters = UUID().uuidString.lowercased().replacing("-", with: "")
        name = "test_\(letters)"
    }

    /// Makes the database when it is its turn; `clear` lets the next one in.
    func inTurn<T: Sendable>(_ make: @Sendable () async throws -> T) async throws -> T {
        await Turns.onServer.take()
        do {
            return try await make()
        } catch {
            await Turns.onServer.give()
            throw error
        }
    }

    func clear(after database: any Database) {
        Task.detached { [server, name] in
            defer { Task { await Turns.onServer.give() } }
            try await database.close()
            try await server.drop(name)
        }
    }
}

/// How many databases stand on the server at a time: the tests all begin at once, and together they would ask for more
/// connections than it has.
actor Turns {
    static let onServer = Turns(100)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) { free = places }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
