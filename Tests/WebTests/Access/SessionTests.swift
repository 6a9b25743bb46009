import DatabaseKit
import Domain
import Testing
import UseCases
import Web

@Suite("Sessions")
struct SessionTests {
    private let password = "Gonghui-Demo-2024"

    @Test("logging in gives a new session, and the one before is worth nothing")
    func fixation() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        try await visitor.get("/login")
        let before = try #require(visitor.cookies["__Host-sid"])
        let answer = try await visitor.logIn("shili", password: password)
        #expect(answer.status == 303)
        #expect(answer.location == "/")
        let cookie = try #require(answer.header("Set-Cookie"))
        for attribute in ["__Host-sid=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            #expect(cookie.contains(attribute))
        }
        #expect(!cookie.contains("Domain"))
        #expect(visitor.cookies["__Host-sid"] != before)
        let thief = site.visitor()
        thief.cookies["__Host-sid"] = before
        #expect(try await thief.get("/").status == 303)
        #expect(try await visitor.get("/").status == 200)
    }

    @Test("a session ends when it was idle too long, and not while it is used")
    func idle() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        for _ in 0..<5 {
            site.clock.advance(minutes: 19)
            #expect(try await shili.get("/").status == 200)
        }
        site.clock.advance(minutes: 22)
        #expect(try await shili.get("/").location == "/login")
    }

    @Test("a session ends after ten hours however much it is used")
    func absolute() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        for _ in 0..<39 {
            site.clock.advance(minutes: 15)
            #expect(try await shili.get("/").status == 200)
        }
        site.clock.advance(minutes: 15)
        #expect(try await shili.get("/").location == "/login")
    }

    @Test("an account has three sessions at most; the oldest ends")
    func three() async throws {
        let site = try await TestSite()
        var browsers: [Visitor] = []
        for _ in 0..<4 {
            site.clock.advance(minutes: 1)
            browsers.append(try await site.signedIn("shili"))
        }
        #expect(try await site.sessions(of: "shili") == 3)
        #expect(try await browsers[0].get("/").status == 303)
        for browser in browsers.dropFirst() { #expect(try await browser.get("/").status == 200) }
    }

    @Test("logging out ends the session on the server and clears the browser")
    func logout() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        let token = shili.cookies["__Host-sid"]
        let answer = try await shili.postForm("/logout")
        #expect(answer.status == 303)
        #expect(answer.location == "/login?notice=logged-out")
        #expect(answer.header("Clear-Site-Data") == "\"cache\", \"storage\"")
        #expect(shili.cookies.isEmpty)
        shili.cookies["__Host-sid"] = token
        #expect(try await shili.get("/").status == 303)
        #expect(try await site.sessions(of: "shili") == 0)
    }

    @Test("a disabled account is out at its next request")
    func disabled() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        #expect(try await shili.get("/").status == 200)
        try await site.execute("UPDATE account SET status = 'disabled' WHERE name = 'shili'")
        #expect(try await shili.get("/").status == 303)
        #expect(try await site.visitor().logIn("shili", password: password).status == 422)
    }

    @Test("a role that was taken away is gone at the next request")
    func removedRole() async throws {
        let site = try await TestSite(more: TryRoutes())
        let centre = try await site.signedIn("centre")
        #expect(try await centre.postForm("/try/centre").status == 303)
        try await site.execute("DELETE FROM account_role WHERE role = 'centre'")
        let answer = try await centre.postForm("/try/centre")
        #expect(answer.status == 403)
    }

    @Test("a role holds to the end of its last day, in a session that goes on too")
    func endedRole() async throws {
        let site = try await TestSite(more: TryRoutes())
        let today = site.clock.now.day
        let centre = try await site.signedIn("centre")
        func status(from: CalendarDay, until: CalendarDay) async throws -> Int {
            try await site.execute(
                "UPDATE account_role SET valid_from = \(from), valid_until = \(until) WHERE role = 'centre'")
            return try await centre.postForm("/try/centre").status
        }
        #expect(try await status(from: today, until: today) == 303)
        #expect(try await status(from: today.adding(days: -9), until: today.adding(days: -1)) == 403)
        #expect(try await status(from: today.adding(days: -9), until: today) == 303)
        #expect(try await status(from: today.adding(days: 1), until: today.adding(days: 9)) == 403)
    }

    @Test("what was done is said once, on the next page")
    func flash() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        try await shili.get("/try/say/done-at-last")
        #expect(!(try await shili.get("/nowhere")).text.contains("done-at-last"))
        #expect(!(try await shili.get("/try/partial")).text.contains("done-at-last"))
        try await shili.send("HEAD", "/")
        #expect(try await shili.get("/").text.contains("done-at-last"))
        #expect(!(try await shili.get("/")).text.contains("done-at-last"))
    }

    @Test("a form sent after the session ended says that nothing was saved, and comes back to its page")
    func expiredForm() async throws {
        let site = try await TestSite()
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        site.clock.advance(minutes: 30)
        let answer = try await shili.post(
            "/workbench/unit", ["csrf": csrf, "unit": "1"], ["Referer": "http://127.0.0.1:8080/workbench?choose=1"])
        #expect(answer.status == 303)
        #expect(answer.location == "/login?notice=not-submitted&return=%2Fworkbench%3Fchoose%3D1")
        #expect(try await shili.get(try #require(answer.location)).text.contains("刚才提交的内容没有保存"))
        let elsewhere = try await shili.post("/workbench/unit", [:], ["Referer": "http://elsewhere.example/workbench"])
        #expect(elsewhere.location == "/login?notice=not-submitted")
    }

    @Test("a part of a page is not filled with the login: the script is told to go there")
    func partial() async throws {
        let site = try await TestSite(more: TryRoutes())
        let answer = try await site.visitor().get(
            "/try/partial", ["HX-Request": "true", "Referer": "http://127.0.0.1:8080/members"])
        #expect(answer.status == 403)
        #expect(answer.header("HX-Redirect") == "/login?return=%2Fmembers")
        #expect(answer.bytes.isEmpty)
    }

    @Test("ended sessions are cleared away, living ones stay")
    func housekeeping() async throws {
        let site = try await TestSite(more: TryRoutes())
        let (old, living) = (try await site.signedIn("shili"), try await site.signedIn("yanshi"))
        try await old.postForm("/try/count", ["idempotency": "ticket-1"])
        site.clock.advance(minutes: 30)
        let used = try await site.signedIn("yanshi")
        site.clock.advance(minutes: 19)
        try await Housekeeping(site.platform).clear(at: site.clock.now)
        #expect(try await site.sessions(of: "shili") == 0)
        #expect(try await site.sessions(of: "yanshi") == 1)
        #expect(try await used.get("/").status == 200)
        #expect(try await living.get("/").status == 303)
        #expect(try await site.contents()["form_ticket"]?.isEmpty == false)
        try await Housekeeping(site.platform).clear(at: site.clock.now.adding(hours: 49))
        #expect(try await site.contents()["form_ticket"]?.isEmpty == true)
    }
}
