import Domain

/// The plan year 2024 with the windows of domain 5.1, and accounts and plans to try it with.
enum TestYear {
    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? .earliest }

    static func window(_ from: String, _ through: String) -> DayWindow? {
        DayWindow(from: day(from), through: day(through))
    }

    static let clerk = ID<Account>(7)
    static let reviewer = ID<Account>(8)

    static let year2024: PlanYear? = {
        guard let coverage = window("2024-01-01", "2024-12-31") else { return nil }
        var windows: [Activity: DayWindow] = [:]
        windows[.shareSetting] = window("2023-10-25", "2023-10-31")
        windows[.confirmation] = window("2023-11-01", "2023-12-25")
        windows[.enrolment] = window("2023-11-01", "2023-12-25")
        windows[.review] = window("2023-11-01", "2023-12-25")
        windows[.districtSubmission] = window("2023-12-26", "2023-12-31")
        windows[.voucher] = window("2023-12-26", "2024-01-20")
        return PlanYear(
            year: 2024, coverage: coverage, registerAsOf: day("2023-08-31"), retiredBefore: day("2024-01-01"),
            windows: windows, basePaymentDue: day("2023-12-25"), districtPaymentDue: day("2024-01-20"), returnDays: 3,
            voucherDays: 5, addressRule: .moreThanSixChineseCharacters,
            workingDays: WorkingDayCalendar(holidays: [], workingWeekends: []))
    }()

    static func plan(_ type: String = "A", premium: Int64 = 2_600, city: Int64 = 1_300, district: Int64 = 1_300) -> Plan
    {
        Plan(
            year: 2024, type: type, name: "\(type) 类会员专享基本保障", premium: Money(fen: premium),
            cityShare: Money(fen: city), defaultDistrictShare: Money(fen: district), categories: [.enterprise])
    }

    static func enrolment(_ status: UnitEnrolment.Status, version: Int = 1) -> UnitEnrolment {
        UnitEnrolment(
            id: ID(1), unit: ID(2), year: 2024, status: status, version: version, submittedBy: clerk,
            submittedOn: day("2023-11-13"))
    }
}
