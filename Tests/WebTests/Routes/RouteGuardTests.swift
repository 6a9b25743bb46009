import DatabaseKit
import Demo
import Domain
import Foundation
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

@Suite("Every route is guarded")
struct RouteGuardTests {
    static let routes = WebApplication.routes(digits: []).routes

    /// What is recorded when it is fetched: files of people (security, section 4).
    private static let recorded: Set = [
        "/members/imports/:id/failures", "/members/comparisons/:id/new-people",
        "/members/comparisons/:id/faults", "/members/comparisons/:id/missing",
        "/members/comparisons/:id/results/file", "/members/batches/:id/file",
        "/organisation-sheets/:sheet/failures", "/cards/expiry-sheets/:sheet/refused",
    ]

    /// Accounts of every business role, and one of each administrator.
    static let accounts = [
        "shili", "haifeng", "yangli", "binhai", "shanqian", "donghai", "xiling", "bureau", "centre", "system",
        "security", "audit", "district-system", "district-security",
    ]

    @Test("docs/routes.md lists every route with its rule")
    func listing() throws {
        let head = """
            # Routes

            Every address of the site and the rule that guards it; anything else is 404. A rule that names an action
            lets in the roles beside it, and the use case checks the record: one outside the account's subtree is 404.
            `gonghui routes` prints this table, `GONGHUI_RECORD=1 swift test --filter RouteGuardTests` writes it.


            """
        let text = head + RouteListing(WebApplication.routes(digits: [])).markdown
        let file = URL(filePath: #filePath).appending(path: "../../../../docs/routes.md").standardizedFileURL
        if ProcessInfo.processInfo.environment["GONGHUI_RECORD"] == "1" { try Data(text.utf8).write(to: file) }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        #expect(kept == text, "Look at the new rules, then record docs/routes.md with GONGHUI_RECORD=1.")
    }

    @Test("what is open to anybody is listed here by name, with a reason for each")
    func open() {
        let open = Set(Self.routes.filter { [.open, .visitor, .ownVisitor].contains($0.rule) }.map(\.name))
        let expected: Set = [
            "GET /login", "POST /login", "GET /captcha/:token", "GET /captcha/:token/sound", "GET /guide",
            "GET /login/second-factor", "POST /login/second-factor",
            "GET /login/reset", "POST /login/reset",
            "GET /support", "GET /accessibility", "GET /privacy", "GET /announcements",
            "GET /announcements/:id",
            // A monitor asks it, without an account; it tells whether the database answers and nothing else.
            "GET /health",
            "GET /registration", "POST /registration", "GET /registration/submitted",
            "GET /verify/:token", "GET /verify/coverage/:token", "GET /verify/members/:token",
            "GET /join/:code", "POST /join/:code", "GET /join/:code/submitted",
            "GET /self-service/login", "POST /self-service/login",
            "GET /self-service/login/code", "POST /self-service/login/code",
        ]
        #expect(open.subtracting(expected).isEmpty, "A new open route needs a reason; then name it here.")
    }

    @Test("every parameter of a pattern is known to these tests")
    func parameters() {
        for route in Self.routes where RecordKind.exceptions[route.pattern] == nil {
            for parameter in route.kinds {
                #expect(
                    parameter.kind != nil,
                    """
                    Nothing is known of :\(parameter.name) in \(route.pattern). Enter the pattern in RecordKind.byPattern \
                    with the kind of record it names, and let Records plant one; or, if it names no record of a union, \
                    enter it in RecordKind.exceptions with the reason.
                    """)
            }
        }
    }

    @Test("signed out, every page leads to the login and every form changes nothing")
    func signedOut() async throws {
        let site = try await TestSite()
        let before = try await site.contents()
        for route in Self.routes where ![.open, .visitor, .ownVisitor].contains(route.rule) {
            let visitor = site.visitor()
            let answer =
                switch route.method {
                case .get: try await visitor.get(route.path([:]))
                case .post: try await visitor.post(route.path([:]), ["idempotency": "ticket"])
                }
            #expect(answer.status == 303, "\(route.method.rawValue) \(route.pattern)")
            #expect(answer.location?.hasPrefix(route.rule.audience.login) == true)
        }
        #expect(try await site.contents() == before)
    }

    @Test("a form without the session's token is refused on every route")
    func forged() async throws {
        let site = try await Self.site()
        let browsers = try await Self.browsers(site)
        let member = ("a member", try await site.signedInMember())
        let before = try await site.contents()
        for route in Self.routes where route.method == .post {
            for (account, browser) in route.rule.audience == .members ? [member] : browsers {
                let answer = try await browser.post(route.path([:]), ["csrf": "forged", "idempotency": "ticket"])
                #expect(answer.status == 403, "POST \(route.pattern) as \(account)")
            }
        }
        #expect(try await site.contents() == before)
    }

    @Test("a role without the action is refused, one with it is let in")
    func roles() async throws {
        let site = try await Self.site()
        for (account, browser) in try await Self.browsers(site) {
            let actor = try await Self.actor(account, site)
            for route in Self.routes {
                guard case .requires(let action) = route.rule else { continue }
                let expected = action.roles.contains { actor.roles.contains($0) && $0.fits(actor.kind) }
                #expect(actor.authority.includes(action) == expected)
                let isPlain = route.method == .get && route.kinds.isEmpty
                if expected, !isPlain { continue }
                let answer =
                    switch route.method {
                    case .get: try await browser.get(route.path([:]))
                    case .post: try await browser.postForm(route.path([:]))
                    }
                let name = "\(route.method.rawValue) \(route.pattern) as \(account): \(answer.status)"
                if expected {
                    #expect([200, 303, 403, 422].contains(answer.status), "\(name)")
                } else {
                    #expect(answer.status == 403, "\(name)")
                }
            }
        }
    }

