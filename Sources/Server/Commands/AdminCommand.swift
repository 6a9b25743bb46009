import ArgumentParser
import DatabaseKit
import Domain
import Store
import UseCases
import Vault

struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "系统管理", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "创建首个系统管理员，并显示一次性密码",
            discussion: "密码只显示一次，首次登录后必须修改。已有账号时拒绝执行。")

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("登录账号", valueName: "ACCOUNT"))
        var account: String

        @Option(name: .customLong("name"), help: ArgumentHelp("姓名", valueName: "NAME"))
        var displayName: String

        @Option(help: ArgumentHelp("市总工会名称（数据库为空时创建）", valueName: "NAME"))
        var city = "市总工会"

        func run() async throws {
            let platform = try await Opening(options: store).platform(.create)
            let created = try await Accounts(platform).createFirst(
                account: account, displayName: displayName, cityName: city, now: SystemClock.now())
            try await platform.database.close()
            guard let created else {
                throw CommandFailure("数据库中已有账号。请由系统管理员在“系统管理”中创建其他账号。")
            }
            print("账号：\(account)\n一次性密码：\(created)\n请立即登录并修改密码。")
        }
    }
}
