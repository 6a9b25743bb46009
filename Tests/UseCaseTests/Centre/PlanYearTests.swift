import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Plan years, from draft to extension")
struct PlanYearTests {
    private func years(_ house: DistrictHouse) -> PlanYears { PlanYears(house.platform) }

    private func entry(_ house: DistrictHouse, _ year: Int) async throws -> (YearEntry, Int) {
        let sheet = try await years(house).sheet(house.centre(), year)
        return (YearEntry(sheet.record.proposal), sheet.record.stamp)
    }

    @Test("A year is copied from the last, corrected, published, and then stands", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let years = years(house)
        #expect(try await years.create(house.centre(), 2025) == 2025)
        await #expect(throws: Refusal.yearExists(2025)) { _ = try await years.create(house.centre(), 2025) }
        await #expect(throws: Refusal.yearOutOfRange(1999)) { _ = try await years.create(house.centre(), 1999) }
        let draft = try await years.sheet(house.centre(), 2025)
        #expect(draft.record.status == .draft)
        #expect(draft.record.year.windows[.voucher]?.through == EnrolmentScene.day("2025-01-20"))
        #expect(draft.problems == [])
        #expect(try await house.scene.database.read { try PlanYearStore($0).years() } == [2024])
        #expect(try await house.scene.database.read { try PlanYearStore($0).find(2025) } == nil)

        var (typed, stamp) = try await entry(house, 2025)
        typed.texts[.baseShare(0)] = "1.00"
        let wrong = typed
        await #expect(throws: YearRefusal.self) { _ = try await years.save(house.centre(), wrong, stamp: stamp) }
        typed.texts[.premium(0)] = "27.00"
        let right = typed
        _ = try await years.save(house.centre(), right, stamp: stamp)
        await #expect(throws: StaleVersion.self) { _ = try await years.save(house.centre(), right, stamp: stamp) }
        let saved = try await years.sheet(house.centre(), 2025)
        #expect(saved.record.proposal.plans.first?.premium == Money(fen: 2_700))

        _ = try await years.publish(house.centre(), 2025, stamp: saved.record.stamp)
        let published = try await house.scene.database.read { try PlanYearStore($0).find(2025) }
        #expect(published == saved.record.year)
        await #expect(throws: Refusal.yearPublished(2025)) {
            _ = try await years.save(house.centre(), right, stamp: saved.record.stamp + 1)
        }
        await #expect(throws: Refusal.yearPublished(2025)) {
            _ = try await years.publish(house.centre(), 2025, stamp: saved.record.stamp + 1)
        }
        let acts = try await years.sheet(house.centre(), 2025).history.compactMap(\.act)
        #expect(acts == [.publish, .save, .create])
    }

    @Test("The first year ever has the calendar of the manual and cannot be published without a plan")
    func first() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        let years = years(house)
        _ = try await years.create(house.centre(), 2010)
        let sheet = try await years.sheet(house.centre(), 2010)
        #expect(sheet.problems == [YearProblem(.planType(0), .noPlan)])
        await #expect(throws: Refusal.yearIncomplete(problems: 1)) {
            _ = try await years.publish(house.centre(), 2010, stamp: sheet.record.stamp)
        }
    }

    @Test("Only the centre writes years")
    func authority() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        let years = years(house)
        await #expect(throws: Refusal.notFound) { _ = try await years.list(house.officer()) }
        await #expect(throws: Refusal.notFound) { _ = try await years.create(house.house.clerk(), 2025) }
        await #expect(throws: Refusal.notFound) { _ = try await years.sheet(house.centre(), 2031) }
    }

    private func extend(
        _ house: DistrictHouse, _ activities: [Activity], _ union: Union?, _ day: String, reason: String = "系统维护"
    ) async throws {
        _ = try await years(house).extend(
            EnrolmentScene.occasion(house.centre, on: "2023-12-24"),
            PlanYears.Extension(
                year: 2024, activities: activities, unionCode: union?.code, through: EnrolmentScene.day(day),
                reason: reason))
    }

    @Test("A unit that was granted more days hands in late, and the replay finds nothing", arguments: Engine.available)
    func lateUnit(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        try await scene.add(EnrolmentScene.manualUnit, to: scene.unit)
        let late = EnrolmentScene.occasion(scene.clerk, on: "2023-12-27")
        let enrolments = house.house.enrolments
        try await enrolments.choosePlan(house.house.clerk(), enterprise: nil, plan: "A")
        let before = try await enrolments.overview(late, enterprise: nil)
        #expect(before.preparing != nil)
        try await extend(house, [.enrolment, .confirmation], scene.committee, "2023-12-28")
        let after = try await enrolments.overview(late, enterprise: nil)
        #expect(after.deadline == EnrolmentScene.day("2023-12-28"))
        _ = try await enrolments.submit(
            late, enterprise: nil, SubmissionRequest(expectedHeads: after.heads, stamp: after.stamp))
        #expect(try await house.status() == .submitted)
        let neighbour = try await enrolments.overview(
            EnrolmentScene.occasion(scene.jointClerk, on: "2023-12-27"), enterprise: scene.enterprises[1].id)
        #expect(neighbour.preparing != nil)
        #expect(try await house.violations() == [])
        // Taken back, it does not make what was done under it wrong.
        let shortened = PlanYears.Extension(
            year: 2024, activities: [.enrolment], unionCode: scene.committee.code,
            through: EnrolmentScene.day("2023-12-25"), reason: "提前截止")
        let later = Occasion(
            actor: house.centre, today: EnrolmentScene.day("2023-12-28"), now: EnrolmentScene.now.adding(days: 1),
            origin: "127.0.0.1")
        _ = try await years(house).extend(later, shortened)
        #expect(try await house.violations() == [])
    }

    @Test("A district with more days for its hand-over keeps its lists when the others' are closed")
    func closing() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.approved()
        try await extend(house, [.districtSubmission], house.scene.district, "2024-01-03")
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-02"), year: 2024) == 0)
        #expect(try await house.submissions.rehearsal(house.officer(on: "2024-01-03")).refusal == nil)
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-04"), year: 2024) == 1)
        #expect(try await house.status() == .leftOut)
        #expect(try await house.violations() == [])
    }

    @Test("More time for the voucher moves the last day of batches that wait for one", arguments: Engine.available)
    func voucher(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let receipt = try await house.submit()
        try await extend(house, [.voucher], nil, "2024-01-25")
        #expect(
            try await house.record(receipt.submission).submission.voucherDue == EnrolmentScene.day("2024-01-25"))
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-24")) == 0)
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-26")) == 1)
        #expect(try await house.violations() == [])
    }

    @Test("An extension needs a step, a union that exists, a day and a reason")
    func refusals() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        await #expect(throws: Refusal.nothingSelected) { try await extend(house, [], nil, "2023-12-28") }
        await #expect(throws: Refusal.reasonMissing) {
            try await extend(house, [.enrolment], nil, "2023-12-28", reason: " ")
        }
        let occasion = house.centre()
        let years = years(house)
        func request(_ code: String?, _ day: CalendarDay?) -> PlanYears.Extension {
            PlanYears.Extension(year: 2024, activities: [.enrolment], unionCode: code, through: day, reason: "维护")
        }
        await #expect(throws: Refusal.dayMissing) { _ = try await years.extend(occasion, request(nil, nil)) }
        await #expect(throws: Refusal.unionUnknown(code: "319999999999")) {
            _ = try await years.extend(occasion, request("319999999999", EnrolmentScene.day("2023-12-28")))
        }
        #expect(try await years.sheet(occasion, 2024).extensions == [])
    }
}
