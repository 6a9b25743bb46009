import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("A second person confirms what a district hands in")
struct SubmissionProposalTests {
    /// A district with two officers, which has asked for a second person.
    private struct Desk {
        let house: DistrictHouse
        let second: Actor

        var proposals: SubmissionProposals { SubmissionProposals(house.platform) }

        func first(on day: String = "2023-12-27") -> Occasion { house.officer(on: day) }
        func second(on day: String = "2023-12-27") -> Occasion { EnrolmentScene.occasion(second, on: day) }

        func propose(_ occasion: Occasion? = nil) async throws -> ID<SubmissionProposal> {
            let expected = try await house.submissions.rehearsal(first()).expected
            return try await proposals.propose(
                occasion ?? first(), contact: try DistrictHouse.contact(), expecting: expected
            ).id
        }

        func status(_ id: ID<SubmissionProposal>) async throws -> SubmissionProposal.Status {
            try await proposals.sheet(first(), id).line.proposal.status
        }

        func todos() async throws -> [Todo.Kind] { try await house.house.todos(of: house.scene.district) }
    }

    private func officer(_ house: DistrictHouse) async throws -> Actor {
        let district = house.scene.district
        return try await house.scene.database.write { transaction in
            let account = try AccountStore(transaction).insert(
                name: "fuhe", displayName: "钱复例", union: district.id, roles: [.districtOfficer],
                passwordHash: "none", at: EnrolmentScene.now)
            try transaction.tell(
                of: account.id, holding: [.districtOfficer], in: district, at: EnrolmentScene.now)
            return Actor(
                account: account.id, name: "fuhe", displayName: "钱复例", union: district.id,
                unionName: district.name, kind: district.kind, path: district.path, roles: [.districtOfficer])
        }
    }

    private func desk(_ engine: Engine) async throws -> Desk {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let desk = Desk(house: house, second: try await officer(house))
        _ = try await desk.proposals.set(desk.first().confirmed, .twoPeople, reason: "内控要求", stamp: 0)
        return desk
    }

    @Test("One proposes, another confirms, and the batch is made", arguments: Engine.available)
    func confirmed(engine: Engine) async throws {
        let desk = try await desk(engine)
        let expected = try await desk.house.submissions.rehearsal(desk.first()).expected
        await #expect(throws: Refusal.secondPerson(.needed)) {
            try await desk.house.submissions.submit(
                desk.first(), contact: try DistrictHouse.contact(), expecting: expected)
        }
        let id = try await desk.propose()
        #expect(try await desk.todos() == [.confirmProposal])
        #expect(try await desk.house.status() == .approved)
        #expect(try await desk.house.house.count("district_submission") == 0)
        let sheet = try await desk.proposals.sheet(desk.second(), id)
        #expect(sheet.line.heads == 95)
        #expect(sheet.line.premium.yuanText == "2,470.00")
        #expect(sheet.lists.map(\.heads) == [95])
        #expect(sheet.contact?.phone.rawValue == "19900000001")
        #expect(sheet.confirming == nil)

