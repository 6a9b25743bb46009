import DatabaseKit
import Domain
import Foundation
import Store
import Testing
import UseCases

@testable import Web

/// What the tables of `RouteMatrixTests` and `OwnMatrixTests` leave unasked, so that nothing does so unnoticed.
@Suite("How far the matrix of routes reaches")
struct MatrixReachTests {
    /// The tables are being written while these tests run.
    private static let isRecording = ProcessInfo.processInfo.environment["GONGHUI_RECORD"] == "1"

    /// The forms whose act is done elsewhere, each on a site of its own.
    private static let acts = Set(Act.all.map(\.route))

    /// Forms that let somebody in within the matrix and write no event, by the reason why not.
    private static let unrecorded: [String: [String]] = [
        "keeps what the account looks for, has ticked or wants to see": [
            "/benefits", "/cards", "/cards/candidates", "/coverage", "/enrolments/confirmations", "/members/filter",
            "/members/columns", "/members/names/removal", "/members/numbers", "/members/batches/selection",
            "/members/transfers/selection",
        ],
        "shows what an act would do, before it is done": [
            "/cards/revocations/check", "/corrections/check", "/members/transfers/decisions/check",
            "/union-requests/check", "/unions/:id/transfer", "/coverage/search", "/enrolments/look-up",
        ],
    ]

    /// The answers of each route in all tables, by method and pattern.
    private static func answers() throws -> [String: Set<String>] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/route-matrix")
        return try (RouteGuardTests.accounts + ["member"]).reduce(into: [:]) { answers, name in
            let file = folder.appending(path: "\(name).md")
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            for row in text.matches(of: /\| ((?:GET|POST) [^ ]+) \| [^|]+ \| ([^|]+) \|/) {
                answers[String(row.1), default: []].formUnion(row.2.components(separatedBy: ", "))
            }
        }
    }

    @Test("by every route somebody is let in, within the matrix or by an act of ActTests", .disabled(if: isRecording))
    func everyRouteLetsIn() throws {
        let answers = try Self.answers()
        let rules = Dictionary(RouteGuardTests.routes.map { ($0.name, $0.rule) }) { first, _ in first }
        for route in RouteGuardTests.routes {
            // An act looks at the page of its form first, if its person may.
            let form = "POST \(route.pattern)"
            if Self.acts.contains(form), rules[form] == route.rule { continue }
            switch (route.method, route.rule) {
            // Anybody may look at these (RouteGuardTests.open).
            case (.get, .open), (.get, .visitor), (.get, .ownVisitor): continue
            case (.get, _), (.post, _):
                let found = answers[route.name] ?? []
                #expect(
                    found.contains("let in"),
                    """
                    \(route.name): \(found.sorted()). Enter an act that is done by it (Act), or plant a spare record \
                    (SpareWriter) so that somebody is let in.
                    """)
            }
        }
    }

    @Test("whatever a form does is recorded, or it is said here or with its act why not", .disabled(if: isRecording))
    func everyActIsRecorded() throws {
        let answers = try Self.answers()
        let listed = Set(Self.unrecorded.values.joined().map { "POST \($0)" })
        for route in RouteGuardTests.routes where route.method == .post && !Self.acts.contains(route.name) {
            let found = answers[route.name] ?? []
            #expect(
                found.contains("recorded") != listed.contains(route.name),
                """
                \(route.name): \(found.sorted()). Write an event in the transaction of the act, or say in unrecorded why \
                there is none; a form that writes one is not listed there.
                """)
        }
        #expect(listed.isDisjoint(with: Self.acts), "Say it with the act: \(listed.intersection(Self.acts).sorted())")
        let letIn = Set(answers.filter { $0.value.contains("let in") }.keys)
        #expect(
            listed.isSubset(of: letIn), "unrecorded names what lets nobody in: \(listed.subtracting(letIn).sorted())")
    }

    @Test("every account is asked about a parent's record of every kind that a route of its names")
    func parents() async throws {
        let site = try await RouteGuardTests.site()
        let records = try await Records.plant(site, elders: .known)
        var lacking: [RecordKind: Set<String>] = [:]
        for account in RouteGuardTests.accounts {
            let actor = try await RouteGuardTests.actor(account, site)
            guard actor.path != .root else { continue }
            for route in RouteGuardTests.routes where route.isFor(actor) {
                let tried = (Filling.byRoute[route.name] ?? []).compactMap(\.tried)
                let named = RecordKind.exceptions[route.pattern] == nil ? route.kinds.compactMap(\.kind) : []
                for kind in named + tried {
                    let isAsked = records.foreign(to: actor.path, kind).contains {
                        Relation(of: actor.path, to: records.place(kind, $0)) == .parent
                    }
                    if !isAsked { lacking[kind, default: []].insert("\(route.name) as \(account)") }
                }
            }
        }
        for (kind, routes) in lacking where Records.neverAbove[kind] == nil {
            Issue.record("No \(kind) stands above, or neverAbove must say why: \(routes.sorted())")
        }
        for (kind, reason) in Records.neverAbove {
            #expect(lacking[kind] != nil, "\(kind) is planted above, so \"\(reason)\" is not true any more")
        }
    }

    @Test("what never stands above cannot: nobody is above the city, and everybody else below it")
    func neverAbove() async throws {
        let site = try await RouteGuardTests.site()
        let (root, others) = try await site.platform.database.read { transaction in
            let unions = UnionStore(transaction)
            let root = try #require(try unions.root())
            return (root, try unions.list(in: UnionScope(root.path), limit: 1_000).filter { $0.id != root.id })
        }
        #expect(root.parent == nil)
        #expect(!others.isEmpty && others.allSatisfy { root.path.contains($0.path) })
        #expect(Set(Records.neverAbove.keys) == [.unionRequest, .transfer], "Prove the new one here.")
    }
}
