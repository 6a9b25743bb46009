/// The day a workbook counts its day numbers from.
///
/// ECMA-376 part 1, 18.17.4.1: the 1900 system holds a 29 February 1900 that never was (number 60).
enum DateSystem: Sendable {
    case from1900
    case from1904

    private static let dayNumberOf1904 = -24_107
    private static let dayNumberBefore1900 = -25_568

    /// The day of a number in a cell with a date format.
    ///
    /// Nil when the number names no day: a time of day alone, a negative number, the day that never was.
    func date(of serial: Double) -> SheetDate? {
        guard serial.isFinite, serial >= 1, serial < 2_958_466 else { return nil }
        var whole = Int(serial)
        var seconds = Int(((serial - Double(whole)) * 86_400).rounded())
        if seconds >= 86_400 {
            whole += 1
            seconds = 0
        }
        switch self {
        case .from1904: return SheetDate(dayNumber: DateSystem.dayNumberOf1904 + whole, secondOfDay: seconds)
        case .from1900:
            guard whole != 60 else { return nil }
            return SheetDate(
                dayNumber: DateSystem.dayNumberBefore1900 + (whole > 60 ? whole - 1 : whole), secondOfDay: seconds)
        }
    }

    /// The number that stands for the day in a workbook of the 1900 system, nil before 1900.
    static func serial(of date: SheetDate) -> Double? {
        let whole = date.dayNumber - dayNumberBefore1900
        guard whole >= 1 else { return nil }
        return Double(whole >= 60 ? whole + 1 : whole) + Double(date.secondOfDay) / 86_400
    }
}
