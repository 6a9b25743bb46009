import DatabaseKit
import Store
import Testing
import UseCases
import Vault
import Web

@Suite("Logging in")
struct LoginTests {
    private let password = "Gonghui-Demo-2024"

    @Test("unknown, wrong, locked, disabled and badly read get one answer, and only the account comes back")
    func oneAnswer() async throws {
        let site = try await TestSite()
        try await site.execute("UPDATE account SET status = 'disabled' WHERE name = 'haifeng'")
        let visitor = site.visitor()
        for _ in 0..<5 { try await visitor.logIn("yanshi", password: "wrong") }
        let answers = [
            try await visitor.logIn("nobody", password: password),
            try await visitor.logIn("shili", password: "wrong-1"),
            try await visitor.logIn("shili", password: password, captcha: "x"),
            try await visitor.logIn("shili", password: ""),
            // Locked and disabled, with the right password and with a wrong one.
            try await visitor.logIn("yanshi", password: password),
            try await visitor.logIn("yanshi", password: "wrong"),
            try await visitor.logIn("haifeng", password: password),
            try await visitor.logIn("haifeng", password: "wrong"),
        ]
        let bodies = Set(
            answers.map { answer in
                answer.text.replacing(/[A-Za-z0-9_\-]{43}/, with: "TOKEN")
                    .replacing(/\b(nobody|yanshi|haifeng)\b/, with: "shili")
            })
        #expect(answers.allSatisfy { $0.status == 422 })
        #expect(bodies.count == 1)
        #expect(answers[0].text.contains("账号、密码或验证码不正确"))
        #expect(!answers[1].text.contains("wrong-1"))
    }

    @Test("each failed login costs one password hash and one event, whatever failed")
    func oneHash() async throws {
        let site = try await TestSite()
        try await site.execute("UPDATE account SET status = 'disabled' WHERE name = 'haifeng'")
        let visitor = site.visitor()
        for _ in 0..<5 { try await visitor.logIn("yanshi", password: "wrong") }
        for (account, typed) in [
            ("nobody", password), ("shili", "wrong"), ("yanshi", password), ("yanshi", "wrong"), ("haifeng", password),
        ] {
            let (hashes, events) = (await site.platform.passwords.hashes, try await site.eventsOfLogins())
            #expect(try await visitor.logIn(account, password: typed).status == 422)
            #expect(await site.platform.passwords.hashes == hashes + 1, "\(account)")
            #expect(try await site.eventsOfLogins() == events + 1, "\(account)")
        }
    }

    @Test("a hash made more cheaply than new ones are is made anew by the next login with the right password")
    func renewedHash() async throws {
        let site = try await TestSite()
        let older = try #require(PasswordHash.Cost(exponent: 4, blockSize: 1, parallelism: 1))
        let old = try PasswordHash.make(password, cost: older).text
        func kept() async throws -> String? {
            try await site.platform.database.read {
                try $0.value("SELECT password_hash FROM account WHERE name = 'shili'")
            }
        }
        try await site.execute("UPDATE account SET password_hash = \(old) WHERE name = 'shili'")
        let visitor = site.visitor()
        #expect(try await visitor.logIn("shili", password: "wrong").status == 422)
        #expect(try await kept() == old)
        let before = await site.platform.passwords.hashes
        #expect(try await site.visitor().logIn("shili", password: password).status == 303)
        #expect(await site.platform.passwords.hashes == before + 2)
        let renewed = try #require(try await kept())
        #expect(renewed.hasPrefix("scrypt$4$8$1$"))
        // The same password still opens it, and there is nothing more to do.
        #expect(try await site.visitor().logIn("shili", password: password).status == 303)
        #expect(await site.platform.passwords.hashes == before + 3)
        #expect(try await kept() == renewed)
        let told = try await site.platform.database.read {
            try $0.value("SELECT to_status FROM event WHERE action = 'password-rehashed'") as String?
        }
        #expect(told == AccountStore.fingerprint(ofHash: renewed))
    }

    @Test("five failures lock the account for ten minutes, with the same answer")
    func lock() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        var answers: [Answered] = []
        for _ in 0..<5 { answers.append(try await visitor.logIn("shili", password: "wrong")) }
        let locked = try await visitor.logIn("shili", password: password)
        answers.append(locked)
        #expect(locked.status == 422)
        #expect(Set(answers.map(\.title)).count == 1)
        #expect(try await site.visitor().logIn("yanshi", password: password).status == 303)
        site.clock.advance(minutes: 9)
        #expect(try await visitor.logIn("shili", password: password).status == 422)
        site.clock.advance(minutes: 1)
        #expect(try await visitor.logIn("shili", password: password).status == 303)
    }

    @Test("four failures do not lock, and a success begins the count anew")
    func count() async throws {
        let site = try await TestSite()
        for _ in 0..<2 {
            let visitor = site.visitor()
            for _ in 0..<4 { try await visitor.logIn("shili", password: "wrong") }
            #expect(try await visitor.logIn("shili", password: password).status == 303)
        }
    }

    @Test("many attempts at once lock the account as well")
    func atOnce() async throws {
        let site = try await TestSite()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { try await site.visitor().logIn("shili", password: "wrong") }
            }
            try await group.waitForAll()
        }
        #expect(try await site.visitor().logIn("shili", password: password).status == 422)
    }

    @Test("a captcha is good once, for two minutes, in its own session")
    func captcha() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let login = try await visitor.get("/login")
        let shown = try await site.captcha(of: visitor)
        let csrf = try #require(login.forms.first { $0.action == "/login" }?["csrf"])
        func attempt(_ password: String) async throws -> Int {
            try await visitor.post(
                "/login", ["csrf": csrf, "account": "shili", "password": password, "captcha": shown]
            ).status
        }
        #expect(try await attempt("wrong") == 422)
        // The refused form shows another captcha; the old text would be right only by chance.
        if try await site.captcha(of: visitor) != shown { #expect(try await attempt(password) == 422) }

        let late = site.visitor()
        let page = try await late.get("/login")
        let text = try await site.captcha(of: late)
        site.clock.advance(minutes: 3)
        let answer = try await late.post(
            "/login",
            [
                "csrf": try #require(page.forms.first { $0.action == "/login" }?["csrf"]), "account": "shili",
                "password": password, "captcha": text,
            ])
        #expect(answer.status == 422)
    }

    @Test(
        "after logging in one comes back to a page of this site only",
        arguments: [
            ("/members", "/members"), ("/members?page=2", "/members?page=2"), ("//evil.example", "/"),
            ("/\\evil.example", "/"), ("https://evil.example", "/"), ("/\t/evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("evil", "/"), ("/\n/evil.example", "/"), ("", "/"),
        ])
    func returning(asked: String, expected: String) async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        #expect(try await visitor.logIn("shili", password: password, returnTo: asked).location == expected)
        let page = try await site.visitor().get("/login?return=\(Visitor.encoded(asked))")
        #expect(page.forms.first { $0.action == "/login" }?["return"] == (expected == "/" ? nil : expected))
    }

    @Test("a page asked for without a session is come back to, with its query")
    func detour() async throws {
        let site = try await TestSite()
        #expect(try await site.visitor().get("/todos?page=2").location == "/login?return=%2Ftodos%3Fpage%3D2")
        #expect(try await site.visitor().get("/").location == "/login")
    }
}
