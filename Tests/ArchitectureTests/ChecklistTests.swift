import Foundation
import Testing

/// The table of docs/reliability.md: every item of the security checklist, what is built, and what proves it.
private struct Checklist {
    struct Item {
        let number: Int
        let title: String
        let built: String
        let proof: String

        /// What the proof names: `SuiteTests.function` of a Swift suite, or `test_name` of a browser test.
        var tests: [String] {
            proof.matches(of: /`([^`]+)`/).map { String($0.1) }
        }

        var waitsFor: String? {
            // The name of a test may say that something waits.
            "\(built); \(proof.replacing(/`[^`]*`/, with: ""))".firstMatch(of: /waits? for ([^;|]+)/)
                .map { String($0.1) }
        }
    }

    let items: [Item]

    init(_ text: String) {
        items = text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 6, let number = Int(cells[1]) else { return nil }
            return Item(number: number, title: cells[2], built: cells[3], proof: cells[4])
        }
    }
}

@Suite("docs/reliability.md says what proves each item of the checklist")
struct ChecklistTests {
    private let checklist: Checklist

    init() throws {
        checklist = Checklist(try Repository.text(of: "docs/reliability.md"))
    }

    /// `Suite.function` of every Swift test, written with or without a name of several words.
    private static let swiftTests: Set<String> = {
        var found: Set<String> = []
        for path in Repository.paths(below: "Tests", endings: ["Tests.swift"]) {
            guard let text = try? Repository.text(of: path),
                let suite = path.split(separator: "/").last?.replacing(".swift", with: "")
            else { continue }
            for match in text.matches(of: /@Test\b/) {
                let rest = text[match.range.upperBound...].prefix(1_500)
                if let name = rest.firstMatch(of: /func (?:`([^`]+)`|(\w+))\s*[(<]/) {
                    found.insert("\(suite).\(name.1 ?? name.2 ?? "")")
                }
            }
        }
        return found
    }()

    private static let browserTests: Set<String> = {
        var found: Set<String> = []
        for path in Repository.paths(below: "Tests", endings: [".py"]) {
            guard let text = try? Repository.text(of: path) else { continue }
            found.formUnion(text.matches(of: /(?m)^def (test_\w+)\(/).map { String($0.1) })
        }
        return found
    }()

    @Test("all 58 items are there, once each, with a word on what is built")
    func complete() {
        #expect(checklist.items.map(\.number) == Array(1...58))
        for item in checklist.items {
            #expect(!item.title.isEmpty && !item.built.isEmpty, "item \(item.number) says nothing")
        }
    }

    @Test("each item names a test that exists, or what it waits for")
    func proved() {
        #expect(Self.swiftTests.count > 500)
        #expect(Self.browserTests.count > 30)
        for item in checklist.items {
            let names = item.tests
            #expect(!names.isEmpty || item.waitsFor != nil, "item \(item.number) is proved by nothing")
            for name in names {
                let exists =
                    name.hasPrefix("Tests/")
                    ? Repository.exists(name) : Self.swiftTests.contains(name) || Self.browserTests.contains(name)
                #expect(exists, "item \(item.number) names \(name), which is no test")
            }
        }
    }

    /// What has an issue of its own: faults and slow attackers.
    private static let waiting: Set<Int> = [27, 40]

    @Test("only what has an issue of its own may wait")
    func waitingItems() {
        for item in checklist.items {
            guard let reason = item.waitsFor else { continue }
            #expect(Self.waiting.contains(item.number), "item \(item.number) may not wait for \(reason)")
        }
    }

    @Test("rows are read as they are written")
    func rowsAreRead() {
        let item = Checklist("| 7 | codes | TOTP | `OneTimePasswordTests.window`, `test_x`; waits for faults |").items
            .first
        #expect(item?.number == 7)
        #expect(item?.tests == ["OneTimePasswordTests.window", "test_x"])
        #expect(item?.waitsFor == "faults")
    }
}
