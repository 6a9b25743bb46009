/// A civil day in Asia/Shanghai, from 0001-01-01 to 9999-12-31.
///
/// The calendar is the proleptic Gregorian one, computed here with integers alone, so that a day means the same on
/// every machine. The text form sorts as the days do. Arithmetic stops at the ends of the range and never traps.
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    private let number: Int32

    private init(clamping number: Int) {
        self.number = Int32(Swift.min(Swift.max(number, Self.firstNumber), Self.lastNumber))
    }

    /// A day that exists in the calendar; nil for 30 February and for years outside 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.daysInMonth(month, year: year) else { return nil }
        self.init(clamping: Self.number(year: year, month: month, day: day))
    }

    /// Reads `2023-11-20`: four, two and two ASCII digits with hyphens between, nothing else.
    public init?(_ text: String) {
        let hyphen = UInt8(ascii: "-")
        guard text.utf8.count == 10 else { return nil }
        var value = 0
        for (position, byte) in text.utf8.enumerated() {
            if position == 4 || position == 7 {
                guard byte == hyphen else { return nil }
            } else {
                guard byte.isDigit else { return nil }
                value = value * 10 + byte.digit
            }
        }
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    /// Reads `20231120`, the form inside identity numbers and batch numbers.
    public init?(compact text: some StringProtocol) {
        self.init(digits: Array(text.utf8)[...])
    }

    /// Reads the eight ASCII digits of year, month and day.
    init?(digits: some Collection<UInt8>) {
        guard digits.count == 8 else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    /// The first day that can be named, 0001-01-01.
    public static let earliest = CalendarDay(clamping: firstNumber)

    /// The last day that can be named, 9999-12-31.
    public static let latest = CalendarDay(clamping: lastNumber)

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.number < right.number
    }
}

// MARK: - Parts

extension CalendarDay {
    public var year: Int { parts.year }
    public var month: Int { parts.month }
    public var day: Int { parts.day }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday; the addend makes every number positive and is a multiple of seven.
        let sinceMonday = (Int(number) + 3 + 7_000_000) % 7
        return Weekday(rawValue: sinceMonday + 1) ?? .monday
    }

    public var firstOfMonth: CalendarDay { adding(days: 1 - day) }

    public var lastOfMonth: CalendarDay {
        let (year, month, day) = parts
        return adding(days: Self.daysInMonth(month, year: year) - day)
    }

    public static func daysInMonth(_ month: Int, year: Int) -> Int {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    public static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}

// MARK: - Arithmetic

extension CalendarDay {
    public func adding(days: Int) -> CalendarDay {
        CalendarDay(clamping: Int(number) + Swift.min(Swift.max(days, -4_000_000), 4_000_000))
    }

    /// The same day of a later (or earlier) month, clamped to the length of that month: 31 January + 1 is 28 or 29
    /// February.
    public func adding(months: Int) -> CalendarDay {
        let (year, month, day) = parts
        let count = year * 12 + month - 1 + Swift.min(Swift.max(months, -200_000), 200_000)
        guard count >= 12 else { return .earliest }
        guard count < 120_000 else { return .latest }
        let target = (year: count / 12, month: count % 12 + 1)
        let clamped = Swift.min(day, Self.daysInMonth(target.month, year: target.year))
        return CalendarDay(clamping: Self.number(year: target.year, month: target.month, day: clamped))
    }

    public func adding(years: Int) -> CalendarDay {
        adding(months: Swift.min(Swift.max(years, -10_000), 10_000) * 12)
    }

    /// Days from this day to another: 0 for the same day, negative for an earlier one.
    public func days(until other: CalendarDay) -> Int {
        Int(other.number) - Int(number)
    }

    /// Whole years from this day to another, as an age is counted.
    ///
    /// The age grows on the anniversary itself; one born on 29 February grows older on 1 March of common years.
    /// Negative when the other day lies before.
    public func years(until other: CalendarDay) -> Int {
        let (from, to) = (parts, other.parts)
        let reached = (to.month, to.day) >= (from.month, from.day)
        return to.year - from.year - (reached ? 0 : 1)
    }
}

// MARK: - Moments

extension CalendarDay {
    /// The civil day in Asia/Shanghai (+08:00) to which a moment belongs.
    public static func of(_ instant: Instant) -> CalendarDay {
        let local = instant.adding(milliseconds: Instant.shanghaiOffset).milliseconds
        let quotient = local / Instant.millisecondsPerDay
        let isBefore = local % Instant.millisecondsPerDay < 0
        return CalendarDay(clamping: Int(quotient) - (isBefore ? 1 : 0))
    }

    /// 00:00:00 of this day in Asia/Shanghai.
    public var start: Instant {
        Instant(milliseconds: Int64(number) * Instant.millisecondsPerDay - Instant.shanghaiOffset)
    }

    /// 00:00:00 of the next day: the first moment that does not belong to this day any more.
    public var end: Instant {
        start.adding(days: 1)
    }
}

// MARK: - Text

extension CalendarDay: CustomStringConvertible, LosslessStringConvertible {
    /// `2023-11-20`.
    public var description: String {
        let (year, month, day) = parts
        return String(unsafeUninitializedCapacity: 10) { bytes in
            var rest = (year * 1_000 + month) * 1_000 + day
            for position in stride(from: 9, through: 0, by: -1) {
                bytes[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            bytes[4] = UInt8(ascii: "-")
            bytes[7] = UInt8(ascii: "-")
            return 10
        }
    }

    /// `20231120`.
    public var compact: String {
        String(decoding: digits, as: UTF8.self)
    }

    private var digits: [UInt8] {
        let (year, month, day) = parts
        var rest = year * 10_000 + month * 100 + day
        var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 8)
        for index in digits.indices.reversed() {
            digits[index] += UInt8(rest % 10)
            rest /= 10
        }
        return digits
    }
}

extension CalendarDay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = CalendarDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day written yyyy-mm-dd")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

// MARK: - Computation

extension CalendarDay {
    private static let firstNumber = -719_162
    private static let lastNumber = 2_932_896

    /// Days since 1970-01-01, for years from 1 on.
    ///
    /// Counted in eras of 400 years (146,097 days) whose years begin in March, so that the leap day comes last.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}
