/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday is 7.
public enum Weekday: Int, CaseIterable, Hashable, Sendable, Codable {
    case monday = 1
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// Saturday and Sunday, before any holiday calendar is asked.
    public var isWeekend: Bool {
        switch self {
        case .monday, .tuesday, .wednesday, .thursday, .friday: false
        case .saturday, .sunday: true
        }
    }
}
