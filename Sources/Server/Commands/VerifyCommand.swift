import ArgumentParser
import DatabaseKit
import UseCases

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核对所有记录是否守恒",
        discussion: "从基础记录重新计算，逐条列出违反不变量的记录；没有问题时不输出任何内容。")

    @OptionGroup var store: StoreOptions

    @Flag(help: "只输出 JSON")
    var json = false

    private struct Report: Codable {
        let violations: [Violation]
        let damage: [String]
    }

    func run() async throws {
        let platform = try await Opening(options: store).platform(.refuse)
        let damage = try await platform.database.checkIntegrity()
        let violations = try await Verification(platform).violations()
        try await platform.database.close()
        if json {
            try Output.json(Report(violations: violations, damage: damage))
        } else {
            for line in damage { print("数据库损坏\t\(line)") }
            for violation in violations { print("\(violation.invariant)\t\(violation.record)\t\(violation.rule)") }
        }
        if !violations.isEmpty || !damage.isEmpty { throw ExitCode(1) }
    }
}
