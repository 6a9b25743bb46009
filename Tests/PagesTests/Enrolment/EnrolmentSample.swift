import Domain
import Pages

/// The manual's unit in the states that its pages can be in.
struct EnrolmentSample {
    let year: PlanYear
    let offers: [PlanOffer]
    let unit: EnrollingUnit

    struct NoSuchDay: Error {}

    init() throws {
        func window(_ from: String, _ through: String) throws -> DayWindow {
            guard let window = DayWindow(from: Sample.day(from), through: Sample.day(through)) else {
                throw NoSuchDay()
            }
            return window
        }
        let enrolment = try window("2023-11-01", "2023-12-25")
        year = PlanYear(
            year: 2024, coverage: try window("2024-01-01", "2024-12-31"), registerAsOf: Sample.day("2023-08-31"),
            retiredBefore: Sample.day("2024-01-01"),
            windows: [
                .confirmation: enrolment, .enrolment: enrolment, .review: enrolment,
                .districtSubmission: try window("2023-12-26", "2023-12-31"),
            ],
            basePaymentDue: Sample.day("2023-12-25"), districtPaymentDue: Sample.day("2024-01-20"), returnDays: 3,
            voucherDays: 5, addressRule: .moreThanSixChineseCharacters, workingDays: WorkingDayCalendar())
        offers = [
            Self.offer("A", premium: 2_600, city: 1_300, district: 1_300),
            Self.offer("B+", premium: 10_000, city: 2_000, district: 6_000),
        ].compactMap { $0 }
        unit = EnrollingUnit(
            id: ID(41), union: ID(16), enterprise: ID(5), path: .root, name: "示例科技有限公司",
            unionName: "示例科技有限公司工会委员会", unionCode: "319901000016", organisationCode: "MADE00011")
    }

    private static func offer(_ type: String, premium: Int64, city: Int64, district: Int64) -> PlanOffer? {
        let plan = Plan(
            year: 2024, type: type, name: "\(type)类会员专享基本保障", premium: Money(fen: premium),
            cityShare: Money(fen: city), defaultDistrictShare: Money(fen: district), categories: [.enterprise])
        return Rates(plan: plan, districtShare: plan.defaultDistrictShare).map { PlanOffer(plan: plan, rates: $0) }
    }

    static let manual = Domain.Equation(
        counts: [.enrolling: 95, .noCard: 32, .pendingConfirmation: 1], outsideWorkbench: 4)

    func record(_ status: UnitEnrolment.Status, version: Int = 1) -> EnrolmentRecord {
        EnrolmentRecord(
            enrolment: UnitEnrolment(id: ID(7), unit: unit.id, year: 2024, status: status, version: version),
            number: "JB2024319901000016", plan: "A", updatedAt: Sample.moment("2023-11-20", hour: 10, minute: 32),
            stamp: 3)
    }

    func version(_ number: Int = 1, heads: Int = 93) -> EnrolmentVersion {
        EnrolmentVersion(
            id: ID(900 + Int64(number)), enrolment: ID(7), number: number, reason: .submission, plan: "A",
            rates: offers[0].rates, equation: Domain.Equation(counts: [.enrolling: heads, .noCard: 33]),
            submittedAt: Sample.moment("2023-11-13", hour: 9, minute: 41), submittedOn: Sample.day("2023-11-13"),
            submittedBy: ID(3))
    }

    func overview(
        _ status: UnitEnrolment.Status = .draft, _ equation: Domain.Equation = manual, plan: Int? = 0,
        current: EnrolmentVersion? = nil, difference: RosterDifference = RosterDifference(),
        refusal: Refusal? = nil, preparing: Refusal? = nil, lastYear: EnrolmentVersion? = nil,
        notice: EnrolmentOverview.LeftOutNotice = .none, conflicts: Int = 0
    ) -> EnrolmentOverview {
        let freshness: EnrolmentProgress.Freshness =
            current == nil ? .none : difference.people > 0 ? .outdated : .current
        return EnrolmentOverview(
            unit: unit, year: year,
            record: status == .notStarted ? nil : record(status, version: current?.number ?? 0),
            progress: EnrolmentProgress(
                status: status, equation: equation, cardsUnderWay: equation[.noCard] > 0 ? 20 : 0,
                openConfirmations: equation[.pendingConfirmation], plan: plan.map { offers[$0].plan.type },
                submission: freshness, refusal: refusal),
            offer: plan.map { offers[$0] }, offers: offers, current: current, difference: difference,
            districtName: "东海区总工会", reviewerName: "滨海街道总工会", deadline: Sample.day("2023-12-25"),
            workingDaysLeft: 25, lastCardDay: Sample.day("2023-12-11"),
            withdrawal: current == nil ? .enrolmentState(status, .withdraw) : nil,
            declining: current == nil ? nil : .enrolmentState(status, .decline), preparing: preparing,
            today: Sample.day("2023-11-20"), readAt: Sample.moment("2023-11-20", hour: 10, minute: 20),
            lastYear: lastYear, leftOutNotice: notice, conflicts: conflicts)
    }

    func person(
        _ place: Int64, _ name: String, _ bucket: Bucket = .enrolling, card: Bool = true,
        facts: RosterPerson.Facts = RosterPerson.Facts()
    ) -> RosterPerson {
        RosterPerson(
            member: ID(place), number: "H\(1_000 + place)", name: name,
            document: IdentityDocument(type: .residentIdentityCard, number: "31990119900101041X", expiry: nil),
            card: card ? BankCardNumber(rawValue: "6231000000000101") : nil, bucket: bucket, workplace: unit.name,
            facts: facts)
    }

    func listing(_ people: [RosterPerson], total: Int? = nil) -> Listing<RosterPerson> {
        Listing(entries: people, total: total ?? people.count, offset: 0)
    }

    func notice(_ version: Int, supersededBy: Int? = nil) -> Notice? {
        guard let amounts = Amounts(heads: 95, rates: offers[0].rates) else { return nil }
        return Notice(
            id: ID(50 + Int64(version)), number: "JB2024319901000016", version: version, token: "token-\(version)",
            facts: .base(
                BaseNotice(
                    unionName: unit.unionName, enterpriseName: nil, cityName: "演示市", signatory: "演示市总工会职工服务中心",
                    year: 2024, plan: "A", heads: 95, rates: offers[0].rates, amounts: amounts,
                    paymentDue: year.basePaymentDue, coverage: year.coverage, publicAddress: "")),
            issuedAt: Sample.moment("2023-11-20", hour: 10, minute: 32), issuedOn: Sample.day("2023-11-20"),
            supersededBy: supersededBy)
    }
}
