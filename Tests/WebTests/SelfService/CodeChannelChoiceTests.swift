import Domain
import Foundation
import Logging
import TestSupport
import Testing
import UseCases
import Web

@Suite("Which way one-time codes go") struct CodeChannelChoiceTests {
    private static let address = "https://sms.example/codes"
    private static let logger = Logger(label: "test")

    private let folder: Folder

    init() throws { folder = try Folder() }

    /// A file with a secret of that length.
    private func secret(_ bytes: Int) throws -> String {
        let file = folder.url.appending(path: "codes.secret")
        try Data(repeating: 7, count: bytes).write(to: file)
        return file.path(percentEncoded: false)
    }

    private func channel(
        _ webhook: String?, _ secretFile: String?, _ people: CodeChannelChoice.People = .real
    ) throws(CodeChannelRefusal) -> (any CodeChannel)? {
        try CodeChannelChoice(webhook: webhook, secretFile: secretFile, people).channel(Self.logger)
    }

    @Test("real people get a gateway or nothing, invented people the log")
    func chosen() throws {
        let file = try secret(32)
        #expect(try channel(nil, nil) == nil)
        // A secret alone is no way to anybody.
        #expect(try channel(nil, file) == nil)
        #expect(try channel(nil, nil, .invented) is LogChannel)
        #expect(try channel(Self.address, file) is WebhookChannel)
    }

    @Test("nobody who is invented is ever sent a message")
    func invented() throws {
        let file = try secret(32)
        #expect(throws: CodeChannelRefusal.inventedPeople) { try channel(Self.address, file, .invented) }
    }

    @Test(
        "a telephone number leaves this machine only under TLS",
        arguments: [
            ("https://sms.example/codes", true), ("HTTPS://sms.example/codes", true),
            ("http://127.0.0.1:8080/codes", true), ("http://localhost/codes", true),
            ("http://sms.example/codes", false), ("http://127.0.0.1.example/codes", false),
            ("http://localhost.example/", false), ("ftp://sms.example/codes", false), ("sms.example/codes", false),
            ("https:///codes", false), ("", false),
        ])
    func addresses(_ address: String, _ isTaken: Bool) throws {
        let file = try secret(32)
        if isTaken {
            #expect(try channel(address, file) is WebhookChannel)
        } else {
            #expect(throws: CodeChannelRefusal.addressUnsafe) { try channel(address, file) }
        }
    }

    @Test("a gateway needs a secret that can be read and is long enough")
    func secrets() throws {
        #expect(throws: CodeChannelRefusal.secretMissing) { try channel(Self.address, nil) }
        let absent = folder.url.appending(path: "none").path(percentEncoded: false)
        #expect(throws: CodeChannelRefusal.secretUnreadable(file: absent)) { try channel(Self.address, absent) }
        let short = try secret(31)
        #expect(throws: CodeChannelRefusal.secretTooShort(file: short)) { try channel(Self.address, short) }
    }

    @Test("each refusal says which option to change, and none shows the secret")
    func words() {
        let refusals: [CodeChannelRefusal] = [
            .inventedPeople, .addressUnsafe, .secretMissing, .secretUnreadable(file: "/a/b"),
            .secretTooShort(file: "/a/b"),
        ]
        #expect(Set(refusals.map(\.wording)).count == refusals.count)
        for refusal in refusals {
            let names = refusal.wording.contains("--code-webhook") || refusal.wording.contains("/a/b")
            #expect(names, "\(refusal)")
        }
    }

    @Test("the log of a demonstration has the code, and not whose it is")
    func log() async throws {
        let log = TestLog()
        let channel = LogChannel(logger: Logger(label: "test") { _ in log })
        try await channel.send(
            CodeMessage(id: ID<OneTimeCode>(17), phone: "19900000001", code: "048213", minutes: 5))
        #expect(log.text.contains("048213"))
        #expect(!log.text.contains("19900000001"))
    }
}
