import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("集中参保实时监控画面: what has been handed in, at one moment")
struct MonitorTests {
    private func board(
        _ house: DistrictHouse, _ occasion: Occasion? = nil, at node: Union? = nil
    ) async throws -> EnrolmentMonitor {
        try await Monitors(house.platform).board(node?.id, occasion ?? house.officer())
    }

    /// The board's numbers are those that counting the lists themselves gives.
    private func expectRecount(
        _ house: DistrictHouse, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let total = try await board(house).total
        let scope = UnionScope(house.scene.district.path)
        let (counts, standing, wrong) = try await house.scene.database.read { transaction in
            let store = ReviewStore(transaction)
            return (
                try store.counts(in: scope, year: 2024),
                try store.totals(UnitEnrolment.Status.allCases.filter(\.claims), in: scope, year: 2024),
                try VerificationStore(transaction).unionsWhoseListsDiffer()
            )
        }
        for status in UnitEnrolment.Status.allCases {
            #expect(total[status].units == counts[status], "\(status)", sourceLocation: sourceLocation)
        }
        #expect(total.silent.units == counts.silent, sourceLocation: sourceLocation)
        #expect(total.standing.units == standing.units, sourceLocation: sourceLocation)
        #expect(total.standing.heads == standing.heads, sourceLocation: sourceLocation)
        #expect(total.standing.amounts == standing.amounts, sourceLocation: sourceLocation)
        #expect(
            MonitorState.allCases.reduce(0) { $0 + total[$1] } == counts.total, sourceLocation: sourceLocation)
        #expect(wrong == [], sourceLocation: sourceLocation)
    }

    private func approveAll(_ house: DistrictHouse) async throws {
        _ = try await house.reviews.approve(
            house.reviewer(on: "2023-11-23"), try await house.pending().pending.entries.map(\.reviewed))
    }

    @Test("After every act the board is what counting anew gives", arguments: Engine.available)
    func everyAct(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        #expect(try await board(house).lines.isEmpty)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        var total = try await board(house).total
        #expect([total.silent.units, total.due, total.late, total.standing.units] == [1, 1, 1, 0])
        #expect(total.permille == 0)
        try await expectRecount(house)

        try await house.house.submit()
        total = try await board(house).total
        #expect(total[.pending] == 1)
        #expect(total.standing.heads == 95)
        // The manual's example: 2470 = 1235 + 1235 + 0.
        let manual = Amounts(
            premium: Money(fen: 247_000), city: Money(fen: 123_500), district: Money(fen: 123_500), base: .zero)
        #expect(total.standing.amounts == manual)
        #expect(total.permille == 1_000)
        try await expectRecount(house)

        _ = try await house.reviews.sendBack(
            house.reviewer(), try await house.pending().pending.entries.map(\.reviewed),
            try ReturnDecision(reason: .wrongPlan, note: nil))
        total = try await board(house).total
        #expect([total[.returned], total.late, total.standing.heads] == [1, 1, 0])
        try await expectRecount(house)

        try await house.house.submit(plan: "A+", on: "2023-11-22")
        total = try await board(house).total
        #expect(total.standing.amounts.premium == Money(fen: 570_000))
        try await expectRecount(house)

        try await approveAll(house)
        #expect(try await board(house).total[.approved] == 1)
        try await expectRecount(house)

        let id = try await house.submit().submission
        #expect(try await board(house).total[.locked] == 1)
        #expect(try await board(house).batches == [.awaitingVoucher: 1])
        try await expectRecount(house)

        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try VoucherTests.picture()])
        let stamp = try await house.record(id).stamp
        _ = try await house.vouchers.decide(house.centre(), id, .accept, stamp: stamp)
        total = try await board(house, house.officer(on: "2024-01-09")).total
        #expect([total[.inForce], total.standing.heads] == [1, 95])
        try await expectRecount(house)

        let curve = try await board(house, house.officer(on: "2024-01-09")).curve
        let days = ["2023-11-19", "2023-11-20", "2023-11-21", "2023-11-22", "2024-01-09"]
        #expect(days.map { curve.heads(on: EnrolmentScene.day($0)) } == [0, 95, 0, 95, 95])
        #expect(try await house.violations() == [])
    }

    @Test("Withdrawn, declined, left out and lapsed lists stand no more", arguments: Engine.available)
    func whatFallsAway(engine: Engine) async throws {
        let withdrawn = try await DistrictHouse.open(engine)
        try await withdrawn.scene.add(EnrolmentScene.manualUnit, to: withdrawn.scene.unit)
        try await withdrawn.house.submit()
        try await withdrawn.house.enrolments.withdraw(withdrawn.house.clerk(), enterprise: nil)
        #expect(try await board(withdrawn).total.late == 1)
        try await withdrawn.house.enrolments.decline(withdrawn.house.clerk(), enterprise: nil, reason: "自行办理")
        let declined = try await board(withdrawn).total
        #expect([declined[.declined], declined.due, declined.late] == [1, 0, 0])
        #expect(declined.permille == nil)
        try await expectRecount(withdrawn)

        let leftOut = try await DistrictHouse.open(engine)
        try await leftOut.approved()
        _ = try await leftOut.deadlines.carryOut(leftOut.centre(on: "2024-01-01"))
        #expect(try await board(leftOut, leftOut.officer(on: "2024-01-02")).total[.leftOut] == 1)
        try await expectRecount(leftOut)

        let lapsed = try await DistrictHouse.open(engine)
        try await lapsed.approved()
        let batch = try await lapsed.submit().submission
        _ = try await lapsed.deadlines.carryOut(lapsed.centre(on: "2024-01-21"))
        let after = try await board(lapsed, lapsed.officer(on: "2024-01-22"))
        #expect([after.total[.lapsed], after.total.standing.heads] == [1, 0])
        #expect(after.batches == [.lapsed: 1])
        try await expectRecount(lapsed)

        // The district is told what is left to do, until it has read it.
        let district = lapsed.scene.district
        #expect(try await lapsed.house.todos(of: district).contains(.batchLapsed))
        let sheet = try await lapsed.batches.sheet(lapsed.officer(on: "2024-01-22"), batch)
        #expect(sheet.converted == 0)
        #expect(try await !lapsed.house.todos(of: district).contains(.batchLapsed))
    }

    @Test("Each level leads to the one below, and its lines add up to it", arguments: Engine.available)
    func levels(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        try await house.approved()
        try await scene.add([EnrolmentHouse.insured], to: scene.otherUnit, from: 500)
        let city = try await board(house, house.centre(on: "2023-11-24"))
        #expect(city.lines.map(\.union.id) == [scene.district.id])
        #expect(city.above.isEmpty)
        #expect([city.total.due, city.total.standing.units, city.total.late] == [2, 1, 1])
        #expect(city.total.permille == 500)
        let district = try await board(house, house.centre(on: "2023-11-24"), at: scene.district)
        #expect(district.lines.map(\.union.id) == [scene.subdistrict.id])
        #expect(district.above.map(\.id) == [scene.city.id])
        #expect(district.total == city.total)
        let subdistrict = try await board(house, at: scene.subdistrict)
        #expect(subdistrict.lines.map(\.union.id) == [scene.committee.id, scene.joint.id])
        #expect(subdistrict.above.map(\.id) == [scene.district.id])
        #expect(subdistrict.total == city.total)
        let committee = try await board(house, at: scene.committee)
        #expect(committee.units.map(\.unit.id) == [scene.unit.id])
        #expect(committee.units.map(\.members) == [128])
        #expect(committee.units.map(\.heads) == [95])
        #expect(committee.units.map(\.status) == [.approved])
        let joint = try await board(house, at: scene.joint)
        #expect(joint.units.map(\.unit.id) == [scene.otherUnit.id])
        #expect(joint.units.map(\.status) == [.notStarted])
    }

    @Test(
        "Late units are listed with their members; whom to call is told to those who remind",
        arguments: Engine.available)
    func late(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await Reminders(house.platform).recordCall(
            house.reviewer(), house.scene.unit.id, contact: try UnitContact(name: "王示例", phone: "19900000001"), note: ""
        )
        let monitors = Monitors(house.platform)
        let range = ListRange(page: 1, size: 20)
        let late = try #require(try await monitors.late(nil, range, house.reviewer()))
        #expect(late.total == 1)
        #expect(late.entries.map(\.members) == [128])
        #expect(late.entries.first?.late.contact?.name == "王示例")
        let centre = house.centre(on: "2023-11-22")
        #expect(try await monitors.late(nil, range, centre) == nil)
        let seen = try #require(try await monitors.late(house.scene.district.id, range, centre))
        #expect(seen.entries.map(\.late.unit.id) == [house.scene.unit.id])
        #expect(seen.entries.first?.late.contact == nil)
        #expect(seen.entries.first?.late.reminders == 1)
    }

    @Test("The same day of the year before is what stood then", arguments: Engine.available)
    func lastYear(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await house.house.submit()
        #expect(try await board(house).headsLastYear == nil)
        try await house.becomesLastYear()
        #expect(try await board(house, house.officer(on: "2023-11-19")).headsLastYear == 0)
        #expect(try await board(house, house.officer(on: "2023-11-20")).headsLastYear == 95)
        #expect(try await board(house).total.standing.heads == 0)
    }

    @Test("Only the district and the centre see it, and each only its own area")
    func authority() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        for occasion in [house.house.clerk(), EnrolmentScene.occasion(house.levelTwo)] {
            await #expect(throws: Refusal.notAllowed(.viewMonitor, .role)) { _ = try await board(house, occasion) }
            await #expect(throws: Refusal.notAllowed(.viewMonitor, .role)) {
                _ = try await Monitors(house.platform).late(nil, ListRange(page: 1, size: 20), occasion)
            }
        }
        let other = EnrolmentScene.occasion(house.otherDistrict)
        #expect(try await board(house, other).lines.isEmpty)
        for union in [house.scene.district, house.scene.committee, house.scene.city] {
            await #expect(throws: Refusal.notFound) { _ = try await board(house, other, at: union) }
            await #expect(throws: Refusal.notFound) {
                _ = try await Monitors(house.platform).late(union.id, ListRange(page: 1, size: 20), other)
            }
        }
    }
}
