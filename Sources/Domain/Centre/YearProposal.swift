/// A plan year with its plans, as the centre writes it, publishes it and copies it to the next.
public struct YearProposal: Hashable, Sendable {
    public let year: PlanYear
    public let plans: [Plan]

    public init(year: PlanYear, plans: [Plan]) {
        self.year = year
        self.plans = plans
    }

    /// The years that may be written.
    public static let years = 2000...2100
    public static let returnDays = 0...30
    public static let voucherDays = 0...60
    public static let instantVoucherDays = 1...60
    /// How many plans a year may have.
    public static let planLimit = 8

    /// The same year again, every day moved by whole years; 29 February becomes the 28th.
    public func copied(to target: Int) -> YearProposal {
        let distance = target - year.year
        func moved(_ window: DayWindow) -> DayWindow {
            let from = window.from.adding(years: distance)
            return DayWindow(from: from, through: max(from, window.through.adding(years: distance))) ?? window
        }
        return YearProposal(
            year: PlanYear(
                year: target, coverage: moved(year.coverage), registerAsOf: year.registerAsOf.adding(years: distance),
                retiredBefore: year.retiredBefore.adding(years: distance), windows: year.windows.mapValues(moved),
                basePaymentDue: year.basePaymentDue.adding(years: distance),
                districtPaymentDue: year.districtPaymentDue.adding(years: distance), returnDays: year.returnDays,
                voucherDays: year.voucherDays, addressRule: year.addressRule, workingDays: year.workingDays,
                instant: year.instant),
            plans: plans.map {
                Plan(
                    year: target, type: $0.type, name: $0.name, premium: $0.premium, cityShare: $0.cityShare,
                    defaultDistrictShare: $0.defaultDistrictShare, categories: $0.categories, halfYear: $0.halfYear)
            })
    }

    /// Deadlines that fall on a day on which banks and offices are closed: a warning, never an obstacle.
    public var deadlinesOnDaysOff: [YearField] {
        let days: [(YearField, CalendarDay?)] =
            [(.basePaymentDue, year.basePaymentDue)]
            + Activity.allCases.map { (.windowThrough($0), year.windows[$0]?.through) }
        return days.compactMap { field, day in
            guard let day, !year.workingDays.isWorkingDay(day) else { return nil }
            return field
        }
    }
}

extension PlanYear {
    /// Whether a year is still being written, or holds.
    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case draft
        /// Never changed afterwards but by extensions of its windows.
        case published
    }

    /// The calendar of domain 5.1 for a year that has no predecessor to copy.
    public static func standard(_ year: Int, workingDays: WorkingDayCalendar = WorkingDayCalendar()) -> PlanYear? {
        func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
            CalendarDay(year: year, month: month, day: day)
        }
        func window(_ from: CalendarDay?, _ through: CalendarDay?) -> DayWindow? {
            guard let from, let through else { return nil }
            return DayWindow(from: from, through: through)
        }
        let handover = day(year - 1, 12, 26)
        guard let coverage = window(day(year, 1, 1), day(year, 12, 31)),
            let shares = window(day(year - 1, 10, 25), day(year - 1, 10, 31)),
            let enrolment = window(day(year - 1, 11, 1), day(year - 1, 12, 25)),
            let submission = window(handover, day(year - 1, 12, 31)), let voucher = window(handover, day(year, 1, 20)),
            let register = day(year - 1, 8, 31)
        else { return nil }
        return PlanYear(
            year: year, coverage: coverage, registerAsOf: register, retiredBefore: coverage.from,
            windows: [
                .shareSetting: shares, .confirmation: enrolment, .enrolment: enrolment, .review: enrolment,
                .districtSubmission: submission, .voucher: voucher,
            ],
            basePaymentDue: enrolment.through, districtPaymentDue: voucher.through, returnDays: 3, voucherDays: 5,
            addressRule: year >= 2024 ? .moreThanSixChineseCharacters : .atLeastSixCharacters,
            workingDays: workingDays)
    }
}

/// A plan year as it is kept.
public struct PlanYearRecord: Hashable, Sendable {
    public let proposal: YearProposal
    public let status: PlanYear.Status
    /// Counts every change of a draft; saving and publishing are guarded by it (409).
    public let stamp: Int

    public init(proposal: YearProposal, status: PlanYear.Status, stamp: Int) {
        self.proposal = proposal
        self.status = status
        self.stamp = stamp
    }

    public var year: PlanYear { proposal.year }
}
