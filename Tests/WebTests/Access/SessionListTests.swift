import Testing
import Web

@Suite("Where an account is logged in")
struct SessionListTests {
    private let agent = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120.0 Safari/537"]

    @Test("a login from elsewhere is shown and can be ended at once")
    func end() async throws {
        let site = try await TestSite()
        let (here, elsewhere) = (site.visitor(), site.visitor())
        elsewhere.peer = "10.0.0.9"
        try await elsewhere.logIn("shili", password: "Gonghui-Demo-2024")
        try await here.logIn("shili", password: "Gonghui-Demo-2024")
        let list = try await here.get("/account/sessions")
        #expect(list.status == 200)
        #expect(list.text.contains("本次登录"))
        #expect(list.text.contains("10.0.0.9"))
        let ends = list.forms.filter { $0.action.hasSuffix("/end") }
        #expect(ends.count == 1)
        let end = try #require(ends.first)
        #expect(try await here.postForm(end.action).location == "/account/sessions")
        #expect(try await elsewhere.get("/").location == "/login")
        #expect(try await here.get("/").status == 200)
        #expect(try await here.postForm(end.action).status == 404)
    }

    @Test("another account's session is not there, not even a subordinate's")
    func strangers() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        _ = try await site.signedIn("shili")
        let end = try #require(try await shili.get("/account/sessions").forms.first { $0.action.hasSuffix("/end") })
        for account in ["yanshi", "binhai", "centre"] {
            let other = try await site.signedIn(account)
            #expect(try await other.postForm(end.action).status == 404)
        }
        #expect(try await site.sessions(of: "shili") == 2)
    }

    @Test("an ended session is not listed")
    func ended() async throws {
        let site = try await TestSite()
        _ = try await site.signedIn("shili")
        site.clock.advance(minutes: 21)
        let here = try await site.signedIn("shili")
        #expect(try await here.get("/account/sessions").forms.filter { $0.action.hasSuffix("/end") }.isEmpty)
    }

    @Test("after logging in the login before is said once, with what failed since")
    func before() async throws {
        let site = try await TestSite()
        let first = site.visitor()
        try await first.logIn("shili", password: "Gonghui-Demo-2024")
        #expect(try await first.get("/").text.contains("该账号第一次登录"))
        let other = site.visitor()
        try await other.logIn("shili", password: "wrong")
        site.clock.advance(minutes: 5)
        try await other.logIn("shili", password: "Gonghui-Demo-2024")
        let page = try await other.get("/")
        #expect(page.text.contains("上次登录 2023-11-20 09:00，地址 127.0.0.1。其后有 1 次登录没有成功"))
        #expect(!(try await other.get("/")).text.contains("上次登录"))
    }
}
