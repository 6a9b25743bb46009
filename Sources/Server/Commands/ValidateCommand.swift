import ArgumentParser
import Domain
import Wording

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "逐行校验号码（从标准输入读取）",
        discussion: "每行回答 valid 或 invalid: 原因；有未通过的行时退出码为 1。", subcommands: [ResidentID.self, CreditCodes.self])

    /// One line's answer.
    struct Answer: Codable {
        let line: String
        let valid: Bool
        let reason: String?
        /// What was judged, when it is not what was typed.
        let normalised: String?
    }

    static func answerLines(json: Bool, _ judge: (String) -> (normalised: String, reason: String?)) throws {
        var answers: [Answer] = []
        var failed = false
        while let line = readLine() {
            let (normalised, reason) = judge(line)
            failed = failed || reason != nil
            if json {
                answers.append(
                    Answer(
                        line: line, valid: reason == nil, reason: reason,
                        normalised: normalised == line ? nil : normalised))
            } else {
                print(reason.map { "invalid: \($0)" } ?? "valid")
            }
        }
        if json { try Output.json(answers) }
        if failed { throw ExitCode(1) }
    }

    struct ResidentID: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resident-id", abstract: "校验公民身份号码（GB 11643）", discussion: "空格、全角字符和小写 x 先规范化再判断。")

        // Taken like by every command, but numbers are judged without any records.
        @OptionGroup(visibility: .hidden) var store: StoreOptions

        @Flag(help: "只输出 JSON")
        var json = false

        func run() async throws {
            let today = SystemClock.today()
            try ValidateCommand.answerLines(json: json) { line in
                let normalised = IdentityDocument.normalise(line, type: .residentIdentityCard).text
                switch IdentityDocument.validate(type: .residentIdentityCard, number: line, today: today) {
                case .success: return (normalised, nil)
                case .failure(let problem): return (normalised, problem.wording)
                }
            }
        }
    }

    struct CreditCodes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "credit-code", abstract: "校验统一社会信用代码（GB 32100-2015）")

        // Taken like by every command, but numbers are judged without any records.
        @OptionGroup(visibility: .hidden) var store: StoreOptions

        @Flag(help: "只输出 JSON")
        var json = false

        func run() async throws {
            try ValidateCommand.answerLines(json: json) { line in
                let normalised = CreditCode.normalise(line).text
                switch CreditCode.validate(line) {
                case .success(let code): return (normalised, code.checkProblems.first?.wording)
                case .failure(let problem): return (normalised, problem.wording)
                }
            }
        }
    }
}
