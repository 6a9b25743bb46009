import DatabaseKit
import Testing
import UseCases
import Web

@Suite("Who calls")
struct CallerTests {
    private func recorded(_ site: TestSite) async throws -> String? {
        try await site.platform.database.read {
            try $0.first("SELECT origin FROM session ORDER BY id DESC LIMIT 1")?.get("origin")
        }
    }

    @Test("without a proxy the header is not believed")
    func direct() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        visitor.peer = "192.0.2.7"
        try await visitor.get("/login", ["X-Forwarded-For": "198.51.100.1"])
        #expect(try await recorded(site) == "192.0.2.7")
    }

    @Test(
        "of a trusted proxy's header the last address counts, and only an address",
        arguments: [
            ("203.0.113.9, 198.51.100.1", "198.51.100.1"), ("198.51.100.1", "198.51.100.1"),
            ("2001:db8::1", "2001:db8::1"), ("198.51.100.1, <script>", "127.0.0.1"), ("", "127.0.0.1"),
        ])
    func proxy(header: String, expected: String) async throws {
        let site = try await TestSite(forwarding: .trustedProxy)
        try await site.visitor().get("/login", ["X-Forwarded-For": header])
        #expect(try await recorded(site) == expected)
    }
}
