/// What lists of one plan add up to.
public struct PlanTotal: Hashable, Sendable, Codable {
    public let plan: String
    public let units: Int
    public let heads: Int
    public let amounts: Amounts

    public init(plan: String, units: Int, heads: Int, amounts: Amounts) {
        self.plan = plan
        self.units = units
        self.heads = heads
        self.amounts = amounts
    }
}

/// What a district hands in, by plan and by payer.
public struct DistrictTotals: Hashable, Sendable, Codable {
    public let plans: [PlanTotal]

    public init(_ plans: [PlanTotal]) {
        self.plans = plans
    }

    public var units: Int { plans.reduce(0) { $0 + $1.units } }
    public var heads: Int { plans.reduce(0) { $0 + $1.heads } }
    public var amounts: Amounts { plans.reduce(.zero) { $0 + $1.amounts } }

    public func due(credit: Money) -> AmountDue { AmountDue(amounts: amounts, credit: credit) }

    /// Heads of one plan; 0 where none is enrolled by it.
    public func heads(of plan: String) -> Int { plans.first { $0.plan == plan }?.heads ?? 0 }
}

/// What the officer saw when he pressed the button; anything else now is `Refusal.countChanged`.
public struct ExpectedTotals: Hashable, Sendable, Codable {
    public let units: Int
    public let heads: Int

    public init(units: Int, heads: Int) {
        self.units = units
        self.heads = heads
    }

    public init(_ totals: DistrictTotals) {
        self.init(units: totals.units, heads: totals.heads)
    }

    public func check(_ totals: DistrictTotals) throws(Refusal) {
        guard totals.units > 0 else { throw .nothingToSubmit }
        guard totals.heads == heads else { throw .countChanged(expected: heads, actual: totals.heads) }
        guard totals.units == units else { throw .unitsNotReady }
    }
}

extension DistrictSubmission {
    /// `CB` + yyyymmdd + at least four digits, counted anew every day (domain glossary).
    public static func number(on day: CalendarDay, serial: Int64) -> String {
        let digits = String(serial)
        let date = day.description.filter { $0 != "-" }
        return "CB\(date)\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    /// What the district writes into its bank transfer so that it can be matched: district, year, serial.
    public static func remarkCode(districtCode: String, year: Int, number: String) -> String {
        let digits = String(year % 100)
        return "\(districtCode.prefix(6))-\(digits.count < 2 ? "0" : "")\(digits)-\(number.suffix(4))"
    }
}

/// Why people leave a list at the lock (domain 5.2): they are no members of the unit any more, or have died.
public enum StrikeCause: String, Hashable, Sendable, CaseIterable, Codable {
    /// 已转出或删除
    case left
    /// 已死亡
    case deceased
}

/// A unit whose list loses people at the lock.
public struct StruckUnit: Hashable, Sendable {
    public let enrolment: ID<UnitEnrolment>
    public let name: String
    public let left: Int
    public let deceased: Int
    /// Who stays on the list; a list that nobody stays on is not handed in.
    public let remaining: Int

    public init(enrolment: ID<UnitEnrolment>, name: String, left: Int, deceased: Int, remaining: Int) {
        self.enrolment = enrolment
        self.name = name
        self.left = left
        self.deceased = deceased
        self.remaining = remaining
    }

    public var people: Int { left + deceased }
}
