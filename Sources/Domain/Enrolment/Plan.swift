/// A plan of one year (保障类型): data, not an enum.
public struct Plan: Hashable, Sendable {
    public let year: Int
    /// The short name: A, A+, B, B+.
    public let type: String
    public let name: String
    /// Premium per head and the city's part of it; the rest is split between district and base.
    public let premium: Money
    public let cityShare: Money
    /// The split that holds where a district has set none.
    public let defaultDistrictShare: Money
    public let categories: Set<MemberCategory>
    /// The price of 即时参保 for at most half a year; nil in a year without bands.
    public let halfYear: HalfYearPrice?

    public init(
        year: Int, type: String, name: String, premium: Money, cityShare: Money, defaultDistrictShare: Money,
        categories: Set<MemberCategory>, halfYear: HalfYearPrice? = nil
    ) {
        self.year = year
        self.type = type
        self.name = name
        self.premium = premium
        self.cityShare = cityShare
        self.defaultDistrictShare = defaultDistrictShare
        self.categories = categories
        self.halfYear = halfYear
    }
}

/// What one head costs and who pays it; the parts always add up to the premium (domain 5.3).
public struct Rates: Hashable, Sendable, Codable {
    public let city: Money
    public let district: Money
    public let base: Money

    public init(city: Money, district: Money, base: Money) {
        self.city = city
        self.district = district
        self.base = base
    }

    public var premium: Money { city + district + base }

    /// The rates of a plan with the district's split; nil when the split does not fit between the city's share and
    /// the premium.
    public init?(plan: Plan, districtShare: Money) {
        let base = plan.premium - plan.cityShare - districtShare
        guard districtShare >= .zero, base >= .zero else { return nil }
        self.init(city: plan.cityShare, district: districtShare, base: base)
    }
}

/// Amounts of a list: heads × rates.
public struct Amounts: Hashable, Sendable, Codable {
    public var premium: Money
    public var city: Money
    public var district: Money
    public var base: Money

    public static let zero = Amounts(premium: .zero, city: .zero, district: .zero, base: .zero)

    public init(premium: Money, city: Money, district: Money, base: Money) {
        self.premium = premium
        self.city = city
        self.district = district
        self.base = base
    }

    /// Nil only past the largest amount that money can hold.
    public init?(heads: Int, rates: Rates) {
        guard let city = rates.city.times(heads), let district = rates.district.times(heads),
            let base = rates.base.times(heads)
        else { return nil }
        self.init(premium: city + district + base, city: city, district: district, base: base)
    }

    public static func + (left: Amounts, right: Amounts) -> Amounts {
        Amounts(
            premium: left.premium + right.premium, city: left.city + right.city,
            district: left.district + right.district, base: left.base + right.base)
    }

    public static func += (left: inout Amounts, right: Amounts) { left = left + right }
}
