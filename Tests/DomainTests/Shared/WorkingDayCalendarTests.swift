import Domain
import Testing

@Suite struct WorkingDayCalendarTests {
    @Test("25 working days are left on 2023-11-20 until 2023-12-25")
    func manual() throws {
        let today = try #require(CalendarDay("2023-11-20"))
        let last = try #require(CalendarDay("2023-12-25"))
        #expect(WorkingDayCalendar().workingDays(after: today, through: last) == 25)
        #expect(WorkingDayCalendar().workingDays(after: last, through: last) == 0)
        #expect(WorkingDayCalendar().workingDays(after: last, through: today) == 0)
    }

    @Test("the count is that of the days asked one by one, holidays and working weekends included")
    func oneByOne() throws {
        let new = try #require(CalendarDay("2024-01-01"))
        let weekendHoliday = try #require(CalendarDay("2023-12-31"))
        let workingSunday = try #require(CalendarDay("2024-02-04"))
        let both = try #require(CalendarDay("2024-02-18"))
        let calendar = WorkingDayCalendar(
            holidays: [new, weekendHoliday, both], workingWeekends: [workingSunday, both])
        let first = try #require(CalendarDay("2023-12-15"))
        for start in 0..<14 {
            let today = first.adding(days: start)
            var count = 0
            for length in 0..<90 {
                let last = today.adding(days: length)
                if length > 0, calendar.isWorkingDay(last) { count += 1 }
                try #require(calendar.workingDays(after: today, through: last) == count)
            }
        }
        #expect(!calendar.isWorkingDay(new))
        #expect(calendar.isWorkingDay(workingSunday))
        #expect(calendar.isWorkingDay(both))
    }

    @Test("three working days before a Monday is the Wednesday before, and a holiday is stepped over")
    func before() throws {
        let monday = try #require(CalendarDay("2023-12-25"))
        let plain = WorkingDayCalendar()
        #expect(plain.day(3, workingDaysBefore: monday).description == "2023-12-20")
        #expect(plain.workingDays(after: plain.day(3, workingDaysBefore: monday), through: monday) == 3)
        let holiday = try #require(CalendarDay("2023-12-21"))
        #expect(
            WorkingDayCalendar(holidays: [holiday]).day(3, workingDaysBefore: monday).description == "2023-12-19")
        #expect(plain.day(0, workingDaysBefore: monday) == monday)
        #expect(plain.day(-4, workingDaysBefore: monday) == monday)
        #expect(plain.day(5, workingDaysBefore: .earliest) == .earliest)
    }
}
