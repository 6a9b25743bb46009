/// Which days are working days: Monday to Friday, without the holidays, with the weekends declared working.
///
/// The exceptions are those the State Council publishes each year and the city enters.
public struct WorkingDayCalendar: Hashable, Sendable {
    public let holidays: Set<CalendarDay>
    public let workingWeekends: Set<CalendarDay>

    public init(holidays: Set<CalendarDay> = [], workingWeekends: Set<CalendarDay> = []) {
        self.holidays = holidays
        self.workingWeekends = workingWeekends
    }

    /// A day entered as both counts as a working day: the declaration that people work is the exception of the
    /// exception.
    public func isWorkingDay(_ day: CalendarDay) -> Bool {
        if workingWeekends.contains(day) { return true }
        return !day.weekday.isWeekend && !holidays.contains(day)
    }

    /// Working days left from one day to another: the first day is left out, the last one counts.
    ///
    /// From 2023-11-20 to 2023-12-25 there are 25. Zero when the last day is not later than the first.
    public func workingDays(after today: CalendarDay, through last: CalendarDay) -> Int {
        let days = today.days(until: last)
        guard days > 0 else { return 0 }
        var count = days / 7 * 5
        for offset in 0..<(days % 7) where !last.adding(days: -offset).weekday.isWeekend {
            count += 1
        }
        let span = { (day: CalendarDay) in day > today && day <= last }
        let added = workingWeekends.count { span($0) && $0.weekday.isWeekend }
        let dropped = holidays.count { span($0) && !$0.weekday.isWeekend && !workingWeekends.contains($0) }
        return count + added - dropped
    }

    /// The n-th working day after a day, which itself is not counted; the day itself for n below 1.
    public func day(_ n: Int, workingDaysAfter start: CalendarDay) -> CalendarDay {
        var day = start
        var left = n
        while left > 0, day < .latest {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// The n-th working day before a day, which itself is not counted; the day itself for n below 1.
    ///
    /// For a deadline that is a working day it is the day on which n working days are left.
    public func day(_ n: Int, workingDaysBefore deadline: CalendarDay) -> CalendarDay {
        var day = deadline
        var left = n
        while left > 0, day > .earliest {
            day = day.adding(days: -1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}
