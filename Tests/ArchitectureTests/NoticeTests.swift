import Crypto
import Foundation
import Testing

/// A row of a table in Markdown, its cells trimmed.
private func rows(of text: String) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("|") }.map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

private func sha256(_ bytes: Data) -> String {
    SHA256.hash(data: bytes).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
    .joined()
}

@Suite("What others contributed is named")
struct NoticeTests {
    private static let vendor = "Resources/public/vendor"
    private let notices: String

    init() throws {
        notices = try Repository.text(of: "THIRD_PARTY_NOTICES.md")
    }

    /// The hash that the notices give for each vendored file, by its path below the vendor folder.
    private var listed: [String: String] {
        rows(of: notices).reduce(into: [:]) { hashes, row in
            guard let hash = row.last, hash.count == 64, hash.allSatisfy(\.isHexDigit) else { return }
            hashes[row[0]] = hash
        }
    }

    @Test("Every vendored file is the one whose hash is listed")
    func vendoredFilesAreUnmodified() throws {
        #expect(listed.count >= 2)
        for (path, hash) in listed {
            let bytes = try? Repository.bytes(of: "\(Self.vendor)/\(path)")
            #expect(
                bytes.map(sha256) == hash, "\(path) is missing or modified: take it unmodified from where it comes from"
            )
        }
    }

    @Test("No vendored file is unlisted, and each stands beside its licence")
    func vendoredFilesAreListed() throws {
        let root = Repository.root.appending(path: Self.vendor)
        for folder in try FileManager.default.contentsOfDirectory(atPath: root.path) {
            let below = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            #expect(below.contains { $0.uppercased().contains("LICENSE") }, "\(folder) has no licence text beside it")
            for path in below where !path.uppercased().contains("LICENSE") {
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(
                    atPath: root.appending(path: "\(folder)/\(path)").path, isDirectory: &isFolder)
                #expect(
                    isFolder.boolValue || listed["\(folder)/\(path)"] != nil,
                    "THIRD_PARTY_NOTICES.md does not list \(folder)/\(path) with its hash")
            }
        }
    }

    @Test("Every Swift package of Package.swift is listed with its version")
    func packagesAreListed() throws {
        let manifest = try Repository.text(of: "Package.swift")
        let pattern = /\.package\(url: "(?<url>[^"]+)", exact: "(?<version>[^"]+)"\)/
        let packages = manifest.matches(of: pattern)
        #expect(packages.count >= 7)
        let table = rows(of: notices)
        for package in packages {
            let row = table.first { $0[0].contains("(\(package.url))") }
            #expect(
                row?[1] == String(package.version), "THIRD_PARTY_NOTICES.md: list \(package.url) \(package.version)")
        }
    }

    @Test("A changed byte changes the hash")
    func aChangedByteChangesTheHash() {
        #expect(sha256(Data("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(sha256(Data("abd".utf8)) != sha256(Data("abc".utf8)))
    }
}
