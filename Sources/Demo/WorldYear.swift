public import Domain
import Store
import Wording

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

    /// The State Council's notices on the days off of 2023 and 2024 (国办发明电〔2022〕16号, 〔2023〕7号), as published;
    /// of the year after only its first day, on which a deadline of the demonstration falls.
    static let holidayNotices: [(year: Int, text: String)] = [
        (
            2023,
            """
            一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
            二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
            三、清明节：4月5日放假，共1天。
            四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
            五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
            六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
            """
        ),
        (
            2024,
            """
            一、元旦：1月1日放假，与周末连休。
            二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。
            三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
            四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
            五、端午节：6月10日放假，与周末连休。
            六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
            七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
            """
        ),
        (2025, "元旦：2025-01-01放假"),
    ]

    /// All that those notices declare.
    static func calendar() throws -> [CalendarException] {
        try holidayNotices.flatMap { try HolidayText.read($0.text, year: $0.year) }
    }
}
