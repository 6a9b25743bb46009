import Domain
import Foundation
import TestSupport
import Testing

@testable import Web

/// What each account gets of each route, for its own records and those of a child, a sibling and a parent.
///
/// Of the routes for everybody who has signed in too; those for members themselves stand in `OwnMatrixTests`.
///
/// Whom a rule lets in is read from docs/routes.md and what a use case then says from `Golden/route-matrix`, one table for
/// each account: texts that somebody has looked at, so that a rule that is loosened or tightened anywhere shows.
@Suite("Route × role × own, child, sibling, parent")
struct RouteMatrixTests {
    private static let table = WebApplication.routes(digits: [])
    private static let refused = "403"
    private static let notFound = "404"
    private static let letIn = "let in"
    /// Let in by a form, and the act is in the audit log.
    private static let recorded = "let in, recorded"
    private static let logout = "/logout"

    /// What is read is read before anything is done, and nobody goes before he has done it.
    private static let inOrder =
        RouteGuardTests.routes.filter { $0.method == .get }
        + RouteGuardTests.routes.filter {
            $0.method == .post && $0.pattern != logout
        } + RouteGuardTests.routes.filter { $0.pattern == logout }

    /// What an answer means: let in where there is a page, a file or an act; the form again where only the form was wrong or
    /// the time had not come (422), for a record that is the account's to act on.
    private static func outcome(_ answer: Answered, of route: Route) -> String {
        switch answer.status {
        case 303 where answer.location?.hasPrefix("/login") == true && route.pattern != logout: "login"
        case 200, 303: letIn
        case 422: "form again"
        default: String(answer.status)
        }
    }

    /// The roles of each route, by method and pattern, as docs/routes.md says them.
    private static func keptRoles() throws -> [String: Set<String>] {
        let file = URL(filePath: #filePath).appending(path: "../../../../docs/routes.md").standardizedFileURL
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return text.matches(of: /\| (GET|POST) \| `([^`]+)` \| [\w-]+ \| ([\w, -]*) ?\|/).reduce(into: [:]) {
            kept, row in
            kept["\(row.1) \(row.2)"] = Set(row.3.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    @Test("who is let in, and for whose records, is as it was looked at", arguments: RouteGuardTests.accounts)
    func matrix(account: String) async throws {
        let kept = try Self.keptRoles()
        let site = try await RouteGuardTests.site()
        let records = try await Records.plant(site, elders: .known)
        let spares = try await Spares.plant(site, beside: records, for: account)
        let actor = try await RouteGuardTests.actor(account, site)
        let browser = try await RouteGuardTests.browser(account, site)
        let roles = Set(actor.roles.map(\.rawValue))
        var text = "| route | record | answer |\n|---|---|---|\n"
        for route in Self.inOrder {
            let named = try #require(kept[route.name], "\(route.name) is not in docs/routes.md")
            let isLetIn: Bool
            switch route.rule {
            case .requires: isLetIn = !named.isDisjoint(with: roles)
            case .signedIn: isLetIn = true
            case .open, .visitor, .ownVisitor, .oneself: continue
            }
            var answers: [Relation: Set<String>] = [:]
            // Who is not let in is told so before anything is looked at.
            let askings = (Asking.some(route, of: actor, records) + spares.askings(route, of: actor, records))
                .prefix(isLetIn ? .max : 1)
            for (number, asking) in askings.enumerated() {
                // Nobody is as fast as a test.
                site.clock.advance(seconds: 1)
                let before = try await site.newestEvent()
                let answer = try await browser.ask(asking, ticket: "\(route.name) \(number)")
                let outcome = Self.outcome(answer, of: route)
                let isRecorded = try await site.newestEvent() > before
                let told =
                    "\(account): \(route.name) \(asking.told) of \(asking.relation.rawValue): \(answer.status)"
                #expect(answer.status < 500 && answer.status != 429 && outcome != "login", "\(told)")
                if !isLetIn {
                    #expect(outcome == Self.refused, "\(told)")
                } else if asking.isStrangers {
                    #expect(outcome == Self.notFound, "\(told)")
                }
                answers[asking.relation, default: []].insert(
                    route.method == .post && outcome == Self.letIn && isRecorded ? Self.recorded : outcome)
                expectPaces(answer, of: route)
            }
            guard isLetIn else { continue }
            for relation in Relation.allCases {
                guard let outcomes = answers[relation] else { continue }
                let words = outcomes.sorted().joined(separator: ", ")
                text += "| \(route.name) | \(relation.rawValue) | \(words) |\n"
            }
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path()
        try Golden.compare(text, "route-matrix/\(account).md", test: folder)
    }

    /// A route that gives a file out or takes one in has a pace.
    private func expectPaces(_ answer: Answered, of route: Route) {
        if answer.header("Content-Disposition") != nil {
            #expect(route.pace != .free, "\(route.name) gives a file out: name its pace where it is registered.")
        }
        for form in answer.text.matches(of: /<form\b[^>]*>/) {
            let tag = String(form.0)
            guard tag.contains("multipart/form-data"), let action = tag.firstMatch(of: /action="([^"?]+)/) else {
                continue
            }
            guard case .route(let target, _) = Self.table.match(.post, path: String(action.1)) else { continue }
            #expect(target.pace != .free, "\(target.name) takes a file in: name its pace where it is registered.")
        }
    }
}
