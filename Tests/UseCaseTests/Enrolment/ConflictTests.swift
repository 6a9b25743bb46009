import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("One person, one policy: a second unit that wants somebody raises a conflict, and the centre decides")
struct ConflictTests {
    /// The committee holds three people; the joint union's first enterprise has two of its own and wants one of them.
    private struct Dispute {
        let house: DistrictHouse
        let members: [ID<Member>]
        let wanted: ID<Member>

        var scene: EnrolmentScene { house.scene }
        var enrolments: Enrolments { house.house.enrolments }
        var conflicts: Conflicts { Conflicts(house.platform) }
        var enterprise: ID<Enterprise> { scene.enterprises[1].id }

        static func open(_ engine: Engine, holding: Int = 3) async throws -> Dispute {
            let house = try await DistrictHouse.open(engine)
            let scene = house.scene
            let members = try await scene.add(
                Array(repeating: EnrolmentHouse.insured, count: holding), to: scene.unit)
            try await scene.add(Array(repeating: EnrolmentHouse.insured, count: 2), to: scene.otherUnit, from: 20)
            let wanted = try #require(try await scene.join(members[0], scene.otherUnit, number: "J0001"))
            try await house.house.submit()
            return Dispute(house: house, members: members, wanted: wanted)
        }

        func joint(on day: String = "2023-11-21") -> Occasion { EnrolmentScene.occasion(scene.jointClerk, on: day) }

        func submitJoint(on day: String = "2023-11-21") async throws {
            try await enrolments.choosePlan(joint(on: day), enterprise: enterprise, plan: "A")
            let overview = try await enrolments.overview(joint(on: day), enterprise: enterprise)
            _ = try await enrolments.submit(
                joint(on: day), enterprise: enterprise,
                SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
        }

        func holder() async throws -> EnrolmentOverview {
            try await enrolments.overview(house.house.clerk(), enterprise: nil)
        }

        func claimant() async throws -> EnrolmentOverview {
            try await enrolments.overview(joint(), enterprise: enterprise)
        }

        func open() async throws -> [ClaimConflict] {
            try await conflicts.queue(.open, page: ListPage(), house.centre(on: "2023-11-22")).conflicts
        }

        func decide(_ conflict: ClaimConflict, for winner: ClaimConflict.Party) async throws {
            _ = try await conflicts.decide(
                conflict.id, for: winner, reason: "社会保险由该单位缴纳", version: conflict.version,
                house.centre(on: "2023-11-22"))
        }

        func todos(of union: Union) async throws -> [Todo.Kind: Int] {
            let todos = try await scene.database.read { try TodoStore($0).list(for: union.id) }
            return Dictionary(todos.map { ($0.kind, $0.amount) }, uniquingKeysWith: { first, _ in first })
        }

        /// Its district reminds the committee to pay for its list.
        func isAskedToPay() async throws {
            try await scene.database.write { transaction in
                let list = try EnrolmentStore(transaction).find(unit: scene.unit.id, year: 2024)?.enrolment
                try TodoStore(transaction).open(
                    .payShare, for: scene.committee.id, subject: try #require(list).id.rawValue, name: "某",
                    at: EnrolmentScene.now)
            }
            #expect(try await todos(of: scene.committee)[.payShare] == 0)
        }
    }

    @Test("Both sides and the centre are told, and neither side learns of the other", arguments: Engine.available)
    func raised(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        #expect(try await dispute.open().isEmpty)
        let before = try await dispute.conflicts.own(dispute.joint(), enterprise: dispute.enterprise)
        #expect(before.conflicts.isEmpty)
        #expect(before.unasked == 1)

        try await dispute.submitJoint()
        let open = try await dispute.open()
        let conflict = try #require(open.first)
        #expect(open.count == 1)
        #expect(conflict.holder.unitName == dispute.scene.unit.name)
        #expect(conflict.claimant.unitName == dispute.scene.otherUnit.name)
        #expect(conflict.holder.heads == 3)
        #expect(conflict.claimant.heads == 2)
        #expect(conflict.proposal == .holder)

        let held = try await dispute.conflicts.own(dispute.house.house.clerk(), enterprise: nil)
        #expect(held.conflicts.map(\.party) == [.holder])
        #expect(held.overview.conflicts == 1)
        let claimed = try await dispute.conflicts.own(dispute.joint(), enterprise: dispute.enterprise)
        #expect(claimed.conflicts.map(\.memberNumber) == ["J0001"])
        #expect(claimed.conflicts.map(\.party) == [.claimant])
        #expect(claimed.unasked == 0)

        #expect(try await dispute.todos(of: dispute.scene.committee)[.answerConflict] == 1)
        #expect(try await dispute.todos(of: dispute.scene.joint)[.answerConflict] == 1)
        #expect(try await dispute.todos(of: dispute.scene.city) == [.decideConflict: 1])
        let rehearsal = try await dispute.house.submissions.rehearsal(dispute.house.officer())
        #expect(rehearsal.conflicts == 1)
        // Handed in again, it is the same conflict.
        try await dispute.submitJoint(on: "2023-11-22")
        let again = try await dispute.open()
        #expect(again.map(\.id) == [conflict.id])
        #expect(again.first?.claimant.listVersion == 2)
        #expect(try await dispute.house.house.violations() == [])
    }

