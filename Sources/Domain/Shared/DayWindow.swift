/// A span of civil days in which something may be done; both ends belong to it.
public struct DayWindow: Hashable, Sendable, Codable {
    public let from: CalendarDay

    /// The last day of the window; it ends with this day's midnight.
    public let through: CalendarDay

    /// A window of at least one day; nil when it would end before it begins.
    public init?(from: CalendarDay, through: CalendarDay) {
        guard from <= through else { return nil }
        self.from = from
        self.through = through
    }

    /// A single day.
    public init(_ day: CalendarDay) { (from, through) = (day, day) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        from = try container.decode(CalendarDay.self, forKey: .from)
        through = try container.decode(CalendarDay.self, forKey: .through)
        guard from <= through else {
            throw DecodingError.dataCorruptedError(
                forKey: .through, in: container, debugDescription: "the window ends before it begins")
        }
    }

    public func position(of day: CalendarDay) -> WindowPosition {
        if day < from { return .before }
        return day > through ? .after : .inside
    }

    public func contains(_ day: CalendarDay) -> Bool {
        position(of: day) == .inside
    }

    /// The number of its days, at least 1.
    public var days: Int {
        from.days(until: through) + 1
    }

    /// The same window with another last day, or nil when that day lies before its first.
    public func ending(_ through: CalendarDay) -> DayWindow? {
        DayWindow(from: from, through: through)
    }
}

/// Where a day lies in relation to a window.
public enum WindowPosition: String, CaseIterable, Hashable, Sendable, Codable {
    case before
    case inside
    case after
}
