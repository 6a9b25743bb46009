import Foundation
import Testing

@Suite("What a security assessor looks for in the sources")
struct AssuranceTests {
    /// Text files that are written by hand.
    private static let files = Repository.paths(endings: [
        ".swift", ".md", ".py", ".sh", ".txt", ".json", ".yml", ".ini", ".cfg", ".conf", ".env", ".toml", ".pem",
        ".key",
    ])

    /// Forms of secrets; put together here, so that this file holds none itself.
    private static let secrets: [(name: String, pattern: String)] = [
        ("a private key", "-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
        ("a key of a cloud", #"(?<![A-Za-z0-9])(AKIA|ASIA|LTAI|AKID)[A-Za-z0-9]{12,20}(?![A-Za-z0-9])"#),
        ("a token of a forge", #"(?<![A-Za-z0-9])(ghp|gho|ghs|github_pat|glpat)[_-][A-Za-z0-9_]{20,}"#),
        (
            "a password in an address",
            #"[a-z]{3,10}://[^\s/:@"'<>…]+:[^\s/@"'<>…]+@(?!(127\.0\.0\.1|localhost|host\b|[a-z.]*example))[a-z0-9.]+"#
        ),
        ("a key file", #""encryption"\s*:\s*\{\s*"current""#),
        ("a web token", #"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."#),
    ]

    private static func found(in text: String) throws -> [String] {
        try secrets.compactMap { name, pattern in
            let expression = try NSRegularExpression(pattern: pattern)
            return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) == nil ? nil : name
        }
    }

    /// Samples of key files with invented keys, which tests read.
    private static let samples: Set<String> = ["Tests/VaultTests/KeyRingFileTests.swift"]

    @Test("no secret is kept in this repository")
    func noSecrets() throws {
        #expect(Self.files.count > 300)
        for path in Self.files where !Self.samples.contains(path) {
            let found = try Self.found(in: Repository.text(of: path))
            #expect(found.isEmpty, "\(path) holds \(found): secrets come from files outside the repository")
        }
        for name in ["keys.json", ".env", "id_rsa", ".pem", ".p12"] {
            #expect(Repository.paths(endings: [name]).isEmpty, "a file \(name) does not belong here")
        }
    }

    @Test("secrets are seen")
    func secretsAreSeen() throws {
        #expect(try Self.found(in: "-----BEGIN RSA PRIVATE" + " KEY-----\nabc") == ["a private key"])
        #expect(try Self.found(in: "id = AKIA" + "ABCDEFGH12345678") == ["a key of a cloud"])
        #expect(try Self.found(in: "postgres://me:" + "really@db.city.gov/x") == ["a password in an address"])
        #expect(try Self.found(in: "postgres://gonghui@db.example/gonghui") == [])
    }

    /// Where the server speaks to something outside itself, and why.
    private static let speakers: [String: String] = [
        "Sources/Web/SelfService/WebhookChannel.swift": "the city's gateway for one-time codes, when one is named"
    ]

    @Test("nothing calls another machine, and nothing runs another program")
    func noCallsOutside() throws {
        for file in Repository.sources where !file.path.hasPrefix("Sources/Server/Bench/") {
            let calls = try file.code(
                matching: #"\b(URLSession|HTTPClient|NWConnection|ClientBootstrap|FoundationNetworking)\b"#)
            #expect(
                calls.isEmpty || Self.speakers[file.path] != nil,
                "\(file.path) speaks to another machine: personal data stay here")
            let programs = try file.code(
                matching: #"(?<![.\w])(?<!case )(posix_spawn\w*|execv\w*|popen|system)\s*\(|\bProcess\(\)"#)
            #expect(programs.isEmpty, "\(file.path) runs another program")
        }
        for path in Self.speakers.keys { #expect(Repository.exists(path), "\(path) is gone: take it out of the list") }
    }

    @Test("no page, style or script fetches anything from elsewhere")
    func noAddressesElsewhere() throws {
        let pages = Repository.paths(below: "Tests/PagesTests/Golden", endings: [".html"])
        #expect(pages.count > 100)
        let expression = try NSRegularExpression(
            pattern: #"<(script|link|img|audio|source|form|iframe)\b[^>]*\b(src|href|action)="(https?:)?//[^"]*""#)
        for path in pages {
            let text = try Repository.text(of: path)
            let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
            #expect(match == nil, "\(path) fetches something from another machine")
            #expect(!text.contains("<script>") && !text.contains(" onclick="), "\(path) has a script within")
        }
        for path in Repository.paths(below: "Resources/public", endings: [".css", ".js"])
        where !path.contains("/vendor/") {
            let text = try Repository.text(of: path)
            for outside in ["url(http", "url(//", "@import", "fetch(\"http", "importScripts"] {
                #expect(!text.contains(outside), "\(path) fetches something from another machine: \(outside)")
            }
        }
    }

    @Test("every library that is linked is installed by name and listed with its licence")
    func librariesAreListed() throws {
        let manifest = try Repository.text(of: "Package.swift")
        let (script, notices) = (
            try Repository.text(of: "bin/lib.sh"), try Repository.text(of: "THIRD_PARTY_NOTICES.md")
        )
        let packages = manifest.matches(of: /\["(lib[a-z0-9.+-]+-dev|zlib1g-dev)"\]/).map { String($0.1) }
        #expect(packages.count >= 7)
        for package in packages {
            #expect(script.contains(package), "bin/lib.sh does not install \(package)")
            let name = package.replacing("-dev", with: "").replacing("zlib1g", with: "zlib").replacing("lib", with: "")
                .prefix { $0.isLetter }
            #expect(
                notices.lowercased().contains(name.lowercased()), "THIRD_PARTY_NOTICES.md does not list \(package)")
        }
    }

    @Test("the server is run as nobody else, with a closed umask and a folder of its own")
    func unit() throws {
        let operations = try Repository.text(of: "docs/operations.md")
        for line in ["User=gonghui", "UMask=0027", "NoNewPrivileges=yes", "ProtectSystem=strict"] {
            #expect(operations.contains(line), "docs/operations.md: the unit lacks \(line)")
        }
    }

    @Test("the manual of operations has a timer for copies, and sends none away that is not encrypted")
    func copies() throws {
        let operations = try Repository.text(of: "docs/operations.md")
        for line in ["gonghui-backup.timer", "OnCalendar=", "It is encrypted before it leaves", "gonghui verify"] {
            #expect(operations.contains(line), "docs/operations.md: the part on backups lacks \(line)")
        }
    }
}
