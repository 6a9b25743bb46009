/// The language of the code: what it is called, how it ends, what it may not do.
extension HouseRule {
    static let noTrap = HouseRule(
        name: "Nothing traps",
        advice:
            "refuse instead (`throw Refusal…`, `guard … else`): a trap on somebody's input kills the server for everybody",
        about: ["Sources/"],
        find: {
            try $0.code(
                matching: #"\btry!|\bas!|\bfatalError\s*\(|\bpreconditionFailure\s*\(|\bassertionFailure\s*\("#
                    + #"|\bunsafelyUnwrapped\b|\babort\s*\("#)
        },
        broken: [
            "let a = try! load()", "let b = c as! Member", "fatalError(\"no\")", "preconditionFailure()",
            "let text = \"\\(value as! Int)\"",
        ],
        kept: ["// try! is forbidden", "let text = \"fatalError(\"", "let c = d as? Member", "try load()"])

    static let noDefault = HouseRule(
        name: "A switch in Domain has no default",
        advice: "name every case, so that the compiler asks about the next one that is added",
        about: ["Sources/Domain/"],
        find: { try $0.code(matching: #"(?m)(^|[{;])[ \t]*(@unknown\s+)?default\s*:"#) },
        broken: ["switch kind {\ncase .clerk: 1\ndefault: 2\n}", "default :", "switch kind { default: 2 }"],
        kept: [
            "static let `default` = 1", "counts[bucket, default: 0] += 1", "// default: none",
            "case .clerk, .reviewer: 1",
        ])

    static let names = HouseRule(
        name: "A name says what the thing is",
        advice:
            "name it after the noun of docs/glossary.md; a store is XxxStore, a page XxxPage, the use cases of an aggregate "
            + "are its plural",
        about: ["Sources/", "Tests/"],
        find: {
            try $0.code(
                matching:
                    #"\b(struct|class|enum|actor|protocol|typealias)\s+\w*(Manager|Helpers?|Utils?|Utility|Utilities"#
                    + #"|Service|Info|Data|Handler|DTO|Impl)\b"#)
        },
        broken: ["final class MemberManager {", "struct UnionInfo {", "protocol Store { }\nenum MemberUtils {}"],
        kept: ["struct MemberStore {", "struct Database {", "let handler = 1", "// class MemberManager"])

    static let noUnfinishedWork = HouseRule(
        name: "Nothing is left to do in a comment",
        advice: "do it now, or open an issue and take the comment out",
        about: ["Sources/", "Tests/"],
        find: { file in
            file.comments.filter { comment in
                ["TODO", "FIXME", "XXX", "HACK"].contains { word in
                    comment.text.split { !$0.isLetter }.contains { $0 == word }
                }
            }
            .map { Finding(line: $0.line, text: String($0.text.prefix(40))) }
        },
        broken: ["// TODO: later", "/* FIXME */ let a = 1"],
        kept: ["// what a Todo is", "let text = \"TODO\"", "// 待办 `Todo`"])

    static let chineseInItsRoom = HouseRule(
        name: "Chinese stands where people are spoken to",
        advice:
            "give the domain value its text in Wording, by an exhaustive switch; a page's own text stands in the page",
        about: ["Sources/"],
        exceptions: [
            "Sources/Wording/": "the Chinese of every domain value", "Sources/Pages/": "the text of each page",
            "Sources/Web/": "the answers that are not a page", "Sources/Demo/": "the invented federation",
            "Sources/Server/": "what a command says to the person who typed it",
        ],
        find: { try $0.code(matching: #"\p{Han}+"#) + $0.literals(matching: #"\p{Han}+"#) },
        broken: ["throw Refusal(\"请输入\")", "let 会员 = 1", "let text = \"\"\"\n    参保\n    \"\"\""],
        kept: ["/// 未办卡: no issued card", "let text = \"card\""])

    static let englishComments = HouseRule(
        name: "Comments are English",
        advice:
            "write the sentence in English and quote the Chinese word; text for people belongs in Wording or in a page",
        about: ["Sources/", "Tests/"],
        find: { file in
            file.comments.filter { comment in
                let chinese = comment.text.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
                let latin = comment.text.unicodeScalars.count { $0.properties.isAlphabetic && $0.isASCII }
                return chinese > 14 && chinese > latin
            }
            .map { Finding(line: $0.line, text: String($0.text.prefix(40))) }
        },
        broken: ["// 已确认的会员会自动加入集中参保名单", "/// 参保名单\n/// 确认后无法移除的会员名单"],
        kept: ["/// 未办卡", "/// The base notice 告知书 says how many are enrolled.", "let a = \"已确认的会员会自动加入集中参保名单\""])

    static let fileLength = HouseRule(
        name: "A file holds one idea",
        advice: "past 300 lines a file is two ideas, and 400 is the end: move one of them out under its own name",
        about: ["Sources/", "Tests/"],
        find: { $0.lineCount > 400 ? [Finding(line: $0.lineCount, text: "\($0.lineCount) lines")] : [] },
        broken: [String(repeating: "let a = 1\n", count: 401)],
        kept: [String(repeating: "let a = 1\n", count: 400)])
}
