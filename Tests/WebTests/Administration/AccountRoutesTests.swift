import DatabaseKit
import Domain
import Store
import Testing
import UseCases
import Web

@Suite("账号管理")
struct AccountRoutesTests {
    private let password = "Dragon-7-Lantern"

    @Test("an account is made, given a role, and its user sets a password with a one-time code")
    func journey() async throws {
        let site = try await TestSite()
        let system = try await site.proved("xitong")
        let security = try await site.proved("anquan")
        #expect(try await system.get("/accounts").text.contains("shili"))
        let made = try await system.postForm(
            "/accounts", ["name": "new-clerk", "display-name": "经办乙", "union": "319901000101", "idempotency": "t1"])
        let place = try #require(made.location)
        let again = try await system.postForm(
            "/accounts", ["name": "new-clerk", "display-name": "经办乙", "union": "319901000101", "idempotency": "t1"])
        #expect(again.location == place)

        let sheet = try await security.get(place)
        let version = try #require(sheet.forms.first { $0.action.hasSuffix("/roles") }?["version"])
        #expect(!sheet.forms.contains { $0.action.hasSuffix("/reset") })
        let odd = try await security.postForm("\(place)/roles", ["version": version, "role": "centre"])
        #expect(odd.status == 422)
        #expect(odd.text.contains("不能担任"))
        let both = try await security.postForm(
            "\(place)/roles", ["version": version, "role": "clerk", "role": "audit-administrator"])
        #expect(both.text.contains("不能由同一账号担任"))
        #expect(try await security.postForm("\(place)/roles", ["version": version, "role": "clerk"]).location == place)
        #expect(try await security.postForm("\(place)/roles", ["version": version]).status == 409)

        let issued = try await system.postForm("\(place)/reset")
        #expect(issued.status == 200)
        let code = try #require(issued.text.firstMatch(of: /class="secret">([A-Z2-7-]{19})</).map { String($0.1) })
        #expect(!(try await system.get(place)).text.contains(code))
        let person = site.visitor()
        try await person.get("/login/reset")
        func redeem(_ code: String, _ password: String) async throws -> Answered {
            try await person.postForm(
                "/login/reset", ["account": "new-clerk", "code": code, "password": password, "again": password])
        }
        #expect(try await redeem("AAAA-AAAA-AAAA-AAAA", password).text.contains("账号或一次性代码不正确"))
        #expect(try await redeem(code, "weak").status == 422)
        #expect(try await redeem(code.lowercased(), password).location == "/login?notice=password-changed")
        #expect(try await redeem(code, password).status == 422)
        #expect(try await person.logIn("new-clerk", password: password).location == "/")
        #expect(try await person.get("/").text.contains("经办乙"))
        #expect(try await person.get("/enrolments").status == 200)

        let form = try #require(try await system.get(place).forms.first { $0.action.hasSuffix("/reset") })
        try await system.postForm("\(place)/status", ["version": form["version"] ?? "", "status": "disabled"])
        #expect(try await person.get("/").location == "/login")
        #expect(try await person.logIn("new-clerk", password: password).status == 422)
    }