    @Test("every form is known to these tests")
    func forms() {
        for route in Self.routes where route.method == .post {
            #expect(
                Filling.byRoute[route.name] != nil,
                "Enter \(route.name) in Filling.byRoute with what it needs, and with the keys that it carries.")
        }
        let names = Set(Self.routes.map(\.name))
        let missing = Set(Filling.byRoute.keys).subtracting(names)
        #expect(missing.isEmpty, "There is no such route: \(missing.sorted())")
    }

    @Test("another union's record is not there, for reading and for writing")
    func strangers() async throws {
        let site = try await Self.site()
        let records = try await Records.plant(site)
        let browsers = try await Self.browsers(site)
        let before = try await site.contents()
        for (account, browser) in browsers {
            let actor = try await Self.actor(account, site)
            for route in Self.routes where route.isFor(actor) {
                for asking in Asking.all(route, of: actor, records) where asking.isStrangers {
                    let answer = try await browser.ask(asking)
                    #expect(answer.status == 404, "\(route.name) \(asking.told) as \(account): \(answer.status)")
                    #expect(answer.location == nil)
                }
            }
        }
        let after = try await site.contents()
        for (table, rows) in before { #expect(after[table] == rows, "\(table) was changed") }
    }

    @Test("reading changes nothing but sessions")
    func reading() async throws {
        let site = try await Self.site()
        let records = try await Records.plant(site)
        for (account, browser) in try await Self.browsers(site) {
            let actor = try await Self.actor(account, site)
            for route in Self.routes where route.method == .get && route.rule.audience == .accounts {
                if case .requires(let action) = route.rule, !actor.authority.includes(action) { continue }
                var values: [String: String] = [:]
                for (name, kind) in route.kinds {
                    values[name] = kind.flatMap { records.own(actor.path, $0) }.map(String.init)
                }
                let before = try await site.contents()
                try await browser.get(route.path(values))
                let after = try await site.contents()
                for (table, rows) in before
                where !(table.hasPrefix("event") || table == "alert_tally") || !Self.recorded.contains(route.pattern) {
                    #expect(after[table] == rows, "GET \(route.pattern) as \(account) changed \(table)")
                }
            }
        }
    }

    @Test("one's own records are there: the other tests do not pass on empty hands")
    func own() async throws {
        let site = try await Self.site()
        let records = try await Records.plant(site)
        let browsers = try await Self.browsers(site)
        for route in Self.routes {
            var found: [Int] = []
            var isAsked = false
            for (account, browser) in browsers {
                let actor = try await Self.actor(account, site)
                guard route.isFor(actor) else { continue }
                for asking in Asking.all(route, of: actor, records) where !asking.isStrangers {
                    isAsked = true
                    found.append(try await browser.ask(asking).status)
                }
            }
            #expect(!isAsked || found.contains { $0 != 404 && $0 != 403 }, "\(route.name): \(found)")
            #expect(found.allSatisfy { $0 < 500 }, "\(route.name): \(found)")
        }
    }

    // MARK: Steps

    static func site(on day: String = World.demoDay) async throws -> TestSite {
        let site = try await TestSite(on: day)
        let city = try await site.platform.database.read { try UnionStore($0).root() }
        let union = try #require(city).id
        let administrators: KeyValuePairs<String, Role> = [
            "system": .systemAdministrator, "security": .securityAdministrator, "audit": .auditAdministrator,
        ]
        try await Accounts(site.platform).create(
            administrators.map {
                Accounts.NewAccount(
                    name: $0.key, displayName: "管理员甲", union: union, roles: [$0.value], password: "Gonghui-Demo-2024")
            }, now: site.clock.now)
        let district = try await site.platform.database.read { try UnionStore($0).find(code: "319901000001")?.id }
        let below: KeyValuePairs<String, Role> = [
            "district-system": .systemAdministrator, "district-security": .securityAdministrator,
        ]
        let districtUnion = try #require(district)
        try await Accounts(site.platform).create(
            below.map {
                Accounts.NewAccount(
                    name: $0.key, displayName: "管理员乙", union: districtUnion, roles: [$0.value],
                    password: "Gonghui-Demo-2024")
            }, now: site.clock.now)
        return site
    }

    private static func browsers(_ site: TestSite) async throws -> [(account: String, browser: Visitor)] {
        var found: [(account: String, browser: Visitor)] = []
        for account in accounts { found.append((account, try await browser(account, site))) }
        return found
    }

    static func browser(_ account: String, _ site: TestSite) async throws -> Visitor {
        let browser = try await site.signedIn(account)
        let csrf = try await browser.csrf()
        if let enterprise = try await enterpriseToChoose(account, site) {
            try await browser.post("/workbench/unit", ["csrf": csrf, "unit": enterprise])
        }
        return browser
    }

    /// The first enterprise of a joint union, which its session acts for.
    private static func enterpriseToChoose(_ account: String, _ site: TestSite) async throws -> String? {
        let actor = try await actor(account, site)
        guard actor.kind == .jointUnion else { return nil }
        return try await site.platform.database.read {
            try UnionStore($0).enterprises(of: actor.union).first?.id.description
        }
    }

    static func actor(_ account: String, _ site: TestSite) async throws -> Actor {
        let actor = try await site.platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return try #require(actor)
    }
}
