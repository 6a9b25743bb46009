import Testing

@testable import Web

@Suite("Static files")
struct AssetTests {
    @Test("a file has its hash in its address and may be kept for ever; a changed address is 404")
    func files() async throws {
        let site = try await TestSite()
        let page = try await site.visitor().get("/guide")
        let path = try #require(page.text.firstMatch(of: /\/assets\/[0-9a-f]{12}\/app\.css/).map { String($0.0) })
        let file = try await site.visitor().get(path)
        #expect(file.status == 200)
        #expect(file.header("Cache-Control") == "public, max-age=31536000, immutable")
        #expect(file.header("Content-Type") == "text/css; charset=utf-8")
        #expect(file.header("Set-Cookie") == nil)
        #expect(try await site.visitor().get(path.replacing("app.css", with: "app.js")).status == 404)
        #expect(try await site.visitor().post(path).status == 405)
    }

    @Test("files are sent compressed to those who take it, pages never")
    func compression() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let page = try await visitor.get("/guide", ["Accept-Encoding": "gzip"])
        #expect(page.header("Content-Encoding") == nil)
        let path = try #require(page.text.firstMatch(of: /\/assets\/[0-9a-f]{12}\/app\.css/).map { String($0.0) })
        let (plain, packed) = (
            try await visitor.get(path), try await visitor.get(path, ["Accept-Encoding": "br, gzip"])
        )
        #expect(plain.header("Content-Encoding") == nil)
        #expect(packed.header("Content-Encoding") == "gzip")
        #expect(packed.bytes.starts(with: [0x1F, 0x8B]))
        #expect(packed.bytes.count < plain.bytes.count / 2)
        #expect(plain.header("Vary") == "Accept-Encoding")
    }

    @Test(
        "an offer of gzip is read as RFC 9110 says",
        arguments: [
            ("gzip", true), ("br, GZIP;q=0.5", true), ("*", true), ("gzip;q=0", false), ("br", false), ("", false),
        ])
    func offers(header: String, expected: Bool) {
        #expect(Gzip.isWelcome(header) == expected)
    }
}
