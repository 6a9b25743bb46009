import Domain
import Testing

@Suite("技术支持 on the web")
struct SupportRoutesTests {
    @Test("what the centre writes stands on every page at once, escaped")
    func editing() async throws {
        let site = try await TestSite()
        let centre = try await site.signedIn("centre")
        #expect(try await centre.get("/support/edit").text.contains("000-1234-5678"))
        let refused = try await centre.postForm(
            "/support/edit", ["hotline": "", "hours": "全天", "contacts": "只有名称"])
        #expect(refused.status == 422)
        #expect(refused.text.contains("第 1 行请写成"))
        let saved = try await centre.postForm(
            "/support/edit",
            ["hotline": "000-8765-4321", "hours": "周一至周六", "contacts": "<b>东海区</b> | 000-1111 | 全天"])
        #expect(saved.location == "/support")
        let visitor = site.visitor()
        let support = try await visitor.get("/support").text
        #expect(support.contains("000-8765-4321"))
        #expect(support.contains("000-1111"))
        #expect(!support.contains("<b>东海区"))
        #expect(try await visitor.get("/login").text.contains("周一至周六"))
        let clerk = try await site.signedIn("shili")
        #expect(try await clerk.get("/members").text.contains("000-8765-4321"))
        #expect(try await clerk.get("/support/edit").status == 403)
    }
}
