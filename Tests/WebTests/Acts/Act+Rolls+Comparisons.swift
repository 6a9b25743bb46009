import DatabaseKit
import Domain
import Testing

// A whole roster beside the roll, and what is decided of those who differ.
extension Act {
    static let rollComparisons: [Act] = [
        Act("POST /members/comparisons", as: "shili", writes: "member-comparison uploaded") { stage in
            let enterprise = try #require(try await RollDesk(stage).enterprises(of: "319901000101").first)
            return FilledForm(
                [:],
                ["category": "enterprise", "enterprise": enterprise, "flexible-kind": "", "extent": "whole-union"],
                file: RollDesk.file([RollDesk.header, RollDesk.person(1)]))
        },
        Act("POST /members/comparisons/:id/columns", as: "shili", writes: "member-comparison compared") { stage in
            let asked = try await RollDesk(stage).compared([RollDesk.strangeHeader, RollDesk.person(1)])
            return RollDesk.columns(of: asked)
        },
        Act(
            "POST /members/comparisons/:id/decisions", by: .account("shili"),
            .nothing(because: "notes what is to be done by an act that is recorded")
        ) { stage in
            let desk = RollDesk(stage)
            let found = try await desk.compared([RollDesk.header, RollDesk.person(1), RollDesk.person(3)])
            return FilledForm(
                ["id": found],
                [
                    "part": "new", "after": "0", "planned": "", "line": try await desk.line(of: found, .new),
                    "chosen": "import",
                ])
        },
        Act("POST /members/comparisons/:id/discard", as: "shili", writes: "member-comparison discarded") { stage in
            let asked = try await RollDesk(stage).compared([RollDesk.strangeHeader, RollDesk.person(1)])
            return FilledForm(["id": asked])
        },
        Act("POST /members/comparisons/:id/execution", as: "shili", writes: "member-comparison executed") { stage in
            FilledForm(["id": try await RollDesk(stage).decided()], ["expected": "1"])
        },
        Act(
            "POST /members/comparisons/:id/execution/stop", as: "shili", writes: "member-comparison stopped"
        ) { stage in
            let desk = RollDesk(stage)
            let found = try await desk.decided()
            try await desk.leaveToWorker(.comparison(try #require(ID<MemberComparison>(found))))
            return FilledForm(["id": found])
        },
        Act(
            "POST /members/comparisons/:id/people", by: .account("shili"),
            .nothing(because: "keeps which people the list is to show")
        ) { stage in
            let desk = RollDesk(stage)
            let found = try await desk.decided()
            try await desk.send("/members/comparisons/\(found)/execution", ["expected": "1"])
            return FilledForm(["id": found])
        },
        Act(
            "POST /members/comparisons/:id/removal", by: .account("shili"),
            .nothing(because: "notes what is to be done by an act that is recorded")
        ) { stage in
            let desk = RollDesk(stage)
            try await desk.enter([RollDesk.person(1), RollDesk.person(3)])
            let found = try await desk.compared([RollDesk.header, RollDesk.person(1)])
            return FilledForm(["id": found], ["expected": "1", "decision": "remove-retired"])
        },
    ]
}

extension RollDesk {
    /// A comparison whose one new person is to be imported, not done yet.
    fileprivate func decided() async throws -> String {
        let found = try await compared([Self.header, Self.person(1)])
        try await send("/members/comparisons/\(found)/decisions", ["part": "new", "all": "import"])
        return found
    }
}
