/// The days that raise the question whether a person has retired (domain 8.3).
public struct StatutoryDays: Hashable, Sendable {
    /// nil when nothing tells the birth; for women the day at 50.
    public let first: CalendarDay?
    /// The day at 55 of women, because nothing tells their category; nil for men.
    public let second: CalendarDay?

    public init(sex: Sex, birth: CalendarDay?) {
        let days = birth.map { RetirementRule.statutoryDays(sex: sex, birth: $0, category: nil) } ?? []
        first = days.first
        second = days.dropFirst().first
    }
}
