import DatabaseKit
import Testing
import Web

@Suite("An old password leads to a new one")
struct PasswordRoutesTests {
    private let password = "Gonghui-Demo-2024"

    @Test("whoever comes in with a password of ninety days sees its page and no other, until it is changed")
    func expired() async throws {
        let site = try await TestSite()
        try await site.execute("DELETE FROM setting WHERE name = 'mode'")
        site.clock.advance(minutes: 90 * 24 * 60)
        let clerk = site.visitor()
        try await clerk.logIn("shili", password: password)
        #expect(try await clerk.get("/members").location == "/account/password")
        let page = try await clerk.get("/account/password")
        #expect(page.status == 200)
        #expect(page.text.contains("您的密码已使用 90 天"))
        #expect(page.text.contains("不与最近 5 次的密码相同"))
        let weak = try await clerk.postForm(
            "/account/password", ["current": password, "password": "kornblume", "again": "kornblume"])
        #expect(weak.status == 422)
        #expect(weak.text.contains("至少 3 种"))
        #expect(!weak.text.contains("value=\"kornblume\""))
        let new = "Korn-blume-1x"
        let set = try await clerk.postForm(
            "/account/password", ["current": password, "password": new, "again": new])
        #expect(set.status == 303)
        #expect(try await clerk.get("/members").status == 200)
    }

    @Test("a demonstration's passwords do not age, and the other rules are told as they are")
    func demonstration() async throws {
        let site = try await TestSite()
        try await site.execute("INSERT INTO setting (name, value) VALUES ('password-policy', 'verification-standard')")
        site.clock.advance(minutes: 200 * 24 * 60)
        let clerk = site.visitor()
        try await clerk.logIn("shili", password: password)
        #expect(try await clerk.get("/members").status == 200)
        let page = try await clerk.get("/account/password")
        #expect(page.text.contains("至少 8 个字符，最多 128 个"))
        #expect(!page.text.contains("至少三种"))
    }
}
