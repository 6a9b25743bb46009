import DatabaseKit
import DatabasePostgres
import DatabaseSQLite

/// Databases that were migrated once in this run and are copied for each test that wants the same schema.
actor Templates {
    static let shared = Templates()

    private struct Key: Hashable {
        let engine: Engine
        let migrations: [Migration]
    }

    private var made: [Key: Task<String, any Error>] = [:]
    private let folder = Result { try Folder() }

    /// The path of a file, or the name of a database on the server.
    func template(_ engine: Engine, _ migrations: [Migration]) async throws -> String {
        let key = Key(engine: engine, migrations: migrations)
        if let task = made[key] { return try await task.value }
        let number = made.count
        let task = Task { try await make(engine, migrations, number) }
        made[key] = task
        return try await task.value
    }

    private func make(_ engine: Engine, _ migrations: [Migration], _ number: Int) async throws -> String {
        switch engine {
        case .sqlite:
            let path = try folder.get().path(of: "template\(number).db")
            let database = try await SQLiteDatabase.open(path: path)
            try await Migrator(migrations).migrate(database)
            try await database.close()
            return path
        case .postgres:
            let place = try Place()
            let database = try await PostgresDatabase.open(
                url: try await place.server.create(place.name), connections: 1)
            try await Migrator(migrations).migrate(database)
            try await database.close()
            return place.name
        }
    }
}
