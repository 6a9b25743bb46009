import Domain
import Testing

@Suite("The rules of instant enrolment")
struct InstantRulesTests {
    private func year(_ rules: InstantRules) throws -> PlanYear {
        let year = try #require(TestYear.year2024)
        return PlanYear(
            year: year.year, coverage: year.coverage, registerAsOf: year.registerAsOf,
            retiredBefore: year.retiredBefore, windows: year.windows, basePaymentDue: year.basePaymentDue,
            districtPaymentDue: year.districtPaymentDue, returnDays: year.returnDays, voucherDays: year.voucherDays,
            addressRule: year.addressRule, workingDays: year.workingDays, instant: rules)
    }

    private func days(_ submitted: String, _ confirmed: String, card: String? = nil) -> InstantDays {
        InstantDays(
            submitted: TestYear.day(submitted), confirmed: TestYear.day(confirmed),
            lastCard: card.map(TestYear.day))
    }

    @Test(
        "Coverage begins the day after what the year says",
        arguments: [
            (InstantStart.afterSubmission, InstantEntry.newCard, "2024-03-02"),
            (.afterConfirmation, .newCard, "2024-03-09"), (.afterCard, .newCard, "2024-02-21"),
            // Nobody is covered for a time in which he could know that he needed it.
            (.afterCard, .uncovered, "2024-03-09"),
        ])
    func start(rule: InstantStart, entry: InstantEntry, expected: String) throws {
        let year = try year(InstantRules(start: rule, voucherDays: 15))
        let start = try year.start(of: entry, days("2024-03-01", "2024-03-08", card: "2024-02-20"))
        #expect(start == TestYear.day(expected))
    }

    @Test("It never begins before the year, and not after it")
    func bounds() throws {
        let year = try year(InstantRules(start: .afterCard, voucherDays: 15))
        let early = days("2024-01-02", "2024-01-03", card: "2023-12-28")
        #expect(try year.start(of: .newCard, early) == TestYear.day("2024-01-01"))
        #expect(try year.start(of: .uncovered, days("2024-12-29", "2024-12-30")) == TestYear.day("2024-12-31"))
        #expect(throws: Refusal.instantTooLate(TestYear.day("2024-12-31"))) {
            _ = try year.start(of: .uncovered, days("2024-12-31", "2024-12-31"))
        }
    }

    @Test("Half a year is six calendar months", arguments: [("2024-06-30", false), ("2024-07-01", true)])
    func term(start: String, isShort: Bool) throws {
        let year = try #require(TestYear.year2024)
        #expect(year.term(from: TestYear.day(start)) == (isShort ? .atMostHalf : .moreThanHalf))
    }

    @Test("The shorter band keeps the proportion of the split and adds up, whatever is left over")
    func rates() throws {
        let half = HalfYearPrice(premium: Money(fen: 5_001), cityShare: Money(fen: 1_000))
        let plan = Plan(
            year: 2024, type: "B+", name: "B+", premium: Money(fen: 10_000), cityShare: Money(fen: 2_000),
            defaultDistrictShare: Money(fen: 6_000), categories: [.enterprise], halfYear: half)
        let short = try #require(Rates(plan: plan, districtShare: Money(fen: 6_000), term: .atMostHalf))
        #expect(short == Rates(city: Money(fen: 1_000), district: Money(fen: 3_000), base: Money(fen: 1_001)))
        #expect(short.premium == half.premium)
        let whole = try #require(Rates(plan: plan, districtShare: Money(fen: 6_000), term: .moreThanHalf))
        #expect(whole.premium == Money(fen: 10_000))
        let unbanded = try #require(Rates(plan: TestYear.plan(), districtShare: Money(fen: 1_300), term: .atMostHalf))
        #expect(unbanded.premium == Money(fen: 2_600))
    }

    @Test("An instant list moves within the year of its coverage only")
    func window() throws {
        let year = try #require(TestYear.year2024)
        var list = UnitEnrolment(id: ID(1), unit: ID(2), year: 2024, entry: .uncovered)
        #expect(list.kind == .instant)
        let refusal = Refusal.outsideWindow(.instant, year.coverage, today: TestYear.day("2023-12-31"))
        #expect(list.refusal(of: .submit, by: TestYear.clerk, on: TestYear.day("2023-12-31"), in: year) == refusal)
        try list.perform(.submit, by: TestYear.clerk, on: TestYear.day("2024-02-01"), in: year)
        #expect(
            list.refusal(of: .approve, by: TestYear.clerk, on: TestYear.day("2024-02-02"), in: year)
                == .submittedByThisAccount)
        #expect(
            list.refusal(of: .closeWindow, by: TestYear.clerk, on: TestYear.day("2024-12-31"), in: year)
                == .outsideWindow(.instant, year.coverage, today: TestYear.day("2024-12-31")))
        try list.perform(.return, by: TestYear.reviewer, on: TestYear.day("2024-02-02"), in: year)
        #expect(list.reopenedUntil == nil)
        #expect(list.deadline(in: year) == year.coverage.through)
        try list.perform(.closeWindow, by: TestYear.reviewer, on: TestYear.day("2025-01-01"), in: year)
        #expect(list.status == .leftOut)
    }

    @Test("A batch of instant enrolment keeps its own days when the voucher window moves")
    func voucherDue() {
        var batch = DistrictSubmission(
            id: ID(1), number: "CB", district: ID(2), year: 2024, kind: .instant, voucherDue: TestYear.day("2024-03-20")
        )
        batch.moveVoucherDue(to: TestYear.day("2024-01-25"))
        #expect(batch.voucherDue == TestYear.day("2024-03-20"))
    }
}
