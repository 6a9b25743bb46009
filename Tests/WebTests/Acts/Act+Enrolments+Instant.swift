import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

// Instant enrolment: its lists, and what the district does with them.
extension Act {
    /// In the year of coverage, after the lock.
    private static let day = "2024-02-20"

    static let instants: [Act] = [
        Act("POST /enrolments/instant/lists/:list/again", as: "shili", on: day, writes: "enrolment submit") { stage in
            let (desk, members, list) = try await stage.instantList()
            _ = try await InstantReviews(stage.site.platform).sendBack(
                try await UnitDesk.occasion("donghai", on: day, at: stage), [list],
                try ReturnDecision(reason: .wrongRoster, note: nil))
            return FilledForm(
                ["list": "\(list.enrolment)"],
                [
                    "unit": desk.key, "stamp": try await desk.stamp(of: list.enrolment, on: day), "ready": "2",
                    "plan": "A", "member": "\(members[0])", "member": "\(members[1])", "all": "",
                ])
        },
        Act(
            "POST /enrolments/instant/lists/:list/withdrawal", as: "shili", on: day, writes: "enrolment withdraw"
        ) { stage in
            let (desk, _, list) = try await stage.instantList()
            return FilledForm(
                ["list": "\(list.enrolment)"],
                ["unit": desk.key, "stamp": try await desk.stamp(of: list.enrolment, on: day)])
        },
        Act("POST /enrolments/instant/new-card", as: "shili", on: day, writes: "enrolment submit") { stage in
            let desk = try await UnitDesk(stage)
            let members = try await desk.add(cardsOn: "2024-01-15")
            return FilledForm(
                [:], ["unit": desk.key, "ready": "2", "plan": "A", "member": "\(members[0])", "all": "yes"])
        },
        Act("POST /enrolments/instant/uncovered", as: "shili", on: day, writes: "enrolment submit") { stage in
            let desk = try await UnitDesk(stage)
            let (ready, asked) = (try await desk.add(1), try await desk.add(1, .pastRetirement, from: 11))
            return FilledForm(
                [:],
                [
                    "unit": desk.key, "ready": "1", "plan": "A", "member": "\(ready[0])", "member": "\(asked[0])",
                    "answer-\(asked[0])": "working", "all": "",
                ])
        },
        Act("POST /enrolments/lapsed/:list", as: "shili", on: day, writes: "enrolment submit") { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add()
            let list = try await desk.handIn()
            try await stage.plant { transaction in
                try transaction.execute("UPDATE unit_enrolment SET status = 'lapsed' WHERE id = \(list)")
                try transaction.execute("DELETE FROM enrolment_claim WHERE enrolment_id = \(list)")
                try transaction.countLists()
            }
            return FilledForm(["list": "\(list)"], ["unit": desk.key, "heads": "2"])
        },
        Act(
            "POST /instant-review/check", by: .account("donghai"), on: day,
            .nothing(because: "shows what confirming the lists would make of them")
        ) { stage in
            FilledForm([:], ["list": try await stage.instantList().list.text])
        },
        Act("POST /instant-review/confirmation", as: "donghai", on: day, writes: "submission submit") { stage in
            let list = try await stage.instantList().list
            let totals = try await InstantReviews(stage.site.platform).preview(
                try await UnitDesk.occasion("donghai", on: day, at: stage), [list]
            ).totals
            return FilledForm(
                [:],
                [
                    "list": list.text, "units": "\(totals.units)", "heads": "\(totals.heads)",
                    "premium": "\(totals.amounts.premium.fen)", "name": "王示例", "phone": "19900000001",
                    "email": "a@example.com",
                ])
        },
        Act("POST /instant-review/return", as: "donghai", on: day, writes: "enrolment return") { stage in
            FilledForm(
                [:],
                ["list": try await stage.instantList().list.text, "why": "other", "note": "请核对人员后再次提交"])
        },
    ]
}

extension Stage {
    /// Two people who wait for the district.
    fileprivate func instantList() async throws -> (desk: UnitDesk, members: [ID<Member>], list: ReviewedVersion) {
        let desk = try await UnitDesk(self)
        let members = try await desk.add()
        let receipt = try await desk.handInInstant(members, on: "2024-02-20")
        return (desk, members, ReviewedVersion(enrolment: receipt.list, version: receipt.version))
    }
}
