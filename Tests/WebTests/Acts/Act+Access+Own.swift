import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

// How members come in, and what they do for themselves.
extension Act {
    private static let address: KeyValuePairs = ["text": "示例市示例路一百号"]

    static let ownPages: [Act] = [
        Act("POST /self-service/consent", by: .member, .event("own-access consented")) { stage in
            // Whoever has agreed to an older notice is asked again.
            _ = try await stage.person.browser(for: stage.route)
            try await stage.site.execute("UPDATE privacy_consent SET notice = '2022-01-01'")
            return FilledForm([:], ["consent": "yes"])
        },
        Act("POST /self-service/coverage/:year/proof", by: .member, .event("coverage-proof issued")) { stage in
            try await stage.cover()
            return FilledForm(["year": "2022"])
        },
        Act(
            "POST /self-service/login", by: .nobody,
            .nothing(because: "asks for a code alike for everybody; who enters it stands in the log")
        ) { stage in
            try await stage.site.plantMember()
            try await stage.person.browser(for: stage.route).get("/self-service/login")
            return FilledForm([:], ["document": TestMember.document, "form": "kept"])
        },
        Act("POST /self-service/login/code", by: .nobody, .event("own-access log-in")) { stage in
            try await stage.site.plantMember()
            let browser = try await stage.person.browser(for: stage.route)
            try await browser.asksForCode(TestMember.document)
            let code = try #require(try await browser.shownCode())
            return FilledForm([:], ["code": code, "form": "kept"])
        },
        Act("POST /self-service/requests/card", by: .member, .event("own-request ask")) { stage in
            try await stage.leaveEnterprise()
            return FilledForm([:], address)
        },
        Act("POST /self-service/requests/card/withdrawal", by: .member, .event("own-request withdraw")) { stage in
            try await stage.leaveEnterprise()
            try await stage.ask("card", address)
            return FilledForm()
        },
        Act("POST /self-service/requests/correction/withdrawal", by: .member, .event("own-request withdraw")) { stage in
            try await stage.ask("correction", ["text": "手机号已更换"])
            return FilledForm()
        },
    ]
}

extension Stage {
    /// A member of no enterprise asks for his card himself.
    fileprivate func leaveEnterprise() async throws {
        try await site.execute(
            "UPDATE member SET category = 'outside-enterprise' WHERE number = \(TestMember.first.number)")
    }

    fileprivate func ask(_ kind: String, _ fields: KeyValuePairs<String, String>) async throws {
        let sent = try await person.browser(for: route).postForm("/self-service/requests/\(kind)", fields)
        #expect(sent.location == "/self-service")
    }

    /// The member in 2022, in force.
    fileprivate func cover() async throws {
        _ = try await plant(of: "shili") { planter in
            let unions = UnionStore(planter.transaction)
            let district = try #require(try unions.district(of: planter.union.path))
            let unit = try unions.unit(
                of: planter.union, enterprise: try unions.enterprises(of: planter.union.id).first)
            let (enrolment, version) = try planter.enrolment(unit)
            let member: Int64 = try #require(
                try planter.transaction.value("SELECT id FROM member WHERE number = \(TestMember.first.number)"))
            return try planter.coverage(member, unit, version, enrolment, district)
        }
    }
}
