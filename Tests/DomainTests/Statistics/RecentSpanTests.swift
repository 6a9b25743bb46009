import Domain
import Testing

@Suite struct RecentSpanTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test(
        "a span ends today; a week begins on Monday",
        arguments: [
            (RecentSpan.today, "2023-11-22"), (.week, "2023-11-20"), (.month, "2023-11-01"), (.year, "2023-01-01"),
        ])
    func spans(span: RecentSpan, from: String) throws {
        let today = try day("2023-11-22")
        let days = span.days(on: today)
        #expect(days.from.description == from)
        #expect(days.through == today)
        #expect(RecentSpan(days, on: today) == span)
    }

    @Test("on a Sunday the week has seven days, on the first of January every span but the week is one day")
    func edges() throws {
        #expect(RecentSpan.week.days(on: try day("2023-11-26")).days == 7)
        let newYear = try day("2024-01-01")
        #expect(RecentSpan.year.days(on: newYear) == DayWindow(newYear))
        #expect(RecentSpan(DayWindow(newYear), on: newYear) == .today)
    }

    @Test("other days are no span")
    func others() throws {
        let days = try #require(DayWindow(from: try day("2023-11-01"), through: try day("2023-11-21")))
        #expect(RecentSpan(days, on: try day("2023-11-22")) == nil)
    }

    @Test("periods are all that the days touch, the last ones of too many")
    func periods() throws {
        let days = try #require(DayWindow(from: try day("2022-12-31"), through: try day("2023-02-01")))
        #expect(days.periods(.month, limit: 60) == ["2022-12", "2023-01", "2023-02"])
        #expect(days.periods(.month, limit: 2) == ["2023-01", "2023-02"])
        #expect(days.periods(.year, limit: 60) == ["2022", "2023"])
        #expect(days.periods(.union, limit: 60).isEmpty)
        let all = try #require(DayWindow(from: .earliest, through: .latest))
        #expect(all.periods(.year, limit: 60).count == 60)
        #expect(DayWindow(.earliest).periods(.month, limit: 60).count == 1)
        #expect(DayWindow(.earliest).periods(.year, limit: 60).count == 1)
    }
}
