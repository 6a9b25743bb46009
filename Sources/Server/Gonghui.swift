import ArgumentParser
import Foundation

/// The one binary: serving, migrating, importing, checking.
@main
struct Gonghui: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gonghui",
        abstract: "工会会员、服务卡与集中参保平台",
        discussion: "退出码：0 成功，1 部分行未通过，2 拒绝执行。",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, RehearseCommand.self, AdminCommand.self,
            SettingCommand.self, ImportCommand.self, ValidateCommand.self, VerifyCommand.self, AuditCommand.self,
            BackupCommand.self, RestoreCommand.self, KeysCommand.self, SealCommand.self,
            GenerateCommand.self, BankSimulatorCommand.self, BenchCommand.self, RoutesCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            // Help and version are no failures; everything else is a refusal.
            if exitCode(for: error) == .success {
                print(fullMessage(for: error))
                Foundation.exit(0)
            }
            FileHandle.standardError.write(Data((message(of: error) + "\n").utf8))
            Foundation.exit(2)
        }
    }

    private static func message(of error: any Error) -> String {
        if let failure = error as? CommandFailure { return "错误：\(failure.message)" }
        guard exitCode(for: error) == .validationFailure else { return "错误：出现意外情况，没有完成：\(error)" }
        return UsageText(fullMessage(for: error)).words
    }
}

/// A refusal of a command, in one sentence that says what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var description: String { message }
}
