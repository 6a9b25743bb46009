/// One entry of the dated table by which the statutory day of retirement is computed.
///
/// Source: decision of the Standing Committee of 2024-09-13 on raising the age of retirement step by step, in force
/// from 2025-01-01 (domain.md 8.3). The result is a suspicion that asks the clerk; it never excludes anybody.
public struct RetirementRule: Hashable, Sendable {
    /// The rule holds for those who would have retired on this day or later under the original ages.
    public let from: CalendarDay

    private let delays: [RetirementCategory: Delay]

    /// One month of delay for every so many months, at most so many.
    private struct Delay: Hashable, Sendable {
        let every: Int
        let atMost: Int
    }

    /// All rules, the earliest first.
    public static let table: [RetirementRule] = [
        RetirementRule(from: .earliest, delays: [:]),
        RetirementRule(
            from: CalendarDay(year: 2025, month: 1, day: 1) ?? .latest,
            delays: [
                .man60: Delay(every: 4, atMost: 36), .woman55: Delay(every: 4, atMost: 36),
                .woman50: Delay(every: 2, atMost: 60),
            ]),
    ]

    private func months(category: RetirementCategory, original: CalendarDay) -> Int {
        guard let delay = delays[category] else { return 0 }
        let passed = (original.year - from.year) * 12 + original.month - from.month
        return min(delay.atMost, passed / delay.every + 1)
    }
}

extension RetirementRule {
    /// The day on which the original age is reached.
    public static func originalDay(birth: CalendarDay, category: RetirementCategory) -> CalendarDay {
        birth.adding(years: category.originalAge)
    }

    /// The statutory day of retirement, clamped to the length of its month.
    public static func statutoryDay(birth: CalendarDay, category: RetirementCategory) -> CalendarDay {
        birth.adding(months: category.originalAge * 12 + delay(birth: birth, category: category))
    }

    /// Months between the original and the statutory day, 0 to 60.
    public static func delay(birth: CalendarDay, category: RetirementCategory) -> Int {
        let original = originalDay(birth: birth, category: category)
        return table.last { $0.from <= original }?.months(category: category, original: original) ?? 0
    }

    /// The days that raise the question whether a person has retired, the earliest first.
    ///
    /// A man has one. A woman whose category nobody has recorded has two, for 50 and for 55.
    public static func statutoryDays(
        sex: Sex, birth: CalendarDay, category: RetirementCategory?
    ) -> [CalendarDay] {
        let categories = category.map { [$0] } ?? RetirementCategory.possible(for: sex)
        return categories.map { statutoryDay(birth: birth, category: $0) }
    }

    /// The earliest day of flexible retirement, a hint only.
    ///
    /// Up to three years before the statutory day, never before the original one.
    public static func earliestFlexibleDay(birth: CalendarDay, category: RetirementCategory) -> CalendarDay {
        let early = birth.adding(
            months: category.originalAge * 12 + delay(birth: birth, category: category) - 36)
        return max(originalDay(birth: birth, category: category), early)
    }
}
