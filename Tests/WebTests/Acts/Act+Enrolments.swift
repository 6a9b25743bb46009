import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

// Group and instant enrolment, their review and what is owed.
extension Act {
    static let enrolments: [Act] = conflicts + lists + rosters + instants

    private static let conflicts: [Act] = [
        Act("POST /conflicts/:id/decision", as: "centre", writes: "claim-conflict claimant") { stage in
            let conflict = try await stage.dispute()
            return FilledForm(
                ["id": "\(conflict.id)"],
                ["version": "\(conflict.version)", "winner": "claimant", "reason": "社会保险由该单位缴纳"])
        },
        Act("POST /enrolments/conflicts", as: "shili", writes: "enrolment raise-conflicts") { stage in
            let (desk, other) = (try await UnitDesk(stage), try await UnitDesk(stage, "yanshi"))
            let wanted = try #require(try await other.add().first)
            try await other.handIn()
            try await desk.share(wanted)
            return FilledForm([:], ["unit": desk.key])
        },
        Act(
            "POST /enrolments/conflicts/:conflict/yielding", as: "shili", writes: "claim-conflict holder-yielded"
        ) { stage in
            let conflict = try await stage.dispute()
            return FilledForm(
                ["conflict": "\(conflict.id)"],
                ["unit": try await UnitDesk(stage).key, "version": "\(conflict.version)"])
        },
    ]

    private static let lists: [Act] = [
        Act("POST /deadlines", as: "centre", on: "2024-01-02", writes: "enrolment close-window") { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add()
            try await desk.handIn()
            // Has people and never began a list.
            try await UnitDesk(stage, "yanshi").add(from: 51)
            return FilledForm()
        },
        Act(
            "POST /enrolments/current/acknowledgement", as: "shili", on: "2024-01-03",
            writes: "enrolment acknowledge-left-out"
        ) { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add()
            try await desk.handIn()
            _ = try await Deadlines(stage.site.platform).closeWindow(
                try await UnitDesk.occasion("centre", on: "2024-01-02", at: stage), year: 2024)
            return FilledForm([:], ["unit": desk.key])
        },
        Act("POST /enrolments/current/declining", as: "shili", writes: "enrolment decline") { stage in
            FilledForm([:], ["unit": try await UnitDesk(stage).key, "reason": "已由集团统一投保"])
        },
        Act("POST /enrolments/current/last-year", as: "shili", writes: "enrolment prepare") { stage in
            let desk = try await UnitDesk(stage)
            let members = try await desk.add()
            try await stage.plant(of: "shili") { [unit = desk.unit] planter in
                try planter.lastYear(unit, without: members.suffix(1))
            }
            return FilledForm([:], ["unit": desk.key, "exclusions": "carry"])
        },
        Act("POST /enrolments/current/plan", as: "shili", writes: "enrolment prepare") { stage in
            FilledForm([:], ["unit": try await UnitDesk(stage).key, "plan": "A"])
        },
        Act("POST /enrolments/current/submission", as: "shili", writes: "enrolment submit") { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add()
            let (enrolments, occasion) = (Enrolments(stage.site.platform), try await desk.occasion())
            try await enrolments.choosePlan(occasion, enterprise: nil, plan: "A")
            let overview = try await enrolments.overview(occasion, enterprise: nil)
            return FilledForm(
                [:],
                ["unit": desk.key, "heads": "\(overview.heads)", "stamp": "\(overview.stamp)", "checked": "yes"])
        },
        Act("POST /review/clear", as: "donghai", writes: "enrolment approve") { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add()
            try await desk.handIn()
            return FilledForm(
                [:],
                [
                    "unit": "示例科技", "plan": "A", "from": "2023-11-01", "through": "2023-12-25", "mark": "none",
                    "after": "1700442000000-1", "offset": "20", "size": "20", "units": "1", "heads": "2",
                ])
        },
    ]

    // MARK: People of a list

    private static let rosters: [Act] = [
        Act("POST /enrolments/confirmations/all", as: "shili", writes: "enrolment prepare") { stage in
            let desk = try await UnitDesk(stage)
            try await desk.add(2, .unverified)
            let token = try await PersonSearches(stage.site.platform).keep(
                Confirmations.Search(name: "会员甲"), of: .confirmations, try await desk.occasion())
            return FilledForm([:], ["unit": desk.key, "expected": "2", "f": try #require(token)])
        },
        Act("POST /enrolments/current/restorations", as: "shili", writes: "enrolment prepare") { stage in
            let desk = try await UnitDesk(stage)
            let members = try await desk.add()
            try await Enrolments(stage.site.platform).exclude(
                try await desk.occasion(), enterprise: nil, members: members, reason: .declined, note: "")
            return FilledForm([:], ["unit": desk.key, "member": "\(members[0])", "member": "\(members[1])"])
        },
        Act("POST /enrolments/current/retirement", as: "shili", writes: "enrolment prepare") { stage in
            let desk = try await UnitDesk(stage)
            let members = try await desk.add(2, .pastRetirement)
            return FilledForm(
                [:],
                ["unit": desk.key, "answer-\(members[0])": "working", "answer-\(members[1])": "retired"])
        },
        Act("POST /enrolments/current/retirement/withdrawals", as: "shili", writes: "enrolment prepare") { stage in
            let desk = try await UnitDesk(stage)
            let members = try await desk.add(2, .pastRetirement)
            try await Enrolments(stage.site.platform).answerRetirement(
                try await desk.occasion(), enterprise: nil, [members[0]: .working, members[1]: .delayed])
            return FilledForm([:], ["unit": desk.key, "member": "\(members[0])", "member": "\(members[1])"])
        },
    ]
}

extension Stage {
    /// Both have handed in, and the second one wants somebody whom the first one has.
    fileprivate func dispute() async throws -> ClaimConflict {
        let (holder, claimant) = (try await UnitDesk(self), try await UnitDesk(self, "yanshi"))
        let wanted = try #require(try await holder.add().first)
        try await holder.handIn()
        try await claimant.add(1, from: 51)
        try await claimant.share(wanted)
        try await claimant.handIn()
        let queue = try await Conflicts(site.platform).queue(
            .open, page: ListPage(), try await UnitDesk.occasion("centre", at: self))
        return try #require(queue.conflicts.first)
    }
}

extension Planter {
    /// A list of the year before that is in force, from which these had been taken off.
    fileprivate func lastYear(_ unit: EnrollingUnit, without members: some Collection<ID<Member>>) throws {
        try PlanYearStore(transaction).insert(try #require(World.planYear(2023)), plans: World.plans(2023))
        let (list, _) = try enrolment(unit)
        try transaction.execute(
            """
            UPDATE unit_enrolment SET year = 2023, status = 'in-force', number = \("JB2023\(serial)")
            WHERE id = \(list)
            """)
        try transaction.countLists()
        let clerk = try #require(try AccountStore(transaction).id(name: "shili"))
        try RosterActStore(transaction).exclude(
            Array(members), year: 2023, reason: .declined, note: nil, by: clerk, at: now)
    }
}
