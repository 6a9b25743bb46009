import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("A district reviews what its units hand in")
struct ReviewTests {
    @Test("A list waits, is passed, taken back and passed again, with its totals", arguments: Engine.available)
    func passes(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await house.house.submit()
        var desk = try await house.pending()
        #expect(desk.pending.entries.map(\.heads) == [95])
        #expect(desk.pending.entries.first?.amounts.premium.yuanText == "2,470.00")
        #expect(desk.pending.entries.first?.risks == [])
        #expect(desk.counts.pending == 1)
        #expect(desk.approvedTotals.heads == 0)
        for group in ReviewGroup.allCases {
            let units = try await house.reviews.units(house.reviewer(), group, ListRange(page: 1, size: 100)).units
            #expect(units.total == desk.counts[in: group], "\(group)")
            #expect(units.entries.count == units.total)
        }
        #expect(ReviewGroup.allCases.reduce(0) { $0 + desk.counts[in: $1] } == desk.counts.total)

        let lists = desk.pending.entries.map(\.reviewed)
        let result = try await house.reviews.approve(house.reviewer(), lists)
        #expect(result.done.map(\.heads) == [95])
        #expect(result.skipped == [])
        desk = try await house.pending()
        #expect(desk.pending.total == 0)
        #expect(desk.approvedTotals.amounts.district.yuanText == "1,235.00")
        #expect(try await house.house.todos(of: house.scene.district) == [])

        _ = try await house.reviews.takeBack(house.reviewer(), lists)
        #expect(try await house.status() == .submitted)
        #expect(try await house.house.todos(of: house.scene.district) == [.reviewEnrolment])
        _ = try await house.reviews.approve(EnrolmentScene.occasion(house.levelTwo), lists)
        #expect(try await house.status() == .approved)
        #expect(try await house.violations() == [])
    }

    @Test("A list that goes back frees its people and tells its unit why", arguments: Engine.available)
    func goesBack(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        let lists = try await house.pending().pending.entries.map(\.reviewed)
        _ = try await house.reviews.sendBack(
            house.reviewer(), lists, try ReturnDecision(reason: .wrongPlan, note: "请核对保障类型"))
        #expect(try await house.status() == .returned)
        #expect(try await house.house.count("enrolment_claim") == 0)
        #expect(try await house.house.todos(of: house.scene.committee) == [.correctEnrolment])
        let sheet = try await house.reviews.sheet(
            house.reviewer(), lists[0].enrolment, bucket: .enrolling, ListRange(page: 1, size: 20))
        #expect(sheet.returned?.note == "请核对保障类型")
        #expect(sheet.approval == .enrolmentState(.returned, .approve))

        try await house.house.submit(plan: "A+")
        #expect(try await house.pending().pending.entries.map(\.version) == [2])
        #expect(try await house.violations() == [])
    }

    @Test("A list that changed after it was shown is skipped, not passed", arguments: Engine.available)
    func stale(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        let shown = try await house.pending().pending.entries.map(\.reviewed)
        try await house.house.submit(plan: "A+")
        let result = try await house.reviews.approve(house.reviewer(), shown)
        #expect(result.done == [])
        #expect(result.skipped.map(\.refusal) == [.changedMeanwhile])
        #expect(try await house.status() == .submitted)
    }

    @Test("Resubmitting after an approval is marked", arguments: Engine.available)
    func resubmitted(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let later = Occasion(
            actor: house.scene.clerk, today: EnrolmentScene.day("2023-11-22"),
            now: EnrolmentScene.now.adding(hours: 30), origin: "127.0.0.1")
        let overview = try await house.house.enrolments.overview(later, enterprise: nil)
        _ = try await house.house.enrolments.submit(
            later, enterprise: nil, SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
        #expect(try await house.pending().pending.entries.first?.risks == [ReviewRisk(.resubmittedAfterApproval, 1)])
    }

    @Test("Another district's list is not found, and nothing happens to it", arguments: Engine.available)
    func scope(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        let lists = try await house.pending().pending.entries.map(\.reviewed)
        let stranger = EnrolmentScene.occasion(house.otherDistrict)
        #expect(try await house.pending(stranger).pending.total == 0)
        await #expect(throws: Refusal.notFound) { try await house.reviews.approve(stranger, lists) }
        await #expect(throws: Refusal.notFound) {
            try await house.reviews.sheet(
                stranger, lists[0].enrolment, bucket: .enrolling, ListRange(page: 1, size: 20))
        }
        await #expect(throws: Refusal.notAllowed(.reviewEnrolment, .role)) {
            try await house.reviews.approve(house.house.clerk(), lists)
        }
        #expect(try await house.status() == .submitted)
    }

    @Test("The same form sent twice passes a list once", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        let lists = try await house.pending().pending.entries.map(\.reviewed)
        let first = try await house.reviews.approve(house.reviewer(ticket: "form"), lists)
        let second = try await house.reviews.approve(house.reviewer(ticket: "form"), lists)
        #expect(first.done == second.done)
        #expect(try await house.house.actions().filter { $0 == "approve" }.count == 1)
    }
}
