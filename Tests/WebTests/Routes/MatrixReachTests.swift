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

    /// Routes by which nobody is let in within the matrix, each with its reason; elsewhere they are.
    private static let letsInNobody: [String: String] = [
        "POST /review/clear":
            "names the totals of lists of people without a flaw, and there are none (ReviewQueueTests)",
        "POST /enrolments/current/acknowledgement": "is for a list left out when its window had closed (UnitWorkTests)",
        "POST /enrolments/conflicts/:conflict/yielding":
            "is about a list that is handed in, and a form before it takes that list back (ConflictTests)",
        "POST /enrolments/instant/lists/:list/again":
            "opens after the year's lock, later than the day (InstantRoutesTests)",
        "POST /enrolments/instant/lists/:list/withdrawal":
            "opens after the year's lock, later than the day (InstantRoutesTests)",
        "POST /submissions/proposals/:proposal/withdrawal":
            "is for a proposal that waits, which a page lets fall that finds no lists (SubmissionProposalTests)",
    ]

    /// Forms that let somebody in within the matrix and write no event, by the reason why not.
    private static let unrecorded: [String: [String]] = [
        "keeps what the account looks for, has ticked or wants to see": [
            "/benefits", "/cards", "/cards/candidates", "/coverage", "/enrolments/confirmations", "/members/filter",
            "/members/columns", "/members/names/removal", "/members/numbers", "/members/batches/selection",
            "/members/transfers/selection", "/members/imports/:id/people", "/members/comparisons/:id/people",
            "/workbench/unit",
        ],
        "shows what an act would do, before it is done": [
            "/cards/revocations/check", "/corrections/check", "/members/transfers/decisions/check",
            "/union-requests/check", "/unions/:id/transfer", "/coverage/search", "/enrolments/look-up",
        ],
        "notes what is to be done by an act that is recorded": [
            "/members/comparisons/:id/decisions", "/members/comparisons/:id/removal",
        ],
        "finds nothing to do in the matrix": [
            "/account/second-factor", "/demo/business-date", "/deadlines", "/duplicates/search",
            "/instant-review/return", "/ledger/reminders", "/members/transfers",
            "/members/batches/:id/continuation", "/members/imports/:id/rows", "/members/imports/:id/undo",
            "/members/imports/:id/cancellation", "/members/comparisons/:id/execution",
            "/ledger/statements/:statement/sure", "/registers/:id/application", "/benefits/imports/:id/application",
            "/self-service/requests/card/withdrawal",
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

    /// Let in, or shown the form again: whoever may not touch the record is not told what is wrong with a form about it.
    @Test("by every route somebody is let in, or it is said here why nobody is", .disabled(if: isRecording))
    func everyRouteLetsIn() throws {
        let answers = try Self.answers()
        let open: Set<RouteRule> = [.open, .visitor, .ownVisitor]
        for route in RouteGuardTests.routes where !open.contains(route.rule) {
            let found = try #require(answers[route.name], "\(route.name) is in no table of Golden/route-matrix")
            let isListed = Self.letsInNobody[route.name] != nil
            #expect(
                found.isDisjoint(with: ["let in", "form again"]) == isListed,
                """
                \(route.name): \(found.sorted()). Plant a spare record or fill its form (SpareWriter) so that somebody \
                is let in, or say in letsInNobody why nobody is; a route that lets in is not listed there.
                """)
        }
        let names = Set(RouteGuardTests.routes.map(\.name))
        #expect(Set(Self.letsInNobody.keys).isSubset(of: names), "letsInNobody names a route that is none")
    }

    @Test("whatever a form does is recorded, or it is said here why it is not", .disabled(if: isRecording))
    func everyActIsRecorded() throws {
        let answers = try Self.answers()
        let listed = Set(Self.unrecorded.values.joined().map { "POST \($0)" })
        for route in RouteGuardTests.routes where route.method == .post {
            guard let found = answers[route.name], found.contains("let in") else { continue }
            #expect(
                found.contains("recorded") != listed.contains(route.name),
                """
                \(route.name): \(found.sorted()). Write an event in the transaction of the act, or say in unrecorded why \
                there is none; a form that writes one is not listed there.
                """)
        }
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
