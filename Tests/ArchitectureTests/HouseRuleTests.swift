import Testing

extension HouseRule {
    /// Every rule, in the order in which they are read best.
    static let all: [HouseRule] = [
        clock, pureDomain, sleep, noTrap, noDefault, names, chineseInItsRoom, englishComments, noUnfinishedWork,
        fileLength, portableSQL, subtreeByRange, sqlInItsRoom,
    ]
}

@Suite("The house keeps its rules")
struct HouseRuleTests {
    @Test("Every file keeps the rule", arguments: HouseRule.all)
    func everyFileKeepsTheRule(rule: HouseRule) throws {
        let complaints = try rule.complaints(about: Repository.sources + Repository.tests)
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }

    @Test("A rule finds what breaks it", arguments: HouseRule.all)
    func aRuleFindsWhatBreaksIt(rule: HouseRule) throws {
        #expect(!rule.broken.isEmpty)
        for sample in rule.broken {
            let findings = try rule.find(SwiftSource(path: "sample", text: sample))
            #expect(!findings.isEmpty, "not found by \"\(rule.name)\": \(sample)")
        }
    }

    @Test("A rule leaves alone what keeps it", arguments: HouseRule.all)
    func aRuleLeavesAloneWhatKeepsIt(rule: HouseRule) throws {
        #expect(!rule.kept.isEmpty)
        for sample in rule.kept {
            let findings = try rule.find(SwiftSource(path: "sample", text: sample))
            #expect(findings.isEmpty, "found by \"\(rule.name)\": \(sample)")
        }
    }

    @Test("A complaint says where, what, and what to do instead")
    func aComplaintSaysWhatToDo() throws {
        let file = SwiftSource(path: "Sources/Domain/Members/Member.swift", text: "\nlet today = Date()\n")
        let complaints = try HouseRule.clock.complaints(about: [file])
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("Sources/Domain/Members/Member.swift:2: Date() — take `today") == true)
    }

    @Test("An exception names a place that exists", arguments: HouseRule.all)
    func anExceptionNamesAPlaceThatExists(rule: HouseRule) {
        for place in rule.exceptions.keys {
            #expect(
                Repository.exists(place), "\"\(rule.name)\" makes an exception for \(place), which is gone: take it out"
            )
        }
    }

    @Test("The sources were found")
    func theSourcesWereFound() {
        #expect(Repository.sources.contains { $0.path == "Sources/Server/Gonghui.swift" })
        #expect(Repository.tests.contains { $0.path.hasPrefix("Tests/DomainTests/") })
    }
}

@Suite("A Swift file is taken apart")
struct SwiftSourceTests {
    @Test("Code, literals and comments are told apart")
    func codeLiteralsAndCommentsAreToldApart() {
        let source = SwiftSource(
            path: "sample",
            text: """
                let a = "one // two" // three "four"
                /* five /* six */ "seven" */ let b = #"eight \\(nine) "ten" "#
                let c = "eleven \\(twelve("thirteen")) fourteen"
                """)
        #expect(
            source.literals.map(\.text).sorted() == [
                "eight \\(nine) \"ten\" ", "eleven ? fourteen", "one // two", "thirteen",
            ])
        #expect(source.code.contains("twelve("))
        #expect(source.code.contains("let b"))
        for word in ["one", "three", "five", "six", "seven", "eight", "nine", "eleven", "thirteen", "fourteen"] {
            #expect(!source.code.contains(word), "\(word) is not code")
        }
    }

    @Test("Lines keep their numbers behind a literal of several lines")
    func linesKeepTheirNumbers() throws {
        let source = SwiftSource(
            path: "sample", text: "let a = \"\"\"\n    one\n    two \"\" three\n    \"\"\"\nlet b = try! c()\n")
        #expect(try source.code(matching: #"\btry!"#).map(\.line) == [5])
        #expect(source.literals.map(\.line) == [1])
        #expect(source.lineCount == 5)
    }

    @Test("Comment lines that follow each other are one comment")
    func commentLinesAreOneComment() {
        let source = SwiftSource(path: "sample", text: "/// one\n/// two\nlet a = 1\n// three\n")
        #expect(source.comments.map(\.text) == ["one\ntwo", "three"])
    }
}
