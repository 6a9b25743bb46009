import ArgumentParser
import DatabaseKit
import Foundation
import UseCases

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核对所有记录是否守恒",
        discussion: "从基础记录重新计算，逐条列出违反不变量的记录；没有问题时不输出任何内容。")

    @OptionGroup var store: StoreOptions

    @Flag(help: "只输出 JSON")
    var json = false

    @Option(help: ArgumentHelp("再用另行保管的审计日志摘要核对", valueName: "FILE"))
    var digest: String?

    private struct Report: Codable {
        let violations: [Violation]
        let damage: [String]
    }

    func run() async throws {
        let platform = try await Opening(options: store).platform(.refuse)
        let damage = try await platform.database.checkIntegrity()
        var violations = try await Verification(platform).violations()
        if let digest { violations += try await compare(digest, platform) }
        try await platform.database.close()
        if json {
            try Output.json(Report(violations: violations, damage: damage))
        } else {
            for line in damage { print("数据库损坏\t\(line)") }
            for violation in violations { print("\(violation.invariant)\t\(violation.record)\t\(violation.rule)") }
        }
        if !violations.isEmpty || !damage.isEmpty { throw ExitCode(1) }
    }

    private func compare(_ path: String, _ platform: Platform) async throws -> [Violation] {
        guard let bytes = FileManager.default.contents(atPath: path),
            let digest = try? JSONDecoder().decode(AuditDigest.self, from: bytes)
        else { throw CommandFailure("\(path) 不是审计日志摘要，请用 gonghui audit digest 写出的文件。") }
        do {
            return try await AuditDigests(platform).violations(digest)
        } catch AuditDigests.Problem.notGenuine {
            throw CommandFailure("\(path) 被改动过，或不是本平台的摘要，请换用另行保管的原件。")
        }
    }
}
