import Domain
import Testing

@Suite struct RetirementRuleTests {
    @Test(
        "the statutory month",
        arguments: [
            (RetirementCategory.man60, "1964-12-31", "2024-12-31"),
            (.man60, "1965-01-01", "2025-02-01"),
            (.man60, "1965-04-30", "2025-05-30"),
            (.man60, "1965-05-15", "2025-07-15"),
            (.man60, "1976-08-15", "2039-07-15"),
            (.man60, "1976-09-15", "2039-09-15"),
            (.man60, "1990-01-31", "2053-01-31"),
            (.woman55, "1969-12-15", "2024-12-15"),
            (.woman55, "1970-01-15", "2025-02-15"),
            (.woman55, "1981-09-15", "2039-09-15"),
            (.woman50, "1974-12-15", "2024-12-15"),
            (.woman50, "1975-01-15", "2025-02-15"),
            (.woman50, "1975-02-15", "2025-03-15"),
            (.woman50, "1975-03-15", "2025-05-15"),
            (.woman50, "1984-10-15", "2039-09-15"),
            (.woman50, "1984-11-15", "2039-11-15"),
            (.woman50, "1990-06-15", "2045-06-15"),
        ])
    func statutory(category: RetirementCategory, birth: String, expected: String) throws {
        let birth = try #require(CalendarDay(birth))
        #expect(RetirementRule.statutoryDay(birth: birth, category: category).description == expected)
    }

    @Test("the day is clamped to its month, and from the day of birth, not from a day already clamped")
    func clamped() throws {
        let january = try #require(CalendarDay("1965-01-31"))
        #expect(RetirementRule.statutoryDay(birth: january, category: .man60).description == "2025-02-28")
        let leap = try #require(CalendarDay("1968-02-29"))
        #expect(RetirementRule.statutoryDay(birth: leap, category: .man60).description == "2028-12-29")
    }

    @Test("the delay never shrinks for the younger, and stays within its limit")
    func monotonous() throws {
        let first = try #require(CalendarDay("1960-01-31"))
        for category in RetirementCategory.allCases {
            var previous = (delay: 0, day: CalendarDay.earliest)
            for month in 0..<600 {
                let birth = first.adding(months: month).lastOfMonth
                let delay = RetirementRule.delay(birth: birth, category: category)
                let day = RetirementRule.statutoryDay(birth: birth, category: category)
                try #require(delay >= previous.delay && delay <= (category == .woman50 ? 60 : 36))
                try #require(day >= previous.day)
                try #require(RetirementRule.earliestFlexibleDay(birth: birth, category: category) <= day)
                previous = (delay, day)
            }
        }
    }

    @Test("a woman is asked about at both ages until her category is recorded")
    func both() throws {
        let birth = try #require(CalendarDay("1968-03-10"))
        let asked = RetirementRule.statutoryDays(sex: .female, birth: birth, category: nil)
        #expect(asked.map(\.description) == ["2018-03-10", "2023-03-10"])
        #expect(RetirementRule.statutoryDays(sex: .female, birth: birth, category: .woman55) == [asked[1]])
        #expect(RetirementRule.statutoryDays(sex: .male, birth: birth, category: nil).count == 1)
        #expect(RetirementCategory.possible(for: .male) == [.man60])
        #expect(RetirementCategory.allCases.allSatisfy { RetirementCategory.possible(for: $0.sex).contains($0) })
    }

    @Test("flexible retirement goes back three years at most, and never before the original age")
    func flexible() throws {
        let worker = try #require(CalendarDay("1984-11-15"))
        #expect(RetirementRule.earliestFlexibleDay(birth: worker, category: .woman50).description == "2036-11-15")
        let man = try #require(CalendarDay("1965-05-15"))
        #expect(RetirementRule.earliestFlexibleDay(birth: man, category: .man60).description == "2025-05-15")
    }

    @Test("the rules of the table stand in order of time")
    func table() {
        #expect(RetirementRule.table.map(\.from) == RetirementRule.table.map(\.from).sorted())
        #expect(RetirementRule.table.first?.from == .earliest)
    }

    @Test("no day of birth stops the computation")
    func extremes() {
        for category in RetirementCategory.allCases {
            #expect(RetirementRule.statutoryDay(birth: .latest, category: category) == .latest)
            #expect(RetirementRule.delay(birth: .earliest, category: category) == 0)
        }
    }
}
