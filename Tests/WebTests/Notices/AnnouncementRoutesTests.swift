import Domain
import Testing

@Suite("Announcements on the web")
struct AnnouncementRoutesTests {
    private func fields(_ title: String, _ changes: [String: String] = [:]) -> [(name: String, value: String)] {
        let usual = [
            "title": title, "text": "第一段\n<script>alert(1)</script>", "audience": "accounts", "place": "usual",
            "reading": "usual", "from": "2023-11-20", "through": "",
        ]
        return usual.merging(changes) { $1 }.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// The address of the announcement with this title, as the reader's list links it.
    private func address(_ title: String, _ reader: Visitor) async throws -> String {
        let list = try await reader.get("/announcements").text
        let pattern = try Regex("<a href=\"(/announcements/[0-9]+)\">\(title)</a>", as: (Substring, Substring).self)
        return String(try #require(list.firstMatch(of: pattern)).1)
    }

    @Test("the centre publishes on a form; the login page shows what is public, the inside the rest")
    func publishing() async throws {
        let site = try await TestSite()
        let centre = try await site.signedIn("centre")
        let refused = try await centre.postForm("/announcements", fields("", ["from": "yesterday"]))
        #expect(refused.status == 422)
        #expect(refused.text.contains("请填写开始日期"))
        let sent = try await centre.postForm("/announcements", fields("公开的通知", ["audience": "everybody"]))
        #expect(sent.status == 303)
        #expect(sent.location == "/announcements/desk")
        try await centre.postForm("/announcements", fields("内部的通知"))
        #expect(try await centre.get("/announcements/desk").text.contains("内部的通知"))

        let visitor = site.visitor()
        let login = try await visitor.get("/login").text
        #expect(login.contains("公开的通知"))
        #expect(!login.contains("内部的通知"))
        let outside = try await visitor.get("/announcements").text
        #expect(outside.contains("公开的通知"))
        #expect(!outside.contains("内部的通知"))

        let clerk = try await site.signedIn("shili")
        let home = try await clerk.get("/").text
        #expect(home.contains("内部的通知"))
        #expect(home.contains("2 条未读"))
        let inside = try await address("内部的通知", clerk)
        #expect(try await visitor.get(inside).status == 404)
        let page = try await clerk.get(inside)
        #expect(page.text.contains("&lt;script>alert(1)") || page.text.contains("&lt;script&gt;alert(1)"))
        #expect(!page.text.contains("<script>alert"))
        #expect(try await clerk.get("/").text.contains("1 条未读"))
        #expect(try await clerk.get("/announcements/desk").status == 403)
    }

    @Test("every page asks for what must be confirmed, until the account has confirmed it")
    func confirming() async throws {
        let site = try await TestSite()
        let centre = try await site.signedIn("centre")
        try await centre.postForm("/announcements", fields("须确认的通知", ["reading": "to-be-confirmed"]))
        let clerk = try await site.signedIn("shili")
        for path in ["/", "/members", "/workbench", "/todos"] {
            #expect(try await clerk.get(path).text.contains("请阅读并确认"), "\(path)")
        }
        let address = try await address("须确认的通知", clerk)
        let page = try await clerk.get(address)
        #expect(page.text.contains("我已阅读并确认"))
        let readers = address + "/readers"
        #expect(try await centre.get(readers).text.contains(">shili</th>"))
        #expect(try await clerk.get(readers).status == 403)
        // Words that have been amended since are not the ones that were read.
        #expect(try await clerk.postForm(address + "/confirmation", ["version": "9"]).status == 409)
        #expect(try await clerk.postForm(address + "/confirmation", ["version": "1"]).location == address)
        #expect(try await clerk.get("/").text.contains("请阅读并确认") == false)
        #expect(try await centre.get(readers).text.contains(">shili</th>") == false)
        // Its words are fixed now; it can be withdrawn, and then it is gone.
        let refused = try await centre.postForm(
            address + "/edit",
            fields("改了标题", ["reading": "to-be-confirmed", "version": "1"]))
        #expect(refused.status == 422)
        #expect(refused.text.contains("已有 1 个账号确认过这条公告"))
        let other = try await site.signedIn("yangli")
        #expect(try await other.get("/").text.contains("请阅读并确认"))
        #expect(
            try await centre.postForm(address + "/withdrawal", ["version": "1"]).location == "/announcements/desk")
        #expect(try await other.get("/").text.contains("请阅读并确认") == false)
        #expect(try await other.get(address).status == 404)
    }
}
