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
        let site = try await TestSite(forwarding: .proxies([try #require(AddressRange("127.0.0.1"))]))
        try await site.visitor().get("/login", ["X-Forwarded-For": header])
        #expect(try await recorded(site) == expected)
    }

    @Test("who goes around the proxy is not believed, and of several proxies each is passed over")
    func strangers() async throws {
        let proxies = [try #require(AddressRange("10.0.0.0/8")), try #require(AddressRange("2001:db8:1::/48"))]
        let site = try await TestSite(forwarding: .proxies(proxies))
        for (peer, header, expected) in [
            ("192.0.2.7", "198.51.100.1", "192.0.2.7"), ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
            ("10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.1"), ("2001:db8:1::5", "198.51.100.2", "198.51.100.2"),
            ("2001:db8:2::5", "198.51.100.2", "2001:db8:2::5"),
            ("10.1.2.3", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
            ("10.1.2.3", "10.9.9.9", "10.1.2.3"),
        ] {
            let visitor = site.visitor()
            visitor.peer = peer
            try await visitor.get("/login", ["X-Forwarded-For": header])
            #expect(try await recorded(site) == expected, "\(header) from \(peer)")
        }
    }

    @Test("addresses and networks are read, everybody and nonsense are not")
    func ranges() throws {
        for text in ["", "x", "10.0.0.0/33", "10.0.0.0/0", "10.0.0.0/x", "10.0.0/8", "::/129", "2001:db8::/0", "/8"] {
            #expect(AddressRange(text) == nil, "\(text)")
        }
        let half = try #require(AddressRange("192.0.2.128/25"))
        #expect(half.contains("192.0.2.200") && half.contains("::ffff:192.0.2.200"))
        #expect(!half.contains("192.0.2.1") && !half.contains("2001:db8::1") && !half.contains("nobody"))
        let one = try #require(AddressRange("::1"))
        #expect(one.contains("0:0:0:0:0:0:0:1") && !one.contains("::2"))
    }
}
