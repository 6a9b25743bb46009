import ArgumentParser
import DatabaseKit
import Domain
import UseCases

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "审计日志", subcommands: [AuditDigestCommand.self])
}

struct AuditDigestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest", abstract: "写出当天的审计日志摘要",
        discussion: "摘要写入数据文件夹的 audit 目录，每天一份，不会覆盖；服务运行时每天自动写出。请把摘要复制到别处保管，以后用 gonghui verify --digest 核对。")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let platform = try await Opening(options: store).platform(.refuse)
        let folder = DigestFolder(store.place)
        let now = SystemClock.now()
        let isNew = try await folder.write(platform, at: now)
        try await platform.database.close()
        let file = folder.file(of: .of(now))
        print(isNew ? "已写出 \(file)。" : "\(file) 今天已经写出，没有覆盖。")
    }
}
