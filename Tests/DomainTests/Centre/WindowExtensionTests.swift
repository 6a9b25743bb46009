import Domain
import Testing

@Suite("Extensions of a year's windows")
struct WindowExtensionTests {
    private let year: PlanYear
    private let district: UnionPath
    private let unit: UnionPath
    private let other: UnionPath

    init() throws {
        year = try #require(TestYear.year2024)
        district = try #require(UnionPath.root.child(1))
        unit = try #require(district.child(4))
        other = try #require(UnionPath.root.child(2))
    }

    private func granted(
        _ ordinal: Int, _ activity: Activity, _ path: UnionPath, _ day: String
    ) -> WindowExtension {
        WindowExtension(
            year: 2024, ordinal: ordinal, activity: activity, path: path, unionName: "演示", through: TestYear.day(day),
            reason: "系统维护", setAt: Instant(milliseconds: Int64(ordinal)))
    }

    private func end(_ activity: Activity, _ extensions: [WindowExtension], at path: UnionPath) -> String? {
        year.extended(by: extensions, at: path).windows[activity]?.through.description
    }

    @Test("It holds for the union, for everything under it, and for nobody else")
    func scope() {
        let all = [granted(1, .enrolment, district, "2023-12-28")]
        #expect(end(.enrolment, all, at: unit) == "2023-12-28")
        #expect(end(.enrolment, all, at: district) == "2023-12-28")
        #expect(end(.enrolment, all, at: other) == "2023-12-25")
        #expect(end(.enrolment, all, at: .root) == "2023-12-25")
        #expect(end(.review, all, at: unit) == "2023-12-25")
    }

    @Test("The nearest union's holds, of two for the same union the later, whether longer or shorter")
    func precedence() {
        let own = granted(1, .enrolment, unit, "2023-12-30")
        let everybody = granted(2, .enrolment, .root, "2023-12-27")
        #expect(end(.enrolment, [own, everybody], at: unit) == "2023-12-30")
        #expect(end(.enrolment, [own, everybody], at: other) == "2023-12-27")
        let shorter = granted(3, .enrolment, unit, "2023-12-20")
        #expect(end(.enrolment, [own, everybody, shorter], at: unit) == "2023-12-20")
        #expect(end(.enrolment, [shorter, own], at: unit) == "2023-12-20")
    }

    @Test("More time for the voucher is more time to pay")
    func voucher() {
        let changed = year.extended(by: [granted(1, .voucher, district, "2024-01-25")], at: district)
        #expect(changed.districtPaymentDue == TestYear.day("2024-01-25"))
        #expect(changed.basePaymentDue == year.basePaymentDue)
    }

    @Test("What the window allows, it refuses the day after, and allows again when extended")
    func acts() throws {
        var enrolment = TestYear.enrolment(.draft)
        let late = TestYear.day("2023-12-27")
        #expect(throws: Refusal.self) {
            try enrolment.perform(.submit, by: TestYear.clerk, on: late, in: year)
        }
        let extended = year.extended(by: [granted(1, .enrolment, unit, "2023-12-27")], at: unit)
        try enrolment.perform(.submit, by: TestYear.clerk, on: late, in: extended)
        #expect(enrolment.status == .submitted)
    }

    @Test("A window ends neither before it begins, nor after the step that follows, nor for the wrong level")
    func refusals() throws {
        let window = try #require(year.windows[.enrolment])
        #expect(
            year.refusal(ofEnding: .enrolment, on: TestYear.day("2023-10-01"), for: .unionCommittee)
                == .extensionBeforeWindow(.enrolment, window))
        let following = try #require(year.windows[.districtSubmission])
        #expect(
            year.refusal(ofEnding: .enrolment, on: TestYear.day("2024-01-02"), for: .unionCommittee)
                == .extensionPastNext(.enrolment, .districtSubmission, following))
        #expect(
            year.refusal(ofEnding: .voucher, on: TestYear.day("2024-01-25"), for: .subdistrictFederation)
                == .extensionLevel(.voucher, .subdistrictFederation))
        #expect(year.refusal(ofEnding: .voucher, on: TestYear.day("2024-01-25"), for: .industryBureau) == nil)
        #expect(year.refusal(ofEnding: .enrolment, on: TestYear.day("2023-12-31"), for: .jointUnion) == nil)
        #expect(year.refusal(ofEnding: .shareSetting, on: TestYear.day("2023-11-30"), for: .cityFederation) == nil)
    }
}
