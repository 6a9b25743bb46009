/// A civil day written in a cell, with the time of day if the cell had one.
///
/// Spreadsheets know no time zone: a day is the day the clerk typed.
public struct SheetDate: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int
    /// Seconds since midnight, 0 when the cell held only a day.
    public let secondOfDay: Int

    /// A day that exists in the Gregorian calendar, between the years 1 and 9999.
    ///
    /// Fails for a day that does not exist, such as 30 February.
    public init?(year: Int, month: Int, day: Int, secondOfDay: Int = 0) {
        guard (1...9999).contains(year), (1...12).contains(month), (0..<86_400).contains(secondOfDay) else {
            return nil
        }
        guard day >= 1, day <= SheetDate.length(ofMonth: month, year: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.secondOfDay = secondOfDay
    }

    /// The day of an ISO 8601 text such as "2023-11-20" or "2023-11-20T09:30:00".
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        guard let year = SheetDate.digits(bytes[0..<4]), let month = SheetDate.digits(bytes[5..<7]),
            let day = SheetDate.digits(bytes[8..<10])
        else { return nil }
        guard bytes.count > 10 else {
            self.init(year: year, month: month, day: day)
            return
        }
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = SheetDate.digits(bytes[11..<13]), let minute = SheetDate.digits(bytes[14..<16]),
            let second = SheetDate.digits(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(year: year, month: month, day: day, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// The day as "yyyy-MM-dd".
    public var text: String {
        SheetDate.padded(year, to: 4) + "-" + SheetDate.padded(month, to: 2) + "-" + SheetDate.padded(day, to: 2)
    }

    public var description: String {
        guard secondOfDay > 0 else { return text }
        let (hour, minute, second) = (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
        return text + " " + SheetDate.padded(hour, to: 2) + ":" + SheetDate.padded(minute, to: 2) + ":"
            + SheetDate.padded(second, to: 2)
    }

    /// Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms).
    var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day that many days after 1970-01-01.
    init?(dayNumber: Int, secondOfDay: Int) {
        let shifted = dayNumber + 719_468
        guard shifted >= 0, shifted < 4_000_000 else { return nil }
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, secondOfDay: secondOfDay)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
