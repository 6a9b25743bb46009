import Domain
import Foundation
import Testing

@Suite struct CalendarDayTests {
    @Test("every day from 1600 to 2400 has the parts, the weekday and the text that follow its neighbour's")
    func everyDay() throws {
        var expected = (year: 1600, month: 1, day: 1)
        var weekday = 6
        var day = try #require(CalendarDay("1600-01-01"))
        var wrong: [CalendarDay] = []
        while day.year <= 2400 {
            let next = day.adding(days: 1)
            let isRight =
                (day.year, day.month, day.day) == expected && day.weekday.rawValue == weekday
                && CalendarDay(year: expected.year, month: expected.month, day: expected.day) == day
                && next > day && day.days(until: next) == 1
            if !isRight { wrong.append(day) }
            expected.day += 1
            if expected.day > CalendarDay.daysInMonth(expected.month, year: expected.year) {
                expected = (expected.year, expected.month + 1, 1)
                if expected.month == 13 { expected = (expected.year + 1, 1, 1) }
            }
            weekday = weekday % 7 + 1
            day = next
        }
        #expect(wrong.isEmpty)
    }

    @Test("the calendar reaches from 0001-01-01 to 9999-12-31")
    func ends() {
        #expect(CalendarDay.earliest.description == "0001-01-01")
        #expect(CalendarDay.latest.description == "9999-12-31")
        #expect(CalendarDay.earliest.days(until: .latest) == 3_652_058)
        #expect(CalendarDay.earliest.weekday == .monday)
        #expect(CalendarDay.latest.weekday == .friday)
    }

    @Test(
        "the Gregorian calendar of Foundation agrees", arguments: Array(stride(from: -100_000, to: 200_000, by: 7_919)))
    func foundation(offset: Int) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let date = Date(timeIntervalSince1970: Double(offset) * 86_400)
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let epoch = try #require(CalendarDay("1970-01-01"))
        let day = epoch.adding(days: offset)
        #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
    }

    @Test(
        "a day that does not exist is not made",
        arguments: [
            "2023-02-29", "1900-02-29", "2023-04-31", "2023-13-01", "2023-00-10", "2023-01-00", "0000-01-01",
            "2023-1-1",
            "2023/01/01", "20230101", "", "2023-01-01 ", "２０２３-01-01", "-023-01-01", "2023-+1-01",
        ])
    func refused(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test("leap days exist where the rule says so", arguments: ["2024-02-29", "2000-02-29", "1600-02-29"])
    func leapDays(text: String) {
        #expect(CalendarDay(text)?.description == text)
    }

    @Test("the compact form is read and written")
    func compact() {
        #expect(CalendarDay(compact: "20231120")?.compact == "20231120")
        #expect(CalendarDay(compact: "20230229") == nil)
        #expect(CalendarDay(compact: "2023112") == nil)
    }

    @Test("adding months clamps the day and stops at the ends of the calendar")
    func months() throws {
        let day = try #require(CalendarDay("2024-01-31"))
        #expect(day.adding(months: 1).description == "2024-02-29")
        #expect(day.adding(months: 13).description == "2025-02-28")
        #expect(day.adding(months: -2).description == "2023-11-30")
        #expect(day.adding(months: 0) == day)
        #expect(day.adding(years: 1).description == "2025-01-31")
        #expect(day.adding(months: .max) == .latest)
        #expect(day.adding(months: .min) == .earliest)
        #expect(day.adding(years: .max) == .latest)
        #expect(day.adding(days: .max) == .latest)
        #expect(day.adding(days: .min) == .earliest)
    }

    @Test("ages grow on the anniversary")
    func years() throws {
        let born = try #require(CalendarDay("1984-02-29"))
        #expect(born.years(until: try #require(CalendarDay("2000-02-28"))) == 15)
        #expect(born.years(until: try #require(CalendarDay("2000-02-29"))) == 16)
        #expect(born.years(until: try #require(CalendarDay("2001-02-28"))) == 16)
        #expect(born.years(until: try #require(CalendarDay("2001-03-01"))) == 17)
        #expect(born.years(until: born) == 0)
    }

    @Test("a day begins and ends at midnight in Shanghai, to the millisecond")
    func midnight() throws {
        let day = try #require(CalendarDay("2023-12-25"))
        #expect(day.start.milliseconds == 1_703_433_600_000)
        #expect(CalendarDay.of(day.start) == day)
        #expect(CalendarDay.of(day.start.adding(milliseconds: -1)).description == "2023-12-24")
        #expect(CalendarDay.of(day.end.adding(milliseconds: -1)) == day)
        #expect(CalendarDay.of(day.end).description == "2023-12-26")
        #expect(CalendarDay.of(Instant(milliseconds: 0)).description == "1970-01-01")
        #expect(CalendarDay.of(Instant(milliseconds: -28_800_001)).description == "1969-12-31")
        #expect(CalendarDay.of(Instant(milliseconds: .max)) == .latest)
        #expect(CalendarDay.of(Instant(milliseconds: .min)) == .earliest)
    }

    @Test("month ends")
    func monthEnds() throws {
        let day = try #require(CalendarDay("2024-02-10"))
        #expect(day.firstOfMonth.description == "2024-02-01")
        #expect(day.lastOfMonth.description == "2024-02-29")
    }

    @Test("days travel through JSON as text")
    func codable() throws {
        let days = [try #require(CalendarDay("2023-11-20"))]
        let json = try JSONEncoder().encode(days)
        #expect(String(decoding: json, as: UTF8.self) == #"["2023-11-20"]"#)
        #expect(try JSONDecoder().decode([CalendarDay].self, from: json) == days)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDay].self, from: Data(#"["2023-11-31"]"#.utf8))
        }
    }
}
