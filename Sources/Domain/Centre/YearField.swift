/// One field of the form on which the centre writes a plan year.
public enum YearField: Hashable, Sendable {
    case coverageFrom, coverageThrough
    case registerAsOf, retiredBefore
    case windowFrom(Activity), windowThrough(Activity)
    case basePaymentDue
    case returnDays, voucherDays
    case addressRule
    case instantStart, instantVoucherDays
    /// Fields of a plan, counted from 0.
    case planType(Int), planName(Int), premium(Int), cityShare(Int), districtShare(Int), baseShare(Int)
    case categories(Int)
    /// The price of at most half a year; both empty where the plan has no bands.
    case halfPremium(Int), halfCityShare(Int)

    /// The name that the field has in a form.
    public var name: String {
        switch self {
        case .coverageFrom: "coverage-from"
        case .coverageThrough: "coverage-through"
        case .registerAsOf: "register-as-of"
        case .retiredBefore: "retired-before"
        case .windowFrom(let activity): "\(activity.rawValue)-from"
        case .windowThrough(let activity): "\(activity.rawValue)-through"
        case .basePaymentDue: "base-payment-due"
        case .returnDays: "return-days"
        case .voucherDays: "voucher-days"
        case .addressRule: "address-rule"
        case .instantStart: "instant-start"
        case .instantVoucherDays: "instant-voucher-days"
        case .halfPremium(let row): "plan-\(row)-half-premium"
        case .halfCityShare(let row): "plan-\(row)-half-city"
        case .planType(let row): "plan-\(row)-type"
        case .planName(let row): "plan-\(row)-name"
        case .premium(let row): "plan-\(row)-premium"
        case .cityShare(let row): "plan-\(row)-city"
        case .districtShare(let row): "plan-\(row)-district"
        case .baseShare(let row): "plan-\(row)-base"
        case .categories(let row): "plan-\(row)-categories"
        }
    }

    /// The fields of the year itself, in the order of the form.
    public static let ofYear: [YearField] =
        [.coverageFrom, .coverageThrough, .registerAsOf, .retiredBefore]
        + Activity.allCases.flatMap { [.windowFrom($0), .windowThrough($0)] }
        + [.basePaymentDue, .returnDays, .voucherDays, .addressRule, .instantStart, .instantVoucherDays]

    /// The fields of one plan that hold one text each.
    public static func ofPlan(_ row: Int) -> [YearField] {
        [
            .planType(row), .planName(row), .premium(row), .cityShare(row), .districtShare(row), .baseShare(row),
            .halfPremium(row), .halfCityShare(row),
        ]
    }
}

/// Why a plan year cannot be kept or published as it was written.
public struct YearProblem: Hashable, Sendable {
    public let field: YearField
    public let kind: Kind

    public init(_ field: YearField, _ kind: Kind) {
        self.field = field
        self.kind = kind
    }

    public enum Kind: Hashable, Sendable {
        case missing
        case notADay
        case notAnAmount
        case notANumber(ClosedRange<Int>)
        case notOneOfThese
        case tooLong(limit: Int)
        /// The day must be later than another's.
        case notAfter(YearField, CalendarDay)
        /// The day must be another's or later.
        case earlierThan(YearField, CalendarDay)
        /// The day must be another's or earlier.
        case laterThan(YearField, CalendarDay)
        case notInYear(Int)
        case planTwice(String)
        /// premium ≠ city + district + base.
        case sharesDoNotAddUp(premium: Money, shares: Money)
        case premiumZero
        /// A price of half a year must lie between nothing and the whole year's, with the city's share in it.
        case halfYearPrice
        /// The year has no plan at all.
        case noPlan
    }
}
