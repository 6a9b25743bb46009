import Foundation
import Testing

/// What `Package.swift` declares, read from its text.
private struct Manifest {
    /// Modules that each of our targets may import.
    let dependencies: [String: Set<String>]

    init(text: String) throws {
        var named: [String: String] = [:]
        for match in try Self.matches(#"let (\w+): Target\.Dependency = \.product\(name: "(\w+)""#, in: text) {
            named[match[1]] = match[2]
        }
        let targets =
            try Self.matches(#"(?:target|tests)\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?"#, in: text)
            + Self.matches(#"(?:Target|target)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]"#, in: text)
        var found: [String: Set<String>] = [:]
        for target in targets {
            let products = try Self.matches(#"\.product\(name: "(\w+)", package: "[^"]+"\)"#, in: target[2])
            let rest = target[2].replacingOccurrences(
                of: #"\.product\([^)]*\)"#, with: "", options: .regularExpression)
            let plain = try Self.matches(#""(\w+)""#, in: rest).map { $0[1] }
            let words = try Self.matches(#"(?<!")\b([a-z]\w*)\b(?!")"#, in: rest).compactMap { named[$0[1]] }
            found[target[1]] = Set(products.map { $0[1] } + plain + words)
        }
        dependencies = found
    }

    private static func matches(_ pattern: String, in text: String) throws -> [[String]] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).map { match in
            (0..<match.numberOfRanges).map { group in
                Range(match.range(at: group), in: text).map { String(text[$0]) } ?? ""
            }
        }
    }
}

/// The plan of docs/adr/0001: which way each target may not look, whatever `Package.swift` says.
private let forbidden: [String: Set<String>] = {
    let outside: Set<String> = ["Hummingbird", "HummingbirdCore", "NIOCore", "HTTPTypes", "GRDB", "CLibPQ"]
    let upper: Set<String> = ["UseCases", "Web", "Pages", "Demo", "Server"]
    let files: Set<String> = ["Spreadsheet", "Documents", "Vault"]
    let keeping: Set<String> = ["Store", "DatabaseKit", "DatabaseSQLite", "DatabasePostgres"]
    return [
        "Domain": outside.union(upper).union(files).union(keeping).union(["Wording", "Markup", "Dispatch", "Glibc"]),
        "Wording": outside.union(upper).union(files).union(keeping).union(["Markup"]),
        "Markup": outside.union(upper).union(files).union(keeping).union(["Domain", "Wording"]),
        "Pages": outside.union(files).union(keeping).union(["UseCases", "Web", "Demo", "Server"]),
        "DatabaseKit": outside.union(upper).union(files).union(["Domain", "Wording", "Store", "Markup"]),
        "DatabaseSQLite": upper.union(files).union(["Domain", "Wording", "Store", "Hummingbird", "CLibPQ"]),
        "DatabasePostgres": upper.union(files).union(["Domain", "Wording", "Store", "Hummingbird", "GRDB"]),
        "Store": outside.union(upper).union(files).union(["Wording", "Markup", "DatabaseSQLite", "DatabasePostgres"]),
        "Spreadsheet": outside.union(upper).union(keeping),
        "Documents": outside.union(upper).union(keeping),
        "Vault": outside.union(upper).union(keeping),
        "UseCases": outside.union(["Web", "Pages", "Markup", "Demo", "DatabaseSQLite", "DatabasePostgres"]),
        "Web": ["Store", "DatabaseKit", "DatabaseSQLite", "DatabasePostgres", "GRDB", "CLibPQ", "Demo"],
        "Demo": outside.union(["Web", "Pages", "Markup", "DatabaseSQLite", "DatabasePostgres"]),
    ]
}()

/// Modules of the system, which nobody declares.
private let system: Set<String> = [
    "Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "Synchronization", "Glibc", "Darwin",
    "Testing", "RegexBuilder",
]

private func imports(of file: SwiftSource) throws -> [String] {
    try file.code(
        matching:
            #"(?m)^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?\w+"#
    )
    .compactMap { $0.text.split(whereSeparator: \.isWhitespace).last.map(String.init) }
}

@Suite("Targets look one way only")
struct DependencyTests {
    private let manifest: Manifest

    init() throws {
        manifest = try Manifest(text: Repository.text(of: "Package.swift"))
    }

    @Test("A target imports only what it declares")
    func importsAreDeclared() throws {
        for file in Repository.sources + Repository.tests {
            let parts = file.path.split(separator: "/")
            guard parts.count > 2, parts[1] != "SystemLibraries" else { continue }
            let target = String(parts[1])
            let declared = try #require(manifest.dependencies[target], "Package.swift does not declare \(target)")
            let known = declared.union(system).union([target])
            let stray = try imports(of: file).filter { !known.contains($0) }
            #expect(stray.isEmpty, "\(file.path) imports \(stray): declare it in Package.swift, or do without")
        }
    }

    @Test("A target neither declares nor imports what lies in a forbidden direction")
    func forbiddenDirections() throws {
        for (target, modules) in forbidden {
            let declared = try #require(manifest.dependencies[target], "Package.swift does not declare \(target)")
            let wrong = declared.intersection(modules).sorted()
            #expect(wrong.isEmpty, "Package.swift lets \(target) look at \(wrong); docs/adr/0001 says why it must not")
            for file in Repository.sources where file.path.hasPrefix("Sources/\(target)/") {
                let wrong = try imports(of: file).filter(modules.contains)
                #expect(wrong.isEmpty, "\(file.path) imports \(wrong); docs/adr/0001 says why it must not")
            }
        }
    }

    @Test("Every folder of Sources is a target with a place in the plan")
    func everyTargetHasAPlace() {
        let folders = Set(
            Repository.sources.compactMap { $0.path.split(separator: "/").dropFirst().first.map(String.init) })
        let unplanned = folders.subtracting(forbidden.keys).subtracting(["Server", "SystemLibraries"])
        #expect(unplanned.isEmpty, "say in DependencyTests which way \(unplanned.sorted()) may not look")
    }

    @Test("Imports of every form are seen, in code only")
    func importsOfEveryFormAreSeen() throws {
        let file = SwiftSource(
            path: "sample",
            text: """
                // import Comment
                public import Plain
                @testable import Tested
                import struct Foundation.Date
                @preconcurrency internal import Old
                let a = "import Literal"
                """)
        #expect(try imports(of: file) == ["Plain", "Tested", "Foundation", "Old"])
    }

    @Test("The manifest is read as it is written")
    func theManifestIsRead() {
        #expect(manifest.dependencies["Domain"] == [])
        #expect(manifest.dependencies["Wording"] == ["Domain"])
        #expect(manifest.dependencies["DatabaseSQLite"] == ["DatabaseKit", "CSQLiteSetup", "GRDB", "GRDBSQLite"])
        #expect(manifest.dependencies["Web"]?.isSuperset(of: ["Pages", "Hummingbird", "Logging", "NIOCore"]) == true)
        #expect(manifest.dependencies["Server"]?.isSuperset(of: ["Web", "ArgumentParser", "ServiceLifecycle"]) == true)
        #expect(manifest.dependencies["TestSupport"]?.contains("DatabaseKit") == true)
    }
}
