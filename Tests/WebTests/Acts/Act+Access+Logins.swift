import DatabaseKit
import Demo
import Domain
import Testing
import UseCases
import Vault

@testable import Web

// How accounts come in, and what they keep secret.
extension Act {
    private static let newPassword = "Korn-blume-1x"

    static let logins: [Act] = [
        Act("POST /account/password", as: "shili", writes: "account change-password") { _ in
            FilledForm([:], ["current": World.password, "password": newPassword, "again": newPassword])
        },
        Act("POST /account/second-factor", as: "system", writes: "account set-up-second-factor") { stage in
            let offer = try await stage.person.browser(for: stage.route).get("/account/second-factor")
            let shown = try #require(offer.text.firstMatch(of: /class="secret">([A-Z2-7 ]+)</)).output.1
            let key = try #require(OneTimePassword(base32: shown.filter { $0 != " " }))
            return FilledForm([:], ["code": key.code(at: stage.site.clock.now.milliseconds)])
        },
        Act("POST /login", by: .nobody, .event("account log-in")) { stage in
            try await stage.site.showKnownCaptcha()
            try await stage.person.browser(for: stage.route).get("/login?return=/members")
            return FilledForm(
                [:],
                [
                    "return": "/members", "account": "shili", "password": World.password, "captcha": "0000",
                    "captcha-token": "0",
                ])
        },
        Act("POST /login/reset", by: .nobody, .event("account redeem-reset-code")) { stage in
            let account = try await RouteGuardTests.actor("shili", stage.site).account
            let code = try await Accounts(stage.site.platform).issueCode(
                for: account, try await stage.provedOccasion(of: "system"))
            try await stage.person.browser(for: stage.route).get("/login/reset")
            return FilledForm([:], ["account": "shili", "code": code, "password": newPassword, "again": newPassword])
        },
        Act("POST /login/second-factor", by: .nobody, .event("account log-in")) { stage in
            let browser = try await stage.person.browser(for: stage.route)
            try await browser.logIn("donghai", password: World.password)
            try await browser.get("/login/second-factor?return=/review")
            let code = try await Logins(stage.site.platform).code(account: "donghai", now: stage.site.clock.now)
            return FilledForm([:], ["return": "/review", "code": try #require(code), "recovery-code": ""])
        },
    ]
}

extension TestSite {
    /// Lets every captcha from now on show 0000, so that each of many logins has the right one.
    fileprivate func showKnownCaptcha() async throws {
        try await execute(
            """
            CREATE TRIGGER known_captcha AFTER UPDATE OF captcha ON session WHEN new.captcha <> '0000'
            BEGIN UPDATE session SET captcha = '0000' WHERE id = new.id; END
            """)
    }
}
