import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

@Suite("The city's security administrator sets the rules for passwords")
struct PasswordPolicyRoutesTests {
    private let password = "Gonghui-Demo-2024"

    private func site() async throws -> TestSite {
        let site = try await TestSite()
        let (city, district) = try await site.platform.database.read {
            (try UnionStore($0).root(), try UnionStore($0).find(code: "319901000001"))
        }
        for (name, union) in [("security", city), ("district-security", district)] {
            try await Accounts(site.platform).create(
                [
                    Accounts.NewAccount(
                        name: name, displayName: "管理员甲", union: try #require(union).id,
                        roles: [.securityAdministrator], password: password)
                ], now: site.clock.now)
        }
        return site
    }

    private func kept(_ site: TestSite) async throws -> String? {
        try await site.platform.database.read { try SettingStore($0).get(.passwordPolicy) }
    }

    @Test("with proof of who he is, once, and it is written down")
    func journey() async throws {
        let site = try await site()
        let security = try await site.signedIn("security")
        let page = try await security.get("/password-policy")
        #expect(page.text.contains("每 90 天更换"))
        let form = [("mode", "verification-standard"), ("shown", "graded-protection")]
        let fields = form.map { (name: $0.0, value: $0.1) }
        let bare = try await security.postForm("/password-policy", fields)
        #expect(bare.status == 422)
        #expect(try await kept(site) == nil)
        let nothing = try await security.postForm("/password-policy", [(name: "password", value: password)])
        #expect(nothing.status == 422)
        let set = try await security.postForm("/password-policy", fields + [(name: "password", value: password)])
        #expect(set.location == "/password-policy")
        #expect(try await kept(site) == "verification-standard")
        // Whoever has an older page before him does not undo it unseen.
        let late = try await security.postForm(
            "/password-policy",
            [
                (name: "mode", value: "graded-protection"), (name: "shown", value: "graded-protection"),
                (name: "password", value: password),
            ])
        #expect(late.status == 409)
        #expect(try await kept(site) == "verification-standard")
        let events = try await site.platform.database.read {
            try $0.value("SELECT count(*) FROM event WHERE action = 'set-password-policy'") ?? 0
        }
        #expect(events == 1)
    }

    @Test("nobody else, not even a district's security administrator")
    func others() async throws {
        let site = try await site()
        for account in ["district-security", "shili", "centre"] {
            let visitor = try await site.signedIn(account)
            #expect(try await visitor.get("/password-policy").status == 403)
            let sent = try await visitor.postForm(
                "/password-policy",
                [(name: "mode", value: "verification-standard"), (name: "password", value: password)])
            #expect(sent.status == 403)
            #expect(try await visitor.get("/accounts").text.contains("密码规则") == false)
        }
        #expect(try await kept(site) == nil)
    }
}
