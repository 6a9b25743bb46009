/// A moment, counted in milliseconds since 1970-01-01 00:00:00 UTC.
///
/// The platform shows moments in the civil time of Asia/Shanghai, taken as +08:00 throughout (there has been no
/// summer time since 1991). Arithmetic saturates at the ends of the range and never traps.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant {
    static let millisecondsPerDay: Int64 = 86_400_000
    static let shanghaiOffset: Int64 = 8 * 3_600_000

    public func adding(milliseconds more: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(more)
        guard overflow else { return Instant(milliseconds: sum) }
        return Instant(milliseconds: more < 0 ? .min : .max)
    }

    public func adding(seconds: Int64) -> Instant {
        adding(seconds, of: 1_000)
    }

    public func adding(minutes: Int64) -> Instant {
        adding(minutes, of: 60_000)
    }

    public func adding(hours: Int64) -> Instant {
        adding(hours, of: 3_600_000)
    }

    public func adding(days: Int64) -> Instant {
        adding(days, of: Self.millisecondsPerDay)
    }

    /// Milliseconds from this moment to a later one; negative when the other lies before.
    public func milliseconds(until other: Instant) -> Int64 {
        let (difference, overflow) = other.milliseconds.subtractingReportingOverflow(milliseconds)
        guard overflow else { return difference }
        return other < self ? .min : .max
    }

    private func adding(_ count: Int64, of unit: Int64) -> Instant {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        guard overflow else { return adding(milliseconds: product) }
        return Instant(milliseconds: count < 0 ? .min : .max)
    }
}

// MARK: - Civil time

extension Instant {
    /// The civil day in Asia/Shanghai.
    public var day: CalendarDay { .of(self) }

    /// Hour of the civil day, 0 to 23.
    public var hour: Int { Int(millisecondOfDay / 3_600_000) }

    /// Minute of the hour, 0 to 59.
    public var minute: Int { Int(millisecondOfDay / 60_000 % 60) }

    /// Second of the minute, 0 to 59.
    public var second: Int { Int(millisecondOfDay / 1_000 % 60) }

    /// The same time of another civil day.
    public func moved(to day: CalendarDay) -> Instant {
        adding(days: Int64(self.day.days(until: day)))
    }

    private var millisecondOfDay: Int64 {
        let local = adding(milliseconds: Self.shanghaiOffset).milliseconds
        let remainder = local % Self.millisecondsPerDay
        return remainder < 0 ? remainder + Self.millisecondsPerDay : remainder
    }
}

extension Instant: CustomStringConvertible {
    /// Civil time in Asia/Shanghai: `2023-11-20 09:05:00`.
    public var description: String {
        "\(day) \(timeText)"
    }

    /// Time of the civil day: `09:05:00`.
    public var timeText: String {
        [hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
