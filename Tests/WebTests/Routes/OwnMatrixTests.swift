import DatabaseKit
import Domain
import Foundation
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

/// What a member gets of each of his own routes, and what somebody else gets at the same address.
///
/// The answers stand in `Golden/route-matrix/member.md`, beside those of the accounts (`RouteMatrixTests`).
@Suite("Route × the member himself, another, an account, nobody")
struct OwnMatrixTests {
    private static let logout = "/self-service/logout"

    /// What is asked for is asked for before it is looked at, and nobody goes before he has done it.
    private static let inOrder: [Route] = {
        let own = RouteGuardTests.routes.filter { $0.rule == .oneself && $0.pattern != logout }
        return own.filter { $0.method == .post } + own.filter { $0.method == .get }
            + RouteGuardTests.routes.filter { $0.pattern == logout }
    }()

    /// What the forms carry by which something is asked for.
    private static let filled: [String: [(name: String, value: String)]] = [
        "POST /self-service/requests/correction": [("text", "手机号已更换")],
        "POST /self-service/requests/card": [("text", "卡已遗失")],
        "POST /self-service/rights": [("kind", "access"), ("text", "想知道登记了什么")],
    ]

    private enum Asker: String {
        case oneself = "the member"
        case another = "another member"
        case account = "an account"
        case nobody = "signed out"
    }

    private static func outcome(_ answer: Answered, of route: Route, for asker: Asker) -> String {
        let leaves = route.pattern == logout && (asker == .oneself || asker == .another)
        return switch answer.status {
        case 303 where answer.location?.hasPrefix("/self-service/login") == true && !leaves: "login"
        case 200, 303: "let in"
        case 422: "form again"
        default: String(answer.status)
        }
    }

    /// Covered in a year in which nobody else is.
    private static let year = "2022"

    private static func cover(_ site: TestSite) async throws {
        let (seal, now) = (site.platform.seal, site.clock.now)
        try await site.platform.database.write { transaction in
            let unions = UnionStore(transaction)
            let union = try #require(try unions.find(code: "319901000101"))
            let district = try #require(try unions.district(of: union.path))
            let unit = try unions.unit(of: union, enterprise: try unions.enterprises(of: union.id).first)
            let planter = Planter(transaction: transaction, seal: seal, now: now, serial: 1, union: union)
            let (enrolment, version) = try planter.enrolment(unit)
            let member: Int64 = try #require(
                try transaction.value("SELECT id FROM member WHERE number = \(TestMember.first.number)"))
            _ = try planter.coverage(member, unit, version, enrolment, district)
        }
    }

    @Test("what is a member's is shown to him alone, and is as it was looked at")
    func matrix() async throws {
        let site = try await TestSite()
        let askers: [(who: Asker, browser: Visitor)] = [
            (.oneself, try await site.signedInMember()), (.another, try await site.signedInMember(.second)),
            (.account, try await site.signedIn("shili")), (.nobody, site.visitor()),
        ]
        try await Self.cover(site)
        var text = "| route | who asks | answer |\n|---|---|---|\n"
        for route in Self.inOrder {
            var values: [String: String] = [:]
            for (name, _) in route.kinds { values[name] = name == "year" ? Self.year : "0" }
            for (who, browser) in askers {
                // Nobody is as fast as a test.
                site.clock.advance(seconds: 1)
                let before = try await site.newestEvent()
                let answer: Answered
                switch (route.method, who) {
                case (.get, _): answer = try await browser.get(route.path(values))
                // Who has no session of a member's has no token of its forms either.
                case (.post, .account), (.post, .nobody):
                    answer = try await browser.post(route.path(values), ["idempotency": route.name])
                case (.post, _):
                    answer = try await browser.postForm(
                        route.path(values),
                        (Self.filled[route.name] ?? []) + [(name: "idempotency", value: "\(route.name) \(who)")])
                }
                let outcome = Self.outcome(answer, of: route, for: who)
                let isRecorded = try await site.newestEvent() > before
                let told = "\(route.name) as \(who.rawValue): \(answer.status) \(answer.location ?? "")"
                switch who {
                case .oneself: #expect(answer.status < 500 && outcome != "login", "\(told)")
                case .another:
                    #expect(answer.status < 500 && outcome != "login", "\(told)")
                    #expect(!answer.text.contains(TestMember.first.name), "\(told)")
                    #expect(!answer.text.contains(TestMember.first.number), "\(told)")
                case .account, .nobody: #expect(outcome == "login", "\(told)")
                }
                let isAct = route.method == .post && outcome == "let in" && isRecorded
                text += "| \(route.name) | \(who.rawValue) | \(isAct ? "let in, recorded" : outcome) |\n"
            }
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path()
        try Golden.compare(text, "route-matrix/member.md", test: folder)
    }

    @Test("another member's year is not there, and his electronic card is his own")
    func another() async throws {
        let site = try await TestSite()
        let (himself, other) = (try await site.signedInMember(), try await site.signedInMember(.second))
        try await Self.cover(site)
        try await himself.postForm("/self-service/electronic-card")
        #expect(try await himself.get("/self-service/coverage/\(Self.year)").status == 200)
        #expect(try await himself.get("/self-service/electronic-card/picture").status == 200)
        #expect(try await other.get("/self-service/coverage/\(Self.year)").status == 404)
        let proof = try await other.postForm(
            "/self-service/coverage/\(Self.year)/proof", [(name: "idempotency", value: "proof")])
        #expect(proof.status == 404)
        #expect(try await other.get("/self-service/electronic-card/picture").status == 404)
    }

    /// A colleague of the same union is a stranger to what an account has for itself.
    @Test(
        "a session and a hand-over are their account's, not a colleague's", arguments: ["system", "security", "audit"])
    func colleagues(account: String) async throws {
        let site = try await RouteGuardTests.site()
        let records = try await Records.plant(site, elders: .known)
        let root = try await RouteGuardTests.actor("centre", site).path
        let session = try #require(records.elders.first { $0.kind == .session && $0.path == root }).id
        let handover = try #require(records.elders.first { $0.kind == .handover && $0.path == root }).id
        let colleague = try await RouteGuardTests.browser(account, site)
        let before = try await site.contents()
        for (method, path) in [
            ("POST", "/account/sessions/\(session)/end"), ("GET", "/account/handovers/\(handover)"),
            ("POST", "/account/handovers/\(handover)/acceptance"),
        ] {
            let answer =
                method == "GET"
                ? try await colleague.get(path)
                : try await colleague.postForm(path, [(name: "idempotency", value: path)])
            #expect(answer.status == 404, "\(method) \(path) as \(account): \(answer.status)")
        }
        let after = try await site.contents()
        for (table, rows) in before { #expect(after[table] == rows, "\(table) was changed") }
        #expect(try await site.sessions(of: "centre") == 1)
        let centre = try await RouteGuardTests.browser("centre", site)
        #expect(
            try await centre.postForm("/account/sessions/\(session)/end", [(name: "idempotency", value: "own")]).status
                == 303)
        #expect(try await centre.get("/account/handovers/\(handover)").status == 200)
    }
}