    @Test("a role is given for certain days, and the account says when it holds")
    func roleDays() async throws {
        let site = try await TestSite()
        let security = try await site.proved("anquan")
        let id = try #require(
            try await site.platform.database.read { try AccountStore($0).id(name: "shili") })
        let place = "/accounts/\(id)"
        func version() async throws -> String {
            let form = try await security.get(place).forms.first { $0.action.hasSuffix("/roles") }
            return try #require(form?["version"])
        }
        let today = site.clock.now.day
        let (tomorrow, last) = (today.adding(days: 1), today.adding(days: 9))
        let odd = try await security.postForm(
            "\(place)/roles", ["version": try await version(), "role": "clerk", "until-clerk": "2030-02-30"])
        #expect(odd.status == 422)
        #expect(odd.text.contains("请按 2024-01-08 的格式填写日期"))
        #expect(odd.text.contains("value=\"2030-02-30\""))
        let turned = try await security.postForm(
            "\(place)/roles",
            [
                "version": try await version(), "role": "clerk", "from-clerk": last.description,
                "until-clerk": tomorrow.description,
            ])
        #expect(turned.status == 422)
        #expect(turned.text.contains("经办人的截止日期不能早于起始日期"))
        let given = try await security.postForm(
            "\(place)/roles",
            [
                "version": try await version(), "role": "clerk", "from-clerk": tomorrow.description,
                "until-clerk": last.description, "from-audit-administrator": "2020-01-01",
            ])
        #expect(given.location == place)
        let sheet = try await security.get(place)
        #expect(sheet.text.contains("从各自的起始日期起生效"))
        #expect(sheet.text.contains("自 \(tomorrow)"))
        #expect(sheet.text.contains("尚未生效"))
        #expect(sheet.text.contains("value=\"\(tomorrow)\""))
        #expect(sheet.text.contains("value=\"\(last)\""))
        #expect(!sheet.text.contains("2020-01-01"))
        #expect(try await security.get("/accounts?role=ending").text.contains(place) == false)
        site.clock.advance(minutes: 24 * 60)
        let later = try await site.proved("anquan")
        #expect(try await later.get("/accounts?role=ending").text.contains(place))
        #expect(try await later.get(place).text.contains("尚未生效") == false)
    }

    @Test("a code is good for ten minutes; wrong ones lock the account that has one, and no other")
    func limits() async throws {
        let site = try await TestSite()
        let system = try await site.proved("xitong")
        let list = try await system.get("/accounts?size=100")
        let place = try #require(list.text.firstMatch(of: /href="(\/accounts\/\d+)">shili</).map { String($0.1) })
        let issued = try await system.postForm("\(place)/reset")
        let code = try #require(issued.text.firstMatch(of: /class="secret">([A-Z2-7-]{19})</).map { String($0.1) })
        site.clock.advance(minutes: 11)
        let again = try await site.proved("xitong")
        let person = site.visitor()
        try await person.get("/login/reset")
        func redeem(_ code: String) async throws {
            let answer = try await person.postForm(
                "/login/reset", ["account": "shili", "code": code, "password": password, "again": password])
            #expect(answer.status == 422)
        }
        for code in [code, "x", "x", "x", "x"] { try await redeem(code) }
        // There was no code to guess at any more, so nobody is locked out by it.
        #expect(try await site.visitor().logIn("shili", password: "Gonghui-Demo-2024").status == 303)
        #expect(try await again.postForm("\(place)/reset").status == 200)
        for code in ["x", "x", "x", "x", "x"] { try await redeem(code) }
        #expect(try await site.visitor().logIn("shili", password: "Gonghui-Demo-2024").status == 422)
    }

    @Test("who changes rights proves anew who he is, and is asked only for what is his to do")
    func stepUp() async throws {
        let site = try await TestSite()
        let system = try await site.signedIn("xitong")
        let security = try await site.signedIn("anquan")
        let list = try await system.get("/accounts?size=100")
        let place = try #require(list.text.firstMatch(of: /href="(\/accounts\/\d+)">shili</).map { String($0.1) })
        func changes() async throws -> Int {
            try await site.platform.database.read { try $0.value("SELECT sum(version) FROM account") ?? 0 }
        }
        let before = try await changes()
        let version = try #require(
            try await system.get(place).forms.first { $0.action.hasSuffix("/reset") }?["version"])
        for (browser, act) in [(system, "reset"), (system, "status"), (security, "roles")] {
            let answer = try await browser.postForm(
                "\(place)/\(act)", ["version": version, "status": "disabled", "role": "clerk"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("请输入您的登录密码"))
            #expect(answer.text.contains("再次确认身份"))
        }
        #expect(try await changes() == before)
        #expect(try await system.postForm("/accounts/1/reset").status == 404)
    }

    @Test("nobody manages the account he uses, and the two administrators keep to their parts")
    func own() async throws {
        let site = try await TestSite()
        for (account, mine, others) in [("xitong", "status", "roles"), ("anquan", "roles", "status")] {
            let browser = try await site.signedIn(account)
            let list = try await browser.get("/accounts?size=100")
            let ids = list.text.matches(of: /href="(\/accounts\/\d+)">([a-z]+)</).map { (String($0.1), String($0.2)) }
            let own = try #require(ids.first { $0.1 == account }?.0)
            let other = try #require(ids.first { $0.1 == "shili" }?.0)
            let fields: KeyValuePairs = ["version": "1", "status": "disabled", "role": "clerk"]
            #expect(try await browser.postForm("\(own)/\(mine)", fields).status == 403)
            #expect(try await browser.postForm("\(other)/\(others)", fields).status == 403)
        }
        let clerk = try await site.signedIn("shili")
        #expect(try await clerk.get("/accounts").status == 403)
    }
}
