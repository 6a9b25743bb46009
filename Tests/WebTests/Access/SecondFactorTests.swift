import DatabaseKit
import Domain
import Store
import Testing
import UseCases
import Vault
import Web

@Suite("The second factor")
struct SecondFactorTests {
    private let password = "Gonghui-Demo-2024"
    private let secret = "DONGHAIGONGHUIDEMOGONGHUIDEMOGON"

    private func code(_ site: TestSite) throws -> String {
        try #require(OneTimePassword(base32: secret)).code(at: site.clock.now.milliseconds)
    }

    @Test("a district's password alone opens nothing; with the code it does, and a code works once")
    func login() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let half = try await visitor.logIn("donghai", password: password, returnTo: "/review")
        #expect(half.location == "/login/second-factor?return=%2Freview")
        #expect(try await visitor.get("/").location == "/login")
        let page = try await visitor.get("/login/second-factor?return=%2Freview")
        #expect(page.status == 200)
        let code = try code(site)
        let wrong = try await visitor.postForm("/login/second-factor", ["code": code == "000000" ? "1" : "000000"])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("动态口令不正确或已用过"))
        let right = try await visitor.postForm("/login/second-factor", ["code": code, "return": "/review"])
        #expect(right.location == "/review")
        #expect(try await visitor.get("/").text.contains("赵审例"))

        let other = site.visitor()
        try await other.logIn("donghai", password: password)
        try await other.get("/login/second-factor")
        #expect(try await other.postForm("/login/second-factor", ["code": code]).status == 422)
        site.clock.advance(minutes: 1)
        #expect(try await other.postForm("/login/second-factor", ["code": try self.code(site)]).status == 303)
    }

    @Test("the password waits five minutes for its code, and five wrong codes lock the account")
    func limits() async throws {
        let site = try await TestSite()
        let late = site.visitor()
        try await late.logIn("donghai", password: password)
        try await late.get("/login/second-factor")
        site.clock.advance(minutes: 6)
        #expect(try await late.postForm("/login/second-factor", ["code": try code(site)]).status == 422)
        let guesser = site.visitor()
        try await guesser.logIn("donghai", password: password)
        try await guesser.get("/login/second-factor")
        for _ in 0..<5 {
            #expect(try await guesser.postForm("/login/second-factor", ["code": "x"]).status == 422)
        }
        #expect(try await guesser.postForm("/login/second-factor", ["code": try code(site)]).status == 422)
        #expect(try await site.visitor().logIn("donghai", password: password).status == 422)
    }

    @Test("whoever needs one and has none sets it up first; recovery codes work once each")
    func setUp() async throws {
        let site = try await TestSite()
        let union = try await site.platform.database.read { try UnionStore($0).find(code: "319902000001")?.id }
        try await Accounts(site.platform).create(
            [
                .init(
                    name: "newcomer", displayName: "新审例", union: try #require(union), roles: [.districtOfficer],
                    password: password)
            ], now: site.clock.now)
        let visitor = site.visitor()
        #expect(try await visitor.logIn("newcomer", password: password).location == "/")
        #expect(try await visitor.get("/batches").location == "/account/second-factor")
        let offer = try await visitor.get("/account/second-factor")
        let shown = try #require(offer.text.firstMatch(of: /class="secret">([A-Z2-7 ]+)</).map { String($0.1) })
        #expect(try await visitor.get("/account/second-factor").text.contains(shown))
        let picture = try await visitor.get("/account/second-factor/picture")
        #expect(picture.header("Content-Type") == "image/svg+xml")
        #expect(try await visitor.postForm("/account/second-factor", ["code": "000"]).status == 422)
        let key = try #require(OneTimePassword(base32: shown.filter { $0 != " " }))
        let confirmed = try await visitor.postForm(
            "/account/second-factor", ["code": key.code(at: site.clock.now.milliseconds)])
        #expect(confirmed.status == 200)
        let codes = confirmed.text.matches(of: /class="secret">([A-Z2-7-]{19})</).map { String($0.1) }
        #expect(codes.count == 10)
        #expect(try await visitor.get("/batches").status == 200)
        #expect(try await visitor.get("/account/second-factor").text.contains("还有 10 个恢复码可用"))
        #expect(try await visitor.get("/account/second-factor/picture").status == 404)

        for expected in [303, 422] {
            let other = site.visitor()
            try await other.logIn("newcomer", password: password)
            try await other.get("/login/second-factor")
            let answer = try await other.postForm("/login/second-factor", ["recovery-code": codes[0].lowercased()])
            #expect(answer.status == expected)
        }
        let stored = try await site.contents()["account"] ?? ""
        #expect(!stored.contains(shown.filter { $0 != " " }))
    }

    @Test("a demonstration tells the code of an account, any other database refuses")
    func told() async throws {
        let site = try await TestSite()
        let logins = Logins(site.platform)
        #expect(try await logins.code(account: "donghai", now: site.clock.now) == code(site))
        #expect(try await logins.code(account: "shili", now: site.clock.now) == nil)
        try await site.execute("UPDATE setting SET value = 'live' WHERE name = 'mode'")
        await #expect(throws: Refusal.notDemo) { try await logins.code(account: "donghai", now: site.clock.now) }
    }

    @Test("a base union logs in with its password alone")
    func base() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        #expect(try await visitor.logIn("shili", password: password).location == "/")
        #expect(try await visitor.get("/").status == 200)
        #expect(try await visitor.get("/login/second-factor").status == 303)
    }
}
