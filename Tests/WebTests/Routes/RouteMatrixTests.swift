import Domain
import Foundation
import TestSupport
import Testing

@testable import Web

/// What each account gets of each route, for its own records and those of a child, a sibling and a parent.
///
/// Whom a rule lets in is read from docs/routes.md and what a use case then says from `Golden/route-matrix`, one table for
/// each account: texts that somebody has looked at, so that a rule that is loosened or tightened anywhere shows.
@Suite("Route × role × own, child, sibling, parent")
struct RouteMatrixTests {
    private static let table = WebApplication.routes(digits: [])
    private static let refused = "403"
    private static let notFound = "404"

    /// What an answer means: let in where there is a page, a file or an act, or a form shown again with what is wrong.
    private static func outcome(_ answer: Answered) -> String {
        switch answer.status {
        case 303 where answer.location?.hasPrefix("/login") == true: "login"
        case 200, 303, 422: "let in"
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
        let actor = try await RouteGuardTests.actor(account, site)
        let browser = try await RouteGuardTests.browser(account, site)
        let roles = Set(actor.roles.map(\.rawValue))
        var text = "| route | record | answer |\n|---|---|---|\n"
        // What is read is read before anything is done.
        for route in RouteGuardTests.routes.filter({ $0.method == .get })
            + RouteGuardTests.routes.filter({ $0.method == .post })
        {
            guard case .requires = route.rule else { continue }
            let isLetIn = !(try #require(kept[route.name], "\(route.name) is not in docs/routes.md")).isDisjoint(
                with: roles)
            var answers: [Relation: Set<String>] = [:]
            // Who is not let in is told so before anything is looked at.
            let askings = Asking.some(route, of: actor, records).prefix(isLetIn ? .max : 1)
            for (number, asking) in askings.enumerated() {
                // Nobody is as fast as a test.
                site.clock.advance(seconds: 1)
                let answer = try await browser.ask(asking, ticket: "\(route.name) \(number)")
                let outcome = Self.outcome(answer)
                let told = "\(route.name) \(asking.told) of \(asking.relation.rawValue): \(answer.status)"
                #expect(answer.status < 500 && answer.status != 429 && outcome != "login", "\(told)")
                if !isLetIn {
                    #expect(outcome == Self.refused, "\(told)")
                } else if asking.isStrangers {
                    #expect(outcome == Self.notFound, "\(told)")
                }
                answers[asking.relation, default: []].insert(outcome)
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
