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
            commandName: "create", abstract: "创建首个系统、安全或审计管理员，并显示一次性密码",
            discussion: "密码只显示一次，首次登录后必须修改。已有同类管理员时拒绝执行；系统管理员创建账号，安全管理员分配角色，两者都需要。")

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("登录账号", valueName: "ACCOUNT"))
        var account: String

        @Option(name: .customLong("name"), help: ArgumentHelp("姓名", valueName: "NAME"))
        var displayName: String

        /// The administrators of 三权分立.
        enum Kind: String, CaseIterable, ExpressibleByArgument {
            case system, security, audit

            var role: Role {
                switch self {
                case .system: .systemAdministrator
                case .security: .securityAdministrator
                case .audit: .auditAdministrator
                }
            }
        }

        @Option(help: ArgumentHelp("管理员类别：system、security 或 audit", valueName: "KIND"))
        var kind = Kind.system

        @Option(help: ArgumentHelp("市总工会名称（数据库为空时创建）", valueName: "NAME"))
        var city = "市总工会"

        func run() async throws {
            let platform = try await Opening(options: store).platform(.create)
            let created = try await Accounts(platform).createFirst(
                account: account, displayName: displayName, cityName: city, role: kind.role,
                now: SystemClock.now())
            try await platform.database.close()
            guard let created else {
                throw CommandFailure("已有这类管理员。请在“系统管理”的“账号管理”中创建其他账号、分配角色。")
            }
            print("账号：\(account)\n一次性密码：\(created)\n请立即登录并修改密码。")
        }
    }
}
