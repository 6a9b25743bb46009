/// The two parts of a premium that a district moves between itself and its units (保障金额设置; manual 2024, 4.1).
public enum ShareField: String, Hashable, Sendable, CaseIterable {
    /// 区局/各级工会默认缴纳
    case district
    /// 基层单位默认缴纳
    case base
}

/// Why a split cannot be kept as it was typed; nothing of it is kept.
public struct ShareRefusal: Error, Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case missing(ShareField)
        case notAnAmount(ShareField)
        /// district + base is not what is left of the premium after the city's share.
        case doesNotAddUp(typed: Money, remainder: Money)
    }

    public let problems: [Problem]

    public init(_ problems: [Problem]) {
        self.problems = problems
    }
}

extension Plan {
    /// What the district and its units pay together: the premium without the city's share.
    public var remainder: Money { premium - cityShare }

    /// The rates of a split as it was typed; they always add up to the premium.
    public func rates(district: String, base: String) throws(ShareRefusal) -> Rates {
        var problems: [ShareRefusal.Problem] = []
        func amount(_ text: String, _ field: ShareField) -> Money? {
            let text = text.filter { !$0.isWhitespace }
            if let amount = Money(yuanText: text), !amount.isNegative { return amount }
            problems.append(text.isEmpty ? .missing(field) : .notAnAmount(field))
            return nil
        }
        let districtShare = amount(district, .district)
        let baseShare = amount(base, .base)
        guard let districtShare, let baseShare else { throw ShareRefusal(problems) }
        let typed = districtShare + baseShare
        guard typed == remainder, let rates = Rates(plan: self, districtShare: districtShare) else {
            throw ShareRefusal([.doesNotAddUp(typed: typed, remainder: remainder)])
        }
        return rates
    }
}

/// How a plan's premium is split in one district, with the units that pay otherwise.
public struct ShareSetting: Hashable, Sendable {
    public let plan: Plan
    /// For every unit of the district without a setting of its own.
    public let rates: Rates
    /// Whether the district has decided, or the city's default holds.
    public let origin: Origin
    public let exceptions: [Exception]

    public enum Origin: Hashable, Sendable { case city, district }

    /// A unit that pays otherwise than its district's default.
    public struct Exception: Hashable, Sendable {
        public let unit: ID<EnrollingUnit>
        public let name: String
        public let unionCode: String
        public let rates: Rates

        public init(unit: ID<EnrollingUnit>, name: String, unionCode: String, rates: Rates) {
            self.unit = unit
            self.name = name
            self.unionCode = unionCode
            self.rates = rates
        }
    }

    public init(plan: Plan, rates: Rates, origin: Origin, exceptions: [Exception]) {
        self.plan = plan
        self.rates = rates
        self.origin = origin
        self.exceptions = exceptions
    }
}

/// One change of a split, kept for good.
public struct ShareChange: Hashable, Sendable {
    public let at: Instant
    public let account: String
    /// nil for the default of the whole district.
    public let unitName: String?
    /// The district's share before; nil where none was set.
    public let before: Money?
    /// The district's share after; nil for an exception that was taken back.
    public let after: Money?
    /// How many handed-in lists got a new version by it.
    public let repriced: Int

    public init(at: Instant, account: String, unitName: String?, before: Money?, after: Money?, repriced: Int) {
        self.at = at
        self.account = account
        self.unitName = unitName
        self.before = before
        self.after = after
        self.repriced = repriced
    }
}

extension UnitEnrolment.Status {
    /// Whether a change of rates makes the list's next version: handed in, and not locked (domain 5.3).
    public var isRepriced: Bool {
        switch self {
        case .submitted, .endorsed, .approved: true
        case .notStarted, .draft, .returned, .locked, .inForce, .lapsed, .declined, .leftOut: false
        }
    }
}

extension EnrolmentVersion {
    /// The same list at other rates.
    public func repriced(_ rates: Rates, as id: ID<EnrolmentVersion>, on today: CalendarDay, at now: Instant)
        -> EnrolmentVersion
    {
        EnrolmentVersion(
            id: id, enrolment: enrolment, number: number + 1, reason: .rateChange, plan: plan, rates: rates,
            equation: equation, submittedAt: now, submittedOn: today, submittedBy: submittedBy)
    }
}
