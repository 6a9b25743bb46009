import ArgumentParser
import DatabaseKit
import DatabasePostgres
import DatabaseSQLite
import Domain
import Foundation
import Store
import UseCases
import Vault
import Wording

/// Where the records are: the options that every command takes.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("数据文件夹（SQLite 数据库与密钥）", valueName: "DIR"))
    var data = "var"

    @Option(help: ArgumentHelp("PostgreSQL 地址 postgres://…；不填则用数据文件夹中的 SQLite", valueName: "URL"))
    var database: String?

    @Option(help: ArgumentHelp("密钥文件；默认为数据文件夹中的 keys.json", valueName: "FILE"))
    var keys: String?

    var url: String? { place.url }

    var sqlitePath: String { place.sqlitePath }

    var keysPath: String { place.keysPath }

    var place: StorePlace {
        StorePlace(
            folder: data, url: database ?? ProcessInfo.processInfo.environment["DATABASE_URL"],
            keysPath: keys ?? "\(data)/keys.json")
    }
}

/// A folder with a SQLite database, or a PostgreSQL database whose keys lie in the folder.
struct StorePlace {
    let folder: String
    let url: String?
    let keysPath: String

    var sqlitePath: String { "\(folder)/gonghui.db" }
}

/// Opens the database and the keys; the only place where commands meet the engines.
struct Opening {
    let place: StorePlace

    init(options: StoreOptions) {
        place = options.place
    }

    init(_ place: StorePlace) {
        self.place = place
    }

    /// What to do when there is no database yet.
    enum Absence {
        case create, refuse
        /// Create, and refuse a database that holds anything.
        case fresh
    }

    /// The platform on an open, migrated database whose keys fit.
    func platform(_ absence: Absence) async throws -> Platform {
        let fileManager = FileManager.default
        if absence == .refuse, place.url == nil, !fileManager.fileExists(atPath: place.sqlitePath) {
            throw CommandFailure(
                "数据文件夹 \(place.folder) 中没有数据库。请先运行 gonghui migrate 或 gonghui demo，或用 --data 指定其他文件夹。")
        }
        try fileManager.createDirectory(
            atPath: place.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let database = try await database()
        // Asked before anything is changed; a database without our tables holds nothing of ours.
        if absence == .fresh, (try? await keyCheck(database)) ?? nil != nil { throw Self.occupied }
        do {
            _ = try await Migrator(Schema.migrations).migrate(database)
        } catch let error as MigrationError {
            throw Self.unfit(error)
        }
        let keys = try keys(isNew: try await keyCheck(database) == nil)
        try await check(keys, database)
        let platform = Platform(database: database, keys: keys, passwords: PasswordHasher())
        let missing = try await SealingKeys(platform).missing(from: keys)
        guard missing.isEmpty else {
            throw CommandFailure(
                "密钥文件 \(place.keysPath) 缺少此数据库使用的密钥 \(missing.map(\.description).joined(separator: "、"))。"
                    + "密钥轮换后请把新的密钥文件复制到每台机器，换好后再启动。")
        }
        try await RowSealing(platform).sealOlderRows(at: SystemClock.now()) {
            Output.notice("正在为已有记录加上校验，只需这一次；记录多时要几分钟，请勿中断（中断后再次运行会接着做）。")
        }
        return platform
    }

    /// How many steps of the schema the database lacks; all of them when there is none yet.
    func missingSteps() async throws -> Int {
        if place.url == nil, !FileManager.default.fileExists(atPath: place.sqlitePath) {
            return Schema.migrations.count
        }
        let database = try await database()
        do {
            let missing = try await Migrator(Schema.migrations).pending(database).count
            try await database.close()
            return missing
        } catch let error as MigrationError {
            throw Self.unfit(error)
        }
    }

    private static func unfit(_ error: MigrationError) -> CommandFailure {
        CommandFailure("数据库版本与程序不符：\(error)。请使用与数据库相同或更新的程序版本。")
    }

    static let occupied = CommandFailure("数据库不是空的，请换一个空的数据库。")

    func database() async throws -> any Database {
        do {
            if let url = place.url { return try await PostgresDatabase.open(url: url, connections: 8) }
            return try await SQLiteDatabase.open(path: place.sqlitePath)
        } catch let error as DatabaseError {
            throw CommandFailure("无法打开数据库：\(error)")
        }
    }

    private func keyCheck(_ database: any Database) async throws -> String? {
        try await database.read { try SettingStore($0).get(.keyCheck) }
    }

    private func keys(isNew: Bool) throws -> KeyRing {
        let path = place.keysPath
        if FileManager.default.fileExists(atPath: path) { return try KeyFile(path: path).read() }
        guard isNew else {
            throw CommandFailure("找不到密钥文件 \(path)。没有它无法读取数据库中的个人信息，请从备份恢复后再启动。")
        }
        return try KeyRing.create(at: path)
    }

    /// A sealed word tells whether these are the keys that the database was written with.
    private func check(_ keys: KeyRing, _ database: any Database) async throws {
        let index = keys.blindIndex("gonghui", purpose: "key-check").map { String(format: "%02x", $0) }.joined()
        let known = try await database.write { transaction -> String in
            let settings = SettingStore(transaction)
            if let known = try settings.get(.keyCheck) { return known }
            try settings.set(.keyCheck, to: index)
            return index
        }
        guard known == index else {
            throw CommandFailure("密钥文件 \(place.keysPath) 不是此数据库使用的密钥，请换回原来的密钥文件后再启动。")
        }
    }
}

/// The only clock of the platform.
enum SystemClock {
    static func now() -> Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    static func today() -> CalendarDay {
        CalendarDay.of(now())
    }
}
