import DatabaseKit
import Foundation
import TestSupport
import Testing

/// What docs/adr/0002-keys-in-blocks.md rests on; run with `GONGHUI_MEASURE=1 swift test --filter KeyMeasurement`.
@Suite("Measure keys", .serialized, .enabled(if: ProcessInfo.processInfo.environment["GONGHUI_MEASURE"] == "1"))
struct KeyMeasurement {
    private static let lines = 20_000
    private static let commits = 300

    private static let schema = [
        Migration(
            id: "0001-measure",
            statements: [
                "CREATE TABLE parent (id {key} PRIMARY KEY, name TEXT NOT NULL) {strict}",
                "CREATE TABLE child (id {key} PRIMARY KEY, parent_id {key} NOT NULL REFERENCES parent (id)) {strict}",
            ])
    ]

    /// The same tables with keys that the engine issues as it inserts.
    private func useIdentity(_ database: any Database) async throws {
        guard database.engine == .postgres else { return }
        try await database.write { transaction in
            try transaction.execute("ALTER TABLE parent ALTER id ADD GENERATED ALWAYS AS IDENTITY")
            try transaction.execute("ALTER TABLE child ALTER id ADD GENERATED ALWAYS AS IDENTITY")
        }
    }

    @Test("20,000 rows and a child of each, in one transaction", arguments: Engine.available)
    func importing(engine: Engine) async throws {
        let identity = try await engine.database(migrations: Self.schema)
        try await useIdentity(identity)
        let returning = try await ContinuousClock().measure {
            try await identity.write { transaction in
                let parents: [Int64] = try (1...Self.lines).map { number in
                    try transaction.value("INSERT INTO parent (name) VALUES (\("N\(number)")) RETURNING id") ?? 0
                }
                try transaction.executeMany(
                    parents.lazy.map { parent -> SQL in "INSERT INTO child (parent_id) VALUES (\(parent))" })
            }
        }
        let blocks = try await engine.database(migrations: Self.schema)
        let issued = try await ContinuousClock().measure {
            try await blocks.write { transaction in
                let parents = try (1...Self.lines).map { _ in try transaction.newKey() }
                try transaction.executeMany(
                    parents.lazy.map { id -> SQL in "INSERT INTO parent (id, name) VALUES (\(id), \("N\(id)"))" })
                let children = try parents.map { parent in (try transaction.newKey(), parent) }
                try transaction.executeMany(
                    children.lazy.map { id, parent -> SQL in
                        "INSERT INTO child (id, parent_id) VALUES (\(id), \(parent))"
                    })
            }
        }
        print("\(engine), \(Self.lines) lines: identity and RETURNING \(returning), blocks \(issued)")
    }

    @Test("300 commits of one row each, one after the other", arguments: Engine.available)
    func saving(engine: Engine) async throws {
        let identity = try await engine.database(migrations: Self.schema)
        try await useIdentity(identity)
        let returning = try await ContinuousClock().measure {
            for number in 1...Self.commits {
                _ = try await identity.write { transaction in
                    try transaction.value("INSERT INTO parent (name) VALUES (\("N\(number)")) RETURNING id") as Int64?
                }
            }
        }
        let blocks = try await engine.database(migrations: Self.schema)
        let issued = try await ContinuousClock().measure {
            for number in 1...Self.commits {
                try await blocks.write { transaction in
                    try transaction.execute(
                        "INSERT INTO parent (id, name) VALUES (\(try transaction.newKey()), \("N\(number)"))")
                }
            }
        }
        print("\(engine), \(Self.commits) commits: identity and RETURNING \(returning), blocks \(issued)")
    }
}
