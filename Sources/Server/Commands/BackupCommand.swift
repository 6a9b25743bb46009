import ArgumentParser
import DatabaseKit
import DatabaseSQLite
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份数据库（服务运行中也可以）",
        discussion: "密钥文件不在备份中，请另行保管：没有密钥，备份中的个人信息无法读取。PostgreSQL 请使用 pg_dump。")

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("备份文件，不能已存在", valueName: "FILE"))
    var out: String

    func run() async throws {
        guard store.url == nil else { throw CommandFailure("PostgreSQL 数据库请使用 pg_dump 备份，用 pg_restore 恢复。") }
        guard FileManager.default.fileExists(atPath: store.sqlitePath) else {
            throw CommandFailure("数据文件夹 \(store.data) 中没有数据库，请用 --data 指定。")
        }
        guard !FileManager.default.fileExists(atPath: out) else {
            throw CommandFailure("文件 \(out) 已存在，请换一个文件名。")
        }
        let folder = URL(fileURLWithPath: out).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw CommandFailure("没有文件夹 \(folder)，请先创建，或换一个位置。")
        }
        let database = try await SQLiteDatabase.open(path: store.sqlitePath)
        do {
            try await database.backup(to: out)
        } catch DatabaseError.unavailable {
            throw CommandFailure("无法写入 \(out)，请检查该文件夹的权限和磁盘空间。")
        }
        try await database.close()
        print("已备份到 \(out)。密钥文件 \(store.keysPath) 请另行保管。")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "把备份恢复到一个新的数据文件夹", discussion: "不会覆盖已有的数据库。恢复后请运行 gonghui verify 核对。")

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("备份文件", valueName: "FILE"))
    var from: String

    func run() async throws {
        guard store.url == nil else { throw CommandFailure("PostgreSQL 数据库请使用 pg_restore 恢复。") }
        let files = FileManager.default
        guard files.fileExists(atPath: from) else { throw CommandFailure("找不到备份文件 \(from)。") }
        guard !files.fileExists(atPath: store.sqlitePath) else {
            throw CommandFailure("数据文件夹 \(store.data) 中已有数据库，不会覆盖。请用 --data 指定新的文件夹。")
        }
        try files.createDirectory(
            atPath: store.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Copied beside its place and renamed when it is sound, so that a broken copy never looks like a database.
        let draft = store.sqlitePath + ".restoring"
        try? files.removeItem(atPath: draft)
        try files.copyItem(atPath: from, toPath: draft)
        do {
            let database = try await SQLiteDatabase.open(path: draft)
            let damage = try await database.checkIntegrity()
            try await database.close()
            guard damage.isEmpty else { throw DatabaseError.corrupt }
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? files.removeItem(atPath: draft + suffix) }
            throw CommandFailure("备份文件 \(from) 已损坏或不是本平台的备份，没有恢复任何内容。")
        }
        for suffix in ["-wal", "-shm"] { try? files.removeItem(atPath: draft + suffix) }
        try files.moveItem(atPath: draft, toPath: store.sqlitePath)
        if files.fileExists(atPath: store.keysPath) {
            print("已恢复到 \(store.data)。请运行 gonghui verify 核对。")
        } else {
            print("已恢复到 \(store.data)。请把原来的密钥文件放到 \(store.keysPath)，再运行 gonghui verify 核对。")
        }
    }
}