    @Test("Decided for the claimant, one list loses him and the other gets him at once", arguments: Engine.available)
    func forClaimant(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        try await dispute.submitJoint()
        let conflict = try #require(try await dispute.open().first)
        try await dispute.decide(conflict, for: .claimant)

        let holder = try await dispute.holder()
        #expect(holder.current?.number == 2)
        #expect(holder.current?.reason == .rosterChange)
        #expect(holder.current?.heads == 2)
        #expect(holder.current?.amounts?.premium == Money(fen: 5_200))
        #expect(holder.equation[.coveredElsewhere] == 1)
        #expect(!holder.isOutdated)
        let claimant = try await dispute.claimant()
        #expect(claimant.current?.number == 2)
        #expect(claimant.current?.heads == 3)
        #expect(claimant.current?.amounts?.premium == Money(fen: 7_800))
        #expect(claimant.heads == 3)
        #expect(!claimant.isOutdated)
        #expect(claimant.status == .submitted)

        for union in [dispute.scene.committee, dispute.scene.joint] {
            #expect(try await dispute.todos(of: union)[.answerConflict] == nil)
        }
        #expect(try await dispute.todos(of: dispute.scene.city).isEmpty)
        #expect(try await dispute.house.house.violations() == [])

        // The loser cannot take him back behind the decision.
        await #expect(throws: Refusal.conflictDecided(people: 1)) {
            try await dispute.enrolments.putBack(
                dispute.house.house.clerk(), enterprise: nil, members: [dispute.members[0]])
        }
        let closed = try await dispute.conflicts.find(conflict.id, dispute.house.centre())
        #expect(closed.status == .claimant)
        #expect(closed.reason == "社会保险由该单位缴纳")
        await #expect(throws: Refusal.changedMeanwhile) { try await dispute.decide(closed, for: .holder) }
    }

