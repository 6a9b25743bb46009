/// A span that ends today, chosen with one press (今日, 本周, 本月, 本年).
public enum RecentSpan: String, CaseIterable, Hashable, Sendable {
    case today, week, month, year

    /// Its days; a week begins on Monday (GB/T 7408).
    public func days(on today: CalendarDay) -> DayWindow {
        let from =
            switch self {
            case .today: today
            case .week: today.adding(days: 1 - today.weekday.rawValue)
            case .month: today.firstOfMonth
            case .year: today.firstOfMonth.adding(months: 1 - today.month)
            }
        return DayWindow(from: from, through: today) ?? DayWindow(today)
    }

    /// The span that these days are; nil for any other.
    public init?(_ days: DayWindow, on today: CalendarDay) {
        guard let span = Self.allCases.first(where: { $0.days(on: today) == days }) else { return nil }
        self = span
    }
}
