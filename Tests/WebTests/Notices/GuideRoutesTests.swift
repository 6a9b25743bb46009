import Domain
import Testing

@Suite("新手指引 on the web")
struct GuideRoutesTests {
    @Test(
        "each role reads its own steps, and every page that they lead to opens",
        arguments: ["shili", "binhai", "donghai", "centre"])
    func steps(account: String) async throws {
        let site = try await TestSite()
        let reader = try await site.signedIn(account)
        let guide = try await reader.get("/guide").text
        let content = try #require(guide.firstMatch(of: /<main.*<\/main>/.dotMatchesNewlines())).0
        let links = content.matches(of: /<strong><a class="inline-link" href="([^"]+)"/).map { String($0.1) }
        #expect(links.count >= 3)
        for link in Set(links) {
            #expect([200, 303].contains(try await reader.get(link).status), "\(link)")
        }
    }

    @Test("a visitor reads the steps of a base union without links that he cannot open")
    func visitor() async throws {
        let guide = try await TestSite().visitor().get("/guide").text
        #expect(guide.contains("梳理会员"))
        #expect(!guide.contains("<strong><a"))
    }
}
