/// What the argument parser says of a wrong command line, in the language of the commands.
///
/// The parser speaks English only; its sentences are recognised by their beginnings, and what stands in quotes is kept.
struct UsageText {
    let words: String

    init(_ message: String) {
        words = message.split(separator: "\n", omittingEmptySubsequences: false).map { Self.line(String($0)) }
            .joined(separator: "\n")
    }

    private static let errors: [(beginning: String, words: String)] = [
        ("Error: Unexpected argument", "错误：多余的参数或命令"),
        ("Error: Unknown option", "错误：没有这个选项"),
        ("Error: Missing expected argument", "错误：缺少选项"),
        ("Error: Missing value for", "错误：缺少选项的值"),
        ("Error: The value", "错误：选项的值不正确"),
        ("Error: ", "错误：命令不正确"),
    ]

    private static func line(_ line: String) -> String {
        for (beginning, words) in errors where line.hasPrefix(beginning) {
            let quoted = line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            return quoted.isEmpty ? words + "。" : "\(words)：\(quoted.joined(separator: "，"))。"
        }
        if line.hasPrefix("Usage:") { return "用法：" + line.dropFirst(6).drop { $0 == " " } }
        if line.hasPrefix("Help:") { return "说明：" + line.dropFirst(5).drop { $0 == " " } }
        guard line.contains("See '"), let command = line.split(separator: "'").dropFirst().first else { return line }
        return "  运行 \(command) 查看说明。"
    }
}
