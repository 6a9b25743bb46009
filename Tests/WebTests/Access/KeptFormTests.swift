import DatabaseKit
import Domain
import Testing
import UseCases
import Web

@Suite("What was typed into a form whose login had ended")
struct KeptFormTests {
    private let password = "Gonghui-Demo-2024"
    private let note = "请改正名单"

    private func kept(_ site: TestSite) async throws -> Int {
        try await site.platform.database.read { try $0.value("SELECT count(*) FROM kept_form") ?? 0 }
    }

    /// Where the form waits, from the address of the login that it led to.
    private func keptAt(_ answer: Answered) -> String? {
        answer.location?.firstMatch(of: /^\/login\?notice=form-kept&return=%2Faccount%2Fforms%2F([\w-]{43})$/)
            .map { "/account/forms/\($0.1)" }
    }

    @Test("it is shown after the login, not sent yet, and sent twice has one effect")
    func idle() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let old = try await shili.csrf()
        let before = try await site.contents()["number_series"]
        site.clock.advance(minutes: 30)
        let answer = try await shili.post("/try/count", ["csrf": old, "note": "<\(note)>", "idempotency": "t1"])
        let place = try #require(keptAt(answer))
        #expect(try await site.contents()["number_series"] == before)
        #expect(try await shili.get(try #require(answer.location)).text.contains("已为您暂存"))
        #expect(try await shili.logIn("shili", password: password, returnTo: place).location == place)
        let page = try await shili.get(place)
        #expect(page.status == 200)
        #expect(page.text.contains("刚才的内容还没有提交"))
        let form = try #require(page.forms.first { $0.action == "/try/count" })
        #expect(form["note"] == "&lt;\(note)&gt;")
        #expect(form["csrf"] != old)
        let again = try #require(try await shili.get(place).forms.first { $0.action == "/try/count" })
        var sent: [String] = []
        for form in [form, again] {
            let done = try await shili.post(
                "/try/count",
                ["csrf": form["csrf"] ?? "", "idempotency": form["idempotency"] ?? "", "note": "<\(note)>"])
            #expect(done.status == 200)
            sent.append(done.text)
        }
        #expect(sent[0] == sent[1])
    }

    @Test("another account never sees it, and learns nothing")
    func stranger() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        site.clock.advance(minutes: 30)
        let place = try #require(keptAt(try await shili.post("/try/count", ["csrf": csrf, "note": note])))
        let other = try await site.signedIn("yanshi")
        let answer = try await other.get(place)
        #expect(answer.location == "/")
        #expect(!answer.text.contains(note))
        #expect(try await other.get("/").text.contains("没有找到暂存的内容"))
        #expect(try await other.get("/account/forms/nothing").location == "/")
        // Nobody signed in has it either.
        #expect(try await site.visitor().get(place).location?.hasPrefix("/login") == true)
    }

    @Test("a login that was ended from elsewhere, or cleared away long ago, loses nothing")
    func ended() async throws {
        let site = try await TestSite(more: TryRoutes())
        let (out, pushed, idle) = (
            try await site.signedIn("shili"), try await site.signedIn("yanshi"), try await site.signedIn("haifeng")
        )
        let tokens = (try await out.csrf(), try await pushed.csrf(), try await idle.csrf())
        let system = try await site.signedIn("xitong")
        let list = try await system.get("/accounts?size=100")
        let account = try #require(list.text.firstMatch(of: /href="(\/accounts\/\d+)">shili</).map { String($0.1) })
        #expect(try await system.postForm("\(account)/sessions").status == 303)
        #expect(keptAt(try await out.post("/try/count", ["csrf": tokens.0, "note": note])) != nil)
        // A fourth login ends the first.
        for _ in 0..<3 {
            site.clock.advance(minutes: 1)
            _ = try await site.signedIn("yanshi")
        }
        #expect(keptAt(try await pushed.post("/try/count", ["csrf": tokens.1, "note": note])) != nil)
        site.clock.advance(minutes: 120)
        try await Housekeeping(site.platform).clear(at: site.clock.now)
        #expect(try await site.sessions(of: "haifeng") == 0)
        #expect(keptAt(try await idle.post("/try/count", ["csrf": tokens.2, "note": note])) != nil)
    }

    @Test("nothing is kept of a form that this login was not given, or in which nothing was written")
    func forged() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        let other = try await site.signedIn("yanshi").csrf()
        site.clock.advance(minutes: 30)
        for token in ["", "x", other] {
            let answer = try await shili.post("/try/count", ["csrf": token, "note": note])
            #expect(answer.location == "/login?notice=not-submitted")
        }
        let foreign = try await shili.post(
            "/try/count", ["csrf": csrf, "note": note], ["Sec-Fetch-Site": "cross-site"])
        #expect(foreign.location == "/login?notice=not-submitted")
        #expect(try await shili.post("/try/count", ["csrf": csrf]).location == "/login?notice=not-submitted")
        #expect(
            try await site.visitor().post("/try/count", ["csrf": csrf, "note": note]).location
                == "/login?notice=not-submitted")
        #expect(try await kept(site) == 0)
    }

    @Test("passwords, codes and files are not kept; the page leads back to where they are asked for")
    func secrets() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        site.clock.advance(minutes: 30)
        let answer = try await shili.post(
            "/try/count", ["csrf": csrf, "note": note, "password": "secret-1", "code": "246813"],
            ["Referer": "http://127.0.0.1:8080/members?page=2"])
        let place = try #require(keptAt(answer))
        let again = try await site.signedIn("shili")
        let page = try await again.get(place)
        #expect(page.text.contains(note))
        #expect(!page.text.contains("secret-1"))
        #expect(!page.text.contains("246813"))
        #expect(!page.forms.contains { $0.action == "/try/count" })
        #expect(page.text.contains("href=\"/members?page=2\""))
    }

    @Test("after half an hour it is gone, from the page and from the database")
    func time() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        site.clock.advance(minutes: 30)
        let place = try #require(keptAt(try await shili.post("/try/count", ["csrf": csrf, "note": note])))
        site.clock.advance(minutes: 30)
        #expect(try await site.signedIn("shili").get(place).status == 200)
        site.clock.advance(minutes: 1)
        #expect(try await site.signedIn("shili").get(place).location == "/")
        #expect(try await kept(site) == 1)
        try await Housekeeping(site.platform).clear(at: site.clock.now)
        #expect(try await kept(site) == 0)
    }
}
