import Foundation
import Testing

/// Targets of the links and pictures in a Markdown text that point into this repository.
private func localLinks(in text: String) -> [String] {
    text.matches(of: /\]\((?<target>[^)\s]+)\)/).map { String($0.target) }
        .filter { !$0.hasPrefix("http") && !$0.hasPrefix("#") && !$0.hasPrefix("mailto:") }
        .map { String($0.prefix { $0 != "#" }) }
}

@Suite("The documents hold what they promise")
struct DocumentTests {
    private static let documents = Repository.paths(endings: [".md"])

    @Test("Every link leads to a file that exists", arguments: documents)
    func everyLinkLeadsSomewhere(path: String) throws {
        let folder = Repository.root.appending(path: path).deletingLastPathComponent()
        for link in localLinks(in: try Repository.text(of: path)) {
            let target = folder.appending(path: link).standardizedFileURL.path
            #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(link), which is not there")
        }
    }

    @Test("The documents that a newcomer looks for are there")
    func theDocumentsAreThere() {
        for path in [
            "README.md", "README.zh-CN.md", "STYLE.md", "LICENSE", "THIRD_PARTY_NOTICES.md", "docs/glossary.md",
            "docs/operations.md", "bin/run", "bin/test", "bin/format", "bin/bench", ".ci/run",
        ] {
            #expect(Repository.exists(path), "\(path) is missing")
        }
    }

    @Test("Decisions are numbered without a repetition, and say their status")
    func decisionsAreNumbered() throws {
        let decisions = Self.documents.filter { $0.hasPrefix("docs/adr/") }
        let numbers = decisions.map { $0.dropFirst("docs/adr/".count).prefix(4) }
        #expect(Set(numbers).count == decisions.count, "two decisions carry one number: \(decisions)")
        for path in decisions {
            #expect(try Repository.text(of: path).contains("\nStatus: "), "\(path) does not say its status")
        }
    }

    @Test("Links are found, but for those that lead outside")
    func linksAreFound() {
        let text = "[a](b/c.md#d) ![e](f.png) [g](https://h.example) [i](#j)"
        #expect(localLinks(in: text) == ["b/c.md", "f.png"])
    }
}
