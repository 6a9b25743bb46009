public import DatabaseKit
public import Domain
public import Store

/// A small invented federation with a plan year, in which members with chosen facts can be put.
///
/// City → district → 街道 → a committee with one enterprise and a joint union with two.
public struct EnrolmentScene: Sendable {
    public let database: any Database
    public let seal: any FieldSealing
    public let city: Union
    public let district: Union
    public let subdistrict: Union
    public let committee: Union
    public let joint: Union
    /// The committee's enterprise, then the joint union's two.
    public let enterprises: [Enterprise]
    /// In the order of `enterprises`.
    public let units: [EnrollingUnit]
    public let year: PlanYear
    public let clerk: Actor
    public let jointClerk: Actor
    public let reviewer: Actor

    public var unit: EnrollingUnit { units[0] }
    public var otherUnit: EnrollingUnit { units[1] }

    public static let now = Instant(milliseconds: 1_700_445_600_000)

    public static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? .earliest }

    public static func occasion(_ actor: Actor, on day: String = "2023-11-20", ticket: String? = nil) -> Occasion {
        Occasion(actor: actor, today: Self.day(day), now: now, origin: "127.0.0.1", ticket: ticket)
    }

    public static func make(_ database: any Database, seal: any FieldSealing) async throws -> EnrolmentScene {
        try await database.write { transaction in try make(transaction, database, seal) }
    }

    private static func make(
        _ transaction: any Transaction, _ database: any Database, _ seal: any FieldSealing
    ) throws -> EnrolmentScene {
        let unions = UnionStore(transaction)
        let city = try unions.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
        let district = try unions.insert(
            name: "东海区总工会", code: "319901000001", kind: .districtFederation, under: city.id)
        let subdistrict = try unions.insert(
            name: "滨海街道总工会", code: "319901000002", kind: .subdistrictFederation, under: district.id)
        let committee = try unions.insert(
            name: "示例科技有限公司工会委员会", code: "319901000016", kind: .unionCommittee, under: subdistrict.id)
        let joint = try unions.insert(
            name: "示例园区联合工会", code: "319901000017", kind: .jointUnion, under: subdistrict.id)
        let enterprises = [
            try unions.insertEnterprise(name: "示例科技有限公司", code: "913199010000000001", union: committee.id),
            try unions.insertEnterprise(name: "示例甲有限公司", code: "913199010000000002", union: joint.id),
            try unions.insertEnterprise(name: "示例乙有限公司", code: "913199010000000003", union: joint.id),
        ]
        let owners = [committee, joint, joint]
        let units = try zip(owners, enterprises).map { try unions.unit(of: $0, enterprise: $1) }
        let year = try planYear()
        try PlanYearStore(transaction).insert(year, plans: plans)
        return EnrolmentScene(
            database: database, seal: seal, city: city, district: district, subdistrict: subdistrict,
            committee: committee, joint: joint, enterprises: enterprises, units: units, year: year,
            clerk: try actor("jingban", committee, [.clerk], transaction),
            jointClerk: try actor("lianhe", joint, [.clerk], transaction),
            reviewer: try actor("shenhe", district, [.reviewer, .districtOfficer], transaction))
    }

    private static func actor(
        _ name: String, _ union: Union, _ roles: Set<Role>, _ transaction: any Transaction
    ) throws -> Actor {
        let account = try AccountStore(transaction).insert(
            name: name, displayName: "王示例", union: union.id, roles: roles, passwordHash: "none", at: now)
        try transaction.tell(of: account.id, holding: roles, in: union, at: now)
        return Actor(
            account: account.id, name: name, displayName: account.displayName, union: union.id,
            unionName: union.name, kind: union.kind, path: union.path, roles: roles)
    }

    public struct NoWindow: Error {}

    private static func window(_ from: String, _ through: String) throws -> DayWindow {
        guard let window = DayWindow(from: day(from), through: day(through)) else { throw NoWindow() }
        return window
    }

    private static func planYear() throws -> PlanYear {
        let enrolment = try window("2023-11-01", "2023-12-25")
        return PlanYear(
            year: 2024, coverage: try window("2024-01-01", "2024-12-31"), registerAsOf: day("2023-08-31"),
            retiredBefore: day("2024-01-01"),
            windows: [
                .shareSetting: try window("2023-10-25", "2023-10-31"), .confirmation: enrolment,
                .enrolment: enrolment, .review: enrolment,
                .districtSubmission: try window("2023-12-26", "2023-12-31"),
                .voucher: try window("2023-12-26", "2024-01-20"),
            ],
            basePaymentDue: day("2023-12-25"), districtPaymentDue: day("2024-01-20"), returnDays: 3, voucherDays: 5,
            addressRule: .moreThanSixChineseCharacters,
            workingDays: WorkingDayCalendar(holidays: [], workingWeekends: []))
    }

    public static let plans = [plan("A", 2_600, 1_300, 1_300), plan("A+", 6_000, 2_000, 4_000)]

    private static func plan(_ type: String, _ premium: Int64, _ city: Int64, _ district: Int64) -> Plan {
        Plan(
            year: 2024, type: type, name: "\(type)类会员专享基本保障", premium: Money(fen: premium),
            cityShare: Money(fen: city), defaultDistrictShare: Money(fen: district), categories: [.enterprise])
    }
}