    @Test("Decided for the holder nothing moves, and the question does not come back", arguments: Engine.available)
    func forHolder(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        try await dispute.submitJoint()
        let conflict = try #require(try await dispute.open().first)
        await #expect(throws: Refusal.reasonMissing) {
            _ = try await dispute.conflicts.decide(
                conflict.id, for: .holder, reason: "  ", version: 1, dispute.house.centre())
        }
        try await dispute.decide(conflict, for: .holder)
        #expect(try await dispute.holder().current?.number == 1)
        #expect(try await dispute.claimant().current?.number == 1)
        #expect(try await dispute.claimant().equation[.coveredElsewhere] == 1)
        try await dispute.submitJoint(on: "2023-11-23")
        #expect(try await dispute.open().isEmpty)
        #expect(try await dispute.conflicts.own(dispute.joint(), enterprise: dispute.enterprise).unasked == 0)
        #expect(try await dispute.house.house.violations() == [])
    }

    @Test(
        "When the holder withdraws, it is settled and the claimant's list is out of date", arguments: Engine.available)
    func settled(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        try await dispute.submitJoint()
        try await dispute.enrolments.withdraw(dispute.house.house.clerk(), enterprise: nil)
        #expect(try await dispute.open().isEmpty)
        #expect(try await dispute.claimant().isOutdated)
        #expect(try await dispute.todos(of: dispute.scene.joint)[.resubmitEnrolment] == 1)
        #expect(try await dispute.todos(of: dispute.scene.joint)[.answerConflict] == nil)
        #expect(try await dispute.todos(of: dispute.scene.city).isEmpty)
        try await dispute.submitJoint(on: "2023-11-23")
        #expect(try await dispute.claimant().current?.heads == 3)
        // Now the committee is the one who wants him.
        try await dispute.house.house.submit(on: "2023-11-24")
        #expect(try await dispute.open().map(\.holder.unitName) == [dispute.scene.otherUnit.name])
        #expect(try await dispute.house.house.violations() == [])
    }

    @Test("The holder gives him up; a list on which nobody stays goes back", arguments: Engine.available)
    func yielded(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine, holding: 1)
        try await dispute.submitJoint()
        let own = try #require(
            try await dispute.conflicts.own(dispute.house.house.clerk(), enterprise: nil).conflicts.first)
        await #expect(throws: Refusal.notFound) {
            try await dispute.conflicts.yield(
                own.id, version: own.version, dispute.joint(), enterprise: dispute.scene.enterprises[2].id)
        }
        try await dispute.isAskedToPay()
        try await dispute.conflicts.yield(
            own.id, version: own.version, dispute.house.house.clerk(), enterprise: nil)
        let holder = try await dispute.holder()
        #expect(holder.status == .returned)
        #expect(try await dispute.todos(of: dispute.scene.committee)[.payShare] == nil)
        #expect(holder.current == nil)
        #expect(try await dispute.todos(of: dispute.scene.committee)[.correctEnrolment] == 1)
        #expect(try await dispute.claimant().current?.heads == 3)
        #expect(try await dispute.house.house.violations() == [])
        // Given up by his own unit he may be put back; the other list has him then.
        try await dispute.enrolments.putBack(
            dispute.house.house.clerk(), enterprise: nil, members: [dispute.members[0]])
        #expect(try await dispute.holder().equation[.coveredElsewhere] == 1)
    }

    @Test("The claimant gives him up, or takes him off his list by hand", arguments: Engine.available)
    func givenUp(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        try await dispute.submitJoint()
        let own = try #require(
            try await dispute.conflicts.own(dispute.joint(), enterprise: dispute.enterprise).conflicts.first)
        try await dispute.conflicts.yield(
            own.id, version: own.version, dispute.joint(), enterprise: dispute.enterprise)
        #expect(try await dispute.open().isEmpty)
        try await dispute.submitJoint(on: "2023-11-23")
        #expect(try await dispute.open().isEmpty)

        try await dispute.enrolments.putBack(
            dispute.joint(on: "2023-11-23"), enterprise: dispute.enterprise, members: [dispute.wanted])
        #expect(
            try await dispute.conflicts.ask(dispute.joint(on: "2023-11-23"), enterprise: dispute.enterprise) == 1)
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await dispute.conflicts.ask(dispute.joint(on: "2023-11-23"), enterprise: dispute.enterprise)
        }
        try await dispute.enrolments.exclude(
            dispute.joint(on: "2023-11-24"), enterprise: dispute.enterprise, members: [dispute.wanted],
            reason: .left, note: "")
        #expect(try await dispute.open().isEmpty)
        #expect(try await dispute.house.house.violations() == [])
    }

    @Test(
        "Who does not enrol this year asks for nobody, until the list is handed in after all",
        arguments: Engine.available)
    func declined(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        try await dispute.enrolments.decline(dispute.joint(), enterprise: dispute.enterprise, reason: "已有其他保障")
        #expect(
            try await dispute.conflicts.own(dispute.joint(), enterprise: dispute.enterprise).unasked == 0)
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await dispute.conflicts.ask(dispute.joint(), enterprise: dispute.enterprise)
        }
        #expect(try await dispute.open().isEmpty)
        try await dispute.submitJoint()
        #expect(try await dispute.open().count == 1)
        #expect(try await dispute.house.house.violations() == [])
    }

    @Test("A locked list keeps its people", arguments: Engine.available)
    func locked(engine: Engine) async throws {
        let dispute = try await Dispute.open(engine)
        let house = dispute.house
        _ = try await house.reviews.approve(
            house.reviewer(), try await house.pending().pending.entries.map(\.reviewed))
        try await dispute.submitJoint()
        _ = try await house.submit()
        let conflict = try #require(try await dispute.open().first)
        #expect(conflict.holder.status == .locked)
        await #expect(throws: Refusal.conflictLocked) { try await dispute.decide(conflict, for: .claimant) }
        try await dispute.decide(conflict, for: .holder)
        #expect(try await dispute.open().isEmpty)
        #expect(try await house.house.violations() == [])
    }

    @Test("Only the centre decides")
    func allowed() async throws {
        let dispute = try await Dispute.open(.sqlite)
        try await dispute.submitJoint()
        let conflict = try #require(try await dispute.open().first)
        for occasion in [dispute.house.reviewer(), dispute.joint()] {
            await #expect(throws: Refusal.self) {
                _ = try await dispute.conflicts.decide(
                    conflict.id, for: .holder, reason: "核实", version: 1, occasion)
            }
        }
        await #expect(throws: StaleVersion.self) {
            _ = try await dispute.conflicts.decide(
                conflict.id, for: .holder, reason: "核实", version: 9, dispute.house.centre())
        }
    }
}
