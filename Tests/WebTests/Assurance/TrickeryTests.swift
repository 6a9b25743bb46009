import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault
import Web

@Suite("What is tried with addresses, names and lines")
struct TrickeryTests {
    private let password = "Gonghui-Demo-2024"

    @Test("nobody is called admin, and what everybody tries lets nobody in")
    func defaults() async throws {
        let site = try await TestSite()
        for (position, account) in ["admin", "administrator", "root", "test", "guest", "system", "demo"].enumerated() {
            for (turn, tried) in ["admin", "123456", account].enumerated() {
                let visitor = site.visitor()
                visitor.peer = "192.0.2.\(position * 3 + turn + 1)"
                #expect(try await visitor.logIn(account, password: tried).status == 422)
                #expect(try await visitor.get("/").location == "/login")
            }
        }
    }

    @Test(
        "after logging in one is led to this site only",
        arguments: [
            "//evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example/", "javascript:alert(1)",
            "/\t/evil.example", " //evil.example", "http:evil.example", "///evil.example", "/%5cevil.example/..//",
        ])
    func openRedirect(target: String) async throws {
        let site = try await TestSite()
        let login = try await site.visitor().get("/login?return=\(Visitor.encoded(target))")
        #expect(login.status < 500)
        #expect(!login.forms.contains { ($0["return"] ?? "").hasPrefix("//") || ($0["return"] ?? "").contains("\\") })
        let answer = try await site.visitor().logIn("shili", password: password, returnTo: target)
        #expect(answer.status == 303)
        let location = try #require(answer.location)
        #expect(location.hasPrefix("/"))
        #expect(!location.hasPrefix("//") && !location.hasPrefix("/\\") && !location.contains("\t"))
    }

    @Test("fields that a form does not have are left out: nobody makes himself more than he is")
    func extraFields() async throws {
        let site = try await TestSite()
        let system = try await site.signedIn("xitong")
        let made = try await system.postForm(
            "/accounts",
            [
                "name": "new-clerk", "display-name": "经办乙", "union": "319901000101", "idempotency": "t1",
                "role": "centre", "roles": "centre", "status": "active", "password": password,
                "password_hash": "x", "must_change": "0", "id": "1", "version": "99",
            ])
        #expect(made.location?.hasPrefix("/accounts/") == true)
        let actor = try await site.platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: "new-clerk").flatMap { try accounts.actor($0) }
        }
        #expect(actor?.roles.isEmpty != false)
        let intruder = site.visitor()
        #expect(try await intruder.logIn("new-clerk", password: password).status == 422)

        let clerk = try await site.signedIn("shili")
        for path in ["/members", "/unions"] {
            let plain = try await clerk.get(path)
            #expect(
                try await clerk.get(path + "?role=centre&scope=all&union_path=0001.&admin=1").status == plain.status)
        }
        #expect(try await clerk.get("/plan-years?role=centre").status == 403)
    }

    @Test("a line break in what is typed begins no line of the log or of the audit log")
    func logInjection() async throws {
        let site = try await TestSite()
        let forged = "shili\r\n2023-11-20 forged line\n"
        #expect(try await site.visitor().logIn(forged, password: "x\r\nforged").status == 422)
        _ = try await site.visitor().get("/nowhere%0d%0aforged%20line")
        _ = try await site.visitor().get("/login", ["User-Agent": "agent forged"])
        #expect(!site.log.text.split(separator: "\n").contains { $0.contains("forged line") && !$0.contains("%0") })
        let kept = try await site.platform.database.read { transaction in
            try transaction.query("SELECT origin, detail FROM event").map { "\($0.values)" }
        }
        #expect(!kept.contains { $0.contains("\r") || $0.contains("forged") })
        #expect(try await Verification(site.platform).violations() == [])
    }

    @Test("of two values under one name the first counts, in queries as in forms")
    func pollution() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let first = try await clerk.get("/members?size=20")
        let both = try await clerk.get("/members?size=20&size=100")
        #expect(first.status == 200 && both.status == 200)
        let strip = { (page: Answered) in page.text.matches(of: /option value="\d+" selected/).map { String($0.0) } }
        #expect(strip(first) == strip(both))
    }
}
