import ArgumentParser
import DatabaseKit
import Domain
import Store
import UseCases
import Wording

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "审计日志", subcommands: [AuditDigestCommand.self, AuditAffectedCommand.self])
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

struct AuditAffectedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "affected", abstract: "列出一段时间内某账号或某地址涉及的人员（个人信息泄露时通知用）",
        discussion: """
            按审计日志列出：哪些人的记录被查看或变动过，每人一行；另列出取走的名单，名单中的人不逐一记在日志里，按所列工会和行数通知。\
            执行本命令会记入审计日志。
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("第一天，如 2023-11-20", valueName: "DATE"))
    var from: String

    @Option(help: ArgumentHelp("最后一天；不填则为同一天", valueName: "DATE"))
    var through: String?

    @Option(help: ArgumentHelp("只看这个账号的操作", valueName: "ACCOUNT"))
    var account: String?

    @Option(help: ArgumentHelp("只看来自这个地址的操作", valueName: "ADDRESS"))
    var address: String?

    func run() async throws {
        let first = try Self.day(from)
        let last = try through.map(Self.day) ?? first
        let platform = try await Opening(options: store).platform(.refuse)
        let affected: AuditLog.Affected
        do {
            affected = try await AuditLog(platform).affected(
                by: AuditLog.Incident(from: first, through: last, account: account, address: address),
                at: SystemClock.now())
        } catch Refusal.notFound {
            throw CommandFailure("没有账号 \(account ?? "")，请核对账号的写法。")
        }
        try await platform.database.close()
        print("涉及 \(affected.people.count) 人，取走名单 \(affected.lists.count) 次。")
        for person in affected.people {
            print(
                "人员\t\(person.name)\t\(person.memberNumber ?? "")\t\(person.union ?? "")\t\(person.acts) 次"
                    + "\t\(person.firstAt)\t\(person.lastAt)")
        }
        for list in affected.lists {
            print(
                "名单\t\(list.at)\t\(list.account ?? "")\t\(AuditWording.action(list.action))\t\(list.union ?? "")"
                    + "\t\(AuditWording.detail(list.detail) ?? "")")
        }
    }

    private static func day(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw CommandFailure("日期 \(text) 无法识别，请写成 2023-11-20 的格式。")
        }
        return day
    }
}
