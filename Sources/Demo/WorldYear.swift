public import Domain
import Store

extension World {
    /// A plan year with the default windows of the calendar (domain 5.1).
    public static func planYear(_ year: Int, workingDays: WorkingDayCalendar = WorkingDayCalendar()) -> PlanYear? {
        PlanYear.standard(year, workingDays: workingDays)
    }

    /// The plans of a year; A, A+ and B+ with the manuals' amounts, the split of B+ and all of B invented.
    public static func plans(_ year: Int) -> [Plan] {
        [
            plan(year, "A", premium: 2_600, city: 1_300, district: 1_300),
            plan(year, "A+", premium: 6_000, city: 2_000, district: 4_000),
            plan(year, "B", premium: 5_000, city: 2_000, district: 2_000),
            plan(year, "B+", premium: 10_000, city: 2_000, district: 6_000),
        ]
    }

    private static func plan(_ year: Int, _ type: String, premium: Int64, city: Int64, district: Int64) -> Plan {
        Plan(
            year: year, type: type, name: "\(type)类会员专享基本保障", premium: Money(fen: premium),
            cityShare: Money(fen: city), defaultDistrictShare: Money(fen: district), categories: [.enterprise])
    }

    /// Days off around the turn of the years that the demo plays in (元旦).
    static let holidays: [(day: String, name: String)] = [
        ("2023-01-02", "元旦"), ("2024-01-01", "元旦"), ("2025-01-01", "元旦"),
    ]
}
