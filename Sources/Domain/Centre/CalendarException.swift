/// A day that is not what its weekday says: a day off by the State Council's notice, or a weekend on which people work.
public struct CalendarException: Hashable, Sendable {
    public let day: CalendarDay
    public let kind: Kind
    /// The holiday to which it belongs, 春节; may be empty.
    public let name: String

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 放假
        case holiday
        /// 调休上班
        case workingWeekend = "working-weekend"
    }

    public init(_ day: CalendarDay, _ kind: Kind, name: String) {
        self.day = day
        self.kind = kind
        self.name = name
    }

    /// Longest name of a holiday, in characters.
    public static let nameLimit = 20
    /// Longest stretch that one line may declare, in days; more is a mistake in a month.
    public static let stretchLimit = 16

    /// What is wrong with the exceptions of a year taken together; nil when they can be kept.
    ///
    /// A holiday at the turn of the year reaches into the neighbouring year, as the notices of 元旦 do.
    public static func problem(of exceptions: [CalendarException], in year: Int) -> CalendarProblem.Fault? {
        var kinds: [CalendarDay: Kind] = [:]
        for exception in exceptions {
            let day = exception.day
            guard abs(day.year - year) <= 1 else { return .outsideYear(day, year: year) }
            if exception.kind == .workingWeekend, !day.weekday.isWeekend { return .workingOnWeekday(day) }
            if let other = kinds.updateValue(exception.kind, forKey: day), other != exception.kind {
                return .bothKinds(day)
            }
        }
        return nil
    }
}

/// Something in a list of days off that keeps all of it from being taken.
public struct CalendarProblem: Hashable, Sendable {
    /// The line of the text, from 1; nil when it is about the whole.
    public let line: Int?
    public let fault: Fault

    public enum Fault: Hashable, Sendable {
        /// Days without a word that says whether people work on them.
        case kindMissing
        /// A day that the calendar has not.
        case noSuchDay(String)
        /// The weekday behind a day is another one's.
        case weekdayDiffers(CalendarDay)
        /// A stretch that ends before it begins, or is longer than any holiday.
        case stretch(CalendarDay, CalendarDay)
        case workingOnWeekday(CalendarDay)
        case bothKinds(CalendarDay)
        case outsideYear(CalendarDay, year: Int)
        /// Text was entered, and there is no day in it.
        case noDays
    }

    public init(line: Int?, _ fault: Fault) {
        self.line = line
        self.fault = fault
    }
}

/// Why a list of days off was not taken; the calendar is as it was.
public struct CalendarRefused: Error, Hashable, Sendable {
    public let problems: [CalendarProblem]

    public init(_ problems: [CalendarProblem]) {
        self.problems = problems
    }
}

/// How many exceptions a calendar year has.
public struct CalendarYearCounts: Hashable, Sendable {
    public let year: Int
    public let holidays: Int
    public let workingWeekends: Int

    public init(year: Int, holidays: Int, workingWeekends: Int) {
        self.year = year
        self.holidays = holidays
        self.workingWeekends = workingWeekends
    }
}
