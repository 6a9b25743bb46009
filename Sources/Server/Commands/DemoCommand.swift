import ArgumentParser
import DatabaseKit
import Demo
import Domain
import Foundation
import UseCases

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "创建演示数据（全部虚构）",
        discussion: "不写子命令时即 demo make，选项为 --data DIR、--database URL、--keys FILE 和 --json；"
            + "详见 gonghui demo make --help。",
        subcommands: [Make.self, MintSession.self, Code.self],
        defaultSubcommand: Make.self)

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "make", abstract: "创建演示工会、账号与会员")

        @OptionGroup var store: StoreOptions

        @Flag(help: "只输出 JSON")
        var json = false

        func run() async throws {
            let platform = try await Opening(options: store).platform(.create)
            let federation = Federation(platform)
            do {
                try await federation.found(
                    mode: "demo", businessDate: World.demoDay, year: 2024, now: SystemClock.now())
                try await federation.populate()
            } catch Refusal.notDemo {
                throw CommandFailure("数据库中已有工会组织。演示数据只能创建在空数据库中，请用 --data 指定新的文件夹。")
            }
            let description = try await federation.description()
            try await platform.database.close()
            if json {
                try Output.json(description)
            } else {
                print("演示数据已创建，业务日期 \(description.businessDate)。账号（密码均为 \(World.password)）：")
                print("有密钥的账号登录时还要动态口令：录入手机上的认证应用，或用 gonghui demo code --account 账号 查看。")
                for account in description.accounts {
                    let secret = account.totpSecret.map { "\t动态口令密钥 \($0)" } ?? ""
                    print("  \(account.name)\t\(account.displayName)\t\(account.role)\(secret)")
                }
                print("会员本人从 /self-service 登录，输入证件号码，验证码显示在页面上：")
                for member in description.members.prefix(3) {
                    print("  \(member.name)\t\(member.document)")
                }
            }
        }
    }

    struct Code: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "code", abstract: "显示演示账号此刻的动态口令（仅限演示或演练数据库）")

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("账号", valueName: "ACCOUNT"))
        var account: String

        func run() async throws {
            let platform = try await Opening(options: store).platform(.refuse)
            let code: String?
            do {
                code = try await Logins(platform).code(account: account, now: SystemClock.now())
            } catch Refusal.notDemo {
                throw CommandFailure("此数据库不是演示或演练数据库，不能显示动态口令。")
            }
            try await platform.database.close()
            guard let code else { throw CommandFailure("账号 \(account) 不存在，或不需要动态口令。") }
            print(code)
        }
    }

    struct MintSession: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "session", abstract: "为演示账号签发会话（仅限演示或演练数据库）")

        @OptionGroup var store: StoreOptions

        @Option(help: ArgumentHelp("账号", valueName: "ACCOUNT"))
        var account: String

        @Flag(help: "只输出 JSON")
        var json = false

        private struct Minted: Codable {
            let account: String
            let cookie: String
            let token: String
        }

        func run() async throws {
            let platform = try await Opening(options: store).platform(.refuse)
            let opened: Logins.Opened?
            do {
                opened = try await Logins(platform).mint(
                    account: account,
                    origin: Logins.Origin(address: "127.0.0.1", agent: "gonghui", now: SystemClock.now()))
            } catch Refusal.notDemo {
                throw CommandFailure("此数据库不是演示或演练数据库，不能签发会话。请从登录页面登录。")
            }
            try await platform.database.close()
            guard let opened else { throw CommandFailure("没有账号 \(account)。") }
            let minted = Minted(account: account, cookie: "__Host-sid", token: opened.token)
            if json { try Output.json(minted) } else { print("\(minted.cookie)=\(minted.token)") }
        }
    }
}
