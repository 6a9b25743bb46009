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

    @Test("what the centre writes is read by those whom it is for, escaped, and leads only where they may go")
    func writing() async throws {
        let site = try await TestSite()
        let centre = try await site.signedIn("centre")
        #expect(try await centre.get("/guide/desk").text.contains("平台自带"))
        // The form begins with what the platform says by itself.
        #expect(try await centre.get("/guide/edit?part=clerk").text.contains("1. 梳理会员：在“会员管理"))
        #expect(try await centre.get("/guide/edit?part=nobody").location == "/guide/desk")
        let refused = try await centre.postForm("/guide/edit", ["part": "clerk", "version": "0", "text": "## 只有标题"])
        #expect(refused.status == 422)
        #expect(refused.text.contains("## 只有标题"))
        let text = "## 先看这里\n1. 打开【会员信息】和【字典管理】\n<b>粗</b>\n见 https://example.com/a"
        let saved = try await centre.postForm("/guide/edit", ["part": "clerk", "version": "0", "text": text])
        #expect(saved.location == "/guide?part=clerk")
        #expect(try await centre.get("/guide?part=clerk").text.contains("先看这里"))
        #expect(try await centre.get("/guide/desk").text.contains("中心编写"))
        let clerk = try await site.signedIn("shili")
        let guide = try await clerk.get("/guide").text
        let content = try #require(guide.firstMatch(of: /<main.*<\/main>/.dotMatchesNewlines())).0
        #expect(content.contains("<h3>先看这里</h3>"))
        #expect(content.contains("href=\"/members\">会员信息</a>和字典管理"))
        #expect(content.contains("&lt;b&gt;粗"))
        #expect(content.contains("href=\"https://example.com/a\""))
        #expect(!content.contains("梳理会员"))
        #expect(try await site.visitor().get("/guide").text.contains("先看这里"))
        #expect(try await site.signedIn("binhai").get("/guide").text.contains("组织审核"))
        #expect(try await clerk.get("/guide/edit?part=clerk").status == 403)
        #expect(try await clerk.get("/guide/desk").status == 403)
        // Somebody else's form of before keeps what was typed, and says who was faster.
        let late = try await centre.postForm("/guide/edit", ["part": "clerk", "version": "0", "text": "晚了一步"])
        #expect(late.status == 422)
        #expect(late.text.contains("晚了一步"))
        #expect(late.text.contains("再次保存"))
        let cleared = try await centre.postForm("/guide/edit", ["part": "clerk", "version": "1", "text": " "])
        #expect(cleared.status == 303)
        #expect(try await clerk.get("/guide").text.contains("梳理会员"))
    }
}
