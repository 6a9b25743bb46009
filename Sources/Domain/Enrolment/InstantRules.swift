/// The two entries of 即时参保 (domain 5.7).
public enum InstantEntry: String, Hashable, Sendable, CaseIterable, Codable {
    /// 新办卡人员: the card was issued after the unit's centralised lock.
    case newCard = "new-card"
    /// 有卡无保人员: the card was issued before, and nothing covers the person.
    case uncovered
}

/// From when an instant list covers its people; data of the plan year.
public enum InstantStart: String, Hashable, Sendable, CaseIterable, Codable {
    /// The day after the list was handed in.
    case afterSubmission = "after-submission"
    /// The day after the district confirmed it.
    case afterConfirmation = "after-confirmation"
    /// The day after the last card of its people was issued; for 有卡无保人员 the day after the confirmation, since
    /// nobody is to be covered for a time in which he could know that he needed it.
    case afterCard = "after-card"
}

/// What a plan year says of 即时参保.
public struct InstantRules: Hashable, Sendable {
    public let start: InstantStart
    /// Days that a district has for the voucher after its confirmation (the city's published practice: 15).
    public let voucherDays: Int

    public init(start: InstantStart, voucherDays: Int) {
        self.start = start
        self.voucherDays = voucherDays
    }

    public static let standard = InstantRules(start: .afterConfirmation, voucherDays: 15)
}

/// How long somebody is covered, as the price of 即时参保 distinguishes it.
public enum CoverageTerm: String, Hashable, Sendable, CaseIterable, Codable {
    case moreThanHalf = "more-than-half"
    case atMostHalf = "at-most-half"
}

/// What a plan costs a head for at most half a year, in a year that has price bands.
public struct HalfYearPrice: Hashable, Sendable {
    public let premium: Money
    public let cityShare: Money

    public init(premium: Money, cityShare: Money) {
        self.premium = premium
        self.cityShare = cityShare
    }
}

/// The days that decide when an instant list begins.
public struct InstantDays: Hashable, Sendable {
    public let submitted: CalendarDay
    public let confirmed: CalendarDay
    /// When the last card of its people was issued.
    public let lastCard: CalendarDay?

    public init(submitted: CalendarDay, confirmed: CalendarDay, lastCard: CalendarDay?) {
        self.submitted = submitted
        self.confirmed = confirmed
        self.lastCard = lastCard
    }
}

extension PlanYear {
    /// The first day on which an instant list covers anybody, never before the year itself.
    ///
    /// - Throws: `Refusal.instantTooLate` when no day of the year is left.
    public func start(of entry: InstantEntry, _ days: InstantDays) throws(Refusal) -> CalendarDay {
        let before: CalendarDay =
            switch (instant.start, entry) {
            case (.afterSubmission, _): days.submitted
            case (.afterConfirmation, _), (.afterCard, .uncovered): days.confirmed
            case (.afterCard, .newCard): days.lastCard ?? days.confirmed
            }
        let start = max(coverage.from, before.adding(days: 1))
        guard start <= coverage.through else { throw .instantTooLate(coverage.through) }
        return start
    }

    /// Half a year is six calendar months: who begins in the seventh month or later is covered for at most half.
    public func term(from start: CalendarDay) -> CoverageTerm {
        start >= coverage.from.adding(months: 6) ? .atMostHalf : .moreThanHalf
    }
}

extension Rates {
    /// The rates of a plan for a term, with the district's split of a whole year.
    ///
    /// In a shorter band what the city does not pay is split in the proportion of the whole year's, in whole fen; what
    /// is left over is the unit's. So the parts always add up to the band's premium.
    public init?(plan: Plan, districtShare: Money, term: CoverageTerm) {
        guard term == .atMostHalf, let half = plan.halfYear else {
            self.init(plan: plan, districtShare: districtShare)
            return
        }
        let whole = plan.premium - plan.cityShare
        let rest = half.premium - half.cityShare
        guard districtShare >= .zero, districtShare <= whole, rest >= .zero else { return nil }
        let (product, overflow) = rest.fen.multipliedReportingOverflow(by: districtShare.fen)
        guard !overflow else { return nil }
        let district = whole == .zero ? Money.zero : Money(fen: product / whole.fen)
        self.init(city: half.cityShare, district: district, base: rest - district)
    }
}
