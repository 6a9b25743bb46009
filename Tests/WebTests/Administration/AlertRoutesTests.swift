import Domain
import Testing
import Web

@Suite("安全告警")
struct AlertRoutesTests {
    @Test("checklist 38: an alert is told of, opened, and settled with a remark")
    func journey() async throws {
        let site = try await TestSite()
        let stranger = site.visitor()
        for _ in 0..<10 { try await stranger.logIn("shili", password: "wrong") }
        let auditor = try await site.signedIn("shenji")
        #expect(try await auditor.get("/todos").text.contains("处理安全告警"))
        let list = try await auditor.get("/alerts")
        #expect(list.text.contains("同一账号多次登录失败"))
        let place = try #require(list.text.firstMatch(of: /href="(\/alerts\/\d+)"/).map { String($0.1) })
        let page = try await auditor.get(place)
        let log = try #require(page.text.firstMatch(of: /href="(\/audit\?[^"]*)"/).map { String($0.1) })
        #expect(try await auditor.get(log.replacing("&amp;", with: "&")).text.contains("登录失败"))
        #expect(try await auditor.postForm("\(place)/settlement", ["remark": " "]).status == 422)
        let settled = try await auditor.postForm("\(place)/settlement", ["remark": "本人忘记密码<b>", "idempotency": "t"])
        #expect(settled.location == "/alerts")
        #expect(try await auditor.get("/alerts").text.contains("没有待处理的告警"))
        #expect(try await auditor.get("/alerts?part=settled").text.contains("同一账号多次登录失败"))
        #expect(try await auditor.get(place).text.contains("本人忘记密码&lt;b&gt;"))
        #expect(try await site.signedIn("xitong").get("/alerts").status == 403)
    }

    @Test("logins and logouts of everybody are in the log, with the word and without what was typed")
    func logins() async throws {
        let site = try await TestSite()
        let clerk = site.visitor()
        try await clerk.logIn("shili", password: "my-secret-word")
        #expect(try await clerk.logIn("shili", password: "Gonghui-Demo-2024").status == 303)
        try await clerk.postForm("/logout")
        let log = try await site.signedIn("shenji").get("/audit")
        for words in ["登录失败", "退出登录", "未登录", "账号 shili"] { #expect(log.text.contains(words), "\(words)") }
        #expect(!log.text.contains("my-secret-word"))
    }

    @Test("an administrator sees where an account is logged in and ends it; the account's own page stays as it is")
    func endingOthers() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        _ = try await site.signedIn("shili")
        let system = try await site.signedIn("xitong")
        let list = try await system.get("/accounts?size=100")
        let ids = list.text.matches(of: /href="(\/accounts\/\d+)">([a-z]+)</).map { (String($0.1), String($0.2)) }
        let place = try #require(ids.first { $0.1 == "shili" }?.0)
        let forms = try await system.get(place).forms.filter { $0.action == "\(place)/sessions" }
        #expect(forms.count == 3)
        let one = try #require(forms.first?["session"])
        let other = try #require(ids.first { $0.1 == "yanshi" }?.0)
        #expect(try await system.postForm("\(other)/sessions", ["session": one]).status == 404)
        #expect(try await system.postForm("\(place)/sessions", ["session": one]).location == place)
        #expect(try await site.sessions(of: "shili") == 1)
        #expect(try await system.postForm("\(place)/sessions").location == place)
        #expect(try await clerk.get("/").location == "/login")
        #expect(try await system.get(place).text.contains("强退登录设备"))
        let own = try #require(ids.first { $0.1 == "xitong" }?.0)
        #expect(try await system.postForm("\(own)/sessions").status == 403)
        #expect(try await system.get("/").status == 200)
        #expect(try await site.signedIn("centre").postForm("\(place)/sessions").status == 403)
    }
}