        await #expect(throws: Refusal.notConfirmed) { try await desk.proposals.confirm(desk.second(), id) }
        await #expect(throws: Refusal.secondPerson(.own)) {
            try await desk.proposals.confirm(desk.first().confirmed, id)
        }
        guard case .submitted(let receipt) = try await desk.proposals.confirm(desk.second().confirmed, id) else {
            Issue.record("nothing was handed in")
            return
        }
        #expect(receipt.heads == 95)
        #expect(try await desk.house.status() == .locked)
        #expect(try await desk.house.coverage() == ["provisional": 95])
        #expect(try await desk.todos() == [.uploadVoucher])
        let batch = try await desk.house.batches.sheet(desk.first(), receipt.submission)
        #expect(batch.contact?.phone.rawValue == "19900000001")
        #expect(batch.signature?.proposer == desk.first().actor.displayName)
        #expect(batch.signature?.confirmer == "钱复例")
        let line = try await desk.proposals.sheet(desk.first(), id).line
        #expect(line.proposal.status == .confirmed)
        #expect(line.submission == receipt.submission)
        #expect(line.decider == "钱复例")
        await #expect(throws: Refusal.changedMeanwhile) {
            try await desk.proposals.confirm(desk.second().confirmed, id)
        }
        #expect(try await desk.house.violations() == [])
    }

    @Test("A refusal carries its reason, and only who has proposed takes back", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let desk = try await desk(engine)
        let id = try await desk.propose()
        await #expect(throws: Refusal.secondPerson(.waiting)) { try await desk.propose() }
        await #expect(throws: Refusal.reasonMissing) { try await desk.proposals.refuse(desk.second(), id, reason: " ") }
        await #expect(throws: Refusal.secondPerson(.own)) {
            try await desk.proposals.refuse(desk.first(), id, reason: "有误")
        }
        try await desk.proposals.refuse(desk.second(), id, reason: "少了一家单位")
        #expect(try await desk.proposals.sheet(desk.first(), id).line.reason == "少了一家单位")
        #expect(try await desk.todos() == [])

        let again = try await desk.propose()
        await #expect(throws: Refusal.secondPerson(.notOwn)) {
            try await desk.proposals.withdraw(desk.second(), again)
        }
        try await desk.proposals.withdraw(desk.first(), again)
        #expect(try await desk.status(again) == .withdrawn)
        #expect(try await desk.house.status() == .approved)
        let stranger = EnrolmentScene.occasion(desk.house.otherDistrict, on: "2023-12-27")
        await #expect(throws: Refusal.notFound) { try await desk.proposals.sheet(stranger, again) }
        await #expect(throws: Refusal.notFound) { try await desk.proposals.confirm(stranger.confirmed, again) }
    }

    @Test("It falls away when somebody leaves a list, and says what has changed", arguments: Engine.available)
    func overtaken(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let members = try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await house.house.submit()
        _ = try await house.reviews.approve(house.reviewer(), try await house.pending().pending.entries.map(\.reviewed))
        let desk = Desk(house: house, second: try await officer(house))
        _ = try await desk.proposals.set(desk.first().confirmed, .twoPeople, reason: "内控要求", stamp: 0)
        let id = try await desk.propose()
        try await house.scene.leave(members[0])
        #expect(try await desk.proposals.confirm(desk.second().confirmed, id) == .overtaken)
        #expect(try await house.status() == .approved)
        let sheet = try await desk.proposals.sheet(desk.second(), id)
        #expect(sheet.line.proposal.status == .overtaken)
        #expect(sheet.changes.map { $0.before?.heads } == [95])
        #expect(sheet.changes.map { $0.after?.heads } == [94])
        #expect(try await desk.todos() == [])

        let again = try await desk.propose()
        #expect(again != id)
        #expect(try await desk.status(again) == .waiting)
    }

    @Test("It falls away with a list that is taken back, and with the window", arguments: Engine.available)
    func windowOver(engine: Engine) async throws {
        let desk = try await desk(engine)
        let id = try await desk.propose()
        let entry = try #require(try await desk.house.pending().approved.entries.first)
        _ = try await desk.house.reviews.takeBack(desk.first(), [entry.reviewed])
        #expect(try await desk.status(id) == .overtaken)
        _ = try await desk.house.reviews.approve(
            desk.first(), try await desk.house.pending(desk.first()).pending.entries.map(\.reviewed))
        let late = try await desk.propose()
        _ = try await desk.house.deadlines.carryOut(desk.house.centre(on: "2024-01-01"))
        let status: String? = try await desk.house.scene.database.read {
            try $0.value("SELECT status FROM submission_proposal WHERE id = \(late)")
        }
        #expect(status == "overtaken")
    }

    @Test("The rule asks for two officers, and who lifts it does not hand in by himself", arguments: Engine.available)
    func rule(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let proposals = SubmissionProposals(house.platform)
        let unproved = EnrolmentScene.occasion(house.scene.reviewer, on: "2023-12-27")
        let confirmed = unproved.confirmed
        await #expect(throws: Refusal.secondPerson(.nobodyElse)) {
            try await proposals.set(confirmed, .twoPeople, reason: "内控要求", stamp: 0)
        }
        let second = try await officer(house)
        await #expect(throws: Refusal.notConfirmed) {
            try await proposals.set(unproved, .twoPeople, reason: "内控要求", stamp: 0)
        }
        await #expect(throws: Refusal.reasonMissing) {
            try await proposals.set(confirmed, .twoPeople, reason: "", stamp: 0)
        }
        _ = try await proposals.set(confirmed, .twoPeople, reason: "内控要求", stamp: 0)
        await #expect(throws: StaleVersion.self) {
            try await proposals.set(confirmed, .alone, reason: "人手不足", stamp: 0)
        }
        _ = try await proposals.set(confirmed, .alone, reason: "人手不足", stamp: 1)
        let expected = try await house.submissions.rehearsal(house.officer()).expected
        let contact = try DistrictHouse.contact()
        await #expect(throws: Refusal.secondPerson(.released)) {
            try await house.submissions.submit(house.officer(), contact: contact, expecting: expected)
        }
        let other = EnrolmentScene.occasion(second, on: "2023-12-27").confirmed
        #expect(try await house.submissions.submit(other, contact: contact, expecting: expected).heads == 1)
    }
}
