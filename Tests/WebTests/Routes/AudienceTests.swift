import Testing

@testable import Web

@Suite("Accounts and members keep apart")
struct AudienceTests {
    private static let routes = WebApplication.routes(digits: []).routes

    @Test("a member's pages read only: looking at them changes nothing")
    func memberReading() async throws {
        let site = try await TestSite()
        let browser = try await site.signedInMember()
        let before = try await site.contents()
        for route in Self.routes where route.method == .get && route.rule.audience == .members {
            let answer = try await browser.get(route.path([:]))
            #expect([200, 303, 404].contains(answer.status), "\(route.name): \(answer.status)")
        }
        #expect(try await site.contents() == before)
    }

    @Test("a member reaches no account's page and an account no member's, whatever cookie they send")
    func audiences() async throws {
        let site = try await TestSite()
        let member = try await site.signedInMember()
        let token = try #require(member.cookies["__Host-own"])
        var accounts: [(String, Visitor)] = []
        for account in ["shili", "shanqian", "bureau", "centre"] {
            accounts.append((account, try await site.signedIn(account)))
        }
        let before = try await site.contents()
        let guarded = Self.routes.filter { ![.open, .visitor, .ownVisitor].contains($0.rule) }
        for audience in Audience.allCases {
            var strangers: [(String, Visitor)] = []
            switch audience {
            case .accounts:
                // With the cookie of a member, and with his token in the place of an account's.
                let disguised = site.visitor()
                disguised.cookies = ["__Host-sid": token]
                strangers = [("a member", member), ("a member's token", disguised)]
            case .members:
                for (account, browser) in accounts {
                    let disguised = site.visitor()
                    disguised.cookies = ["__Host-own": try #require(browser.cookies["__Host-sid"])]
                    strangers += [(account, browser), ("\(account)'s token", disguised)]
                }
            }
            for route in guarded where route.rule.audience == audience {
                for (who, stranger) in strangers {
                    let answer =
                        switch route.method {
                        case .get: try await stranger.get(route.path([:]))
                        case .post: try await stranger.post(route.path([:]), ["csrf": "any", "idempotency": "ticket"])
                        }
                    #expect(answer.status == 303, "\(route.name) as \(who): \(answer.status)")
                    #expect(answer.location?.hasPrefix(audience.login) == true, "\(route.name) as \(who)")
                }
            }
        }
        #expect(try await site.contents() == before)
    }

    @Test("a member's pages carry no key of a record, so that there is nobody else to be named")
    func memberPagesNameNobody() {
        for route in Self.routes where route.rule.audience == .members {
            #expect(
                route.kinds.isEmpty || RecordKind.exceptions[route.pattern] != nil,
                "\(route.name) has a parameter: take what is meant from the session, not from the address.")
            #expect(Filling.byRoute[route.name]?.allSatisfy { $0.tried == nil } ?? true, "\(route.name)")
        }
    }
}

extension Audience {
    /// Where somebody without a session is sent.
    var login: String {
        switch self {
        case .accounts: "/login"
        case .members: "/self-service/login"
        }
    }
}
