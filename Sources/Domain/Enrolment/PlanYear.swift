/// One year of coverage with its calendar and rules (保障年度; domain 5.1).
///
/// All days are data of the year.
public struct PlanYear: Hashable, Sendable {
    public let year: Int
    public let coverage: DayWindow
    /// The register speaks of the time up to this day.
    public let registerAsOf: CalendarDay
    /// Who retires before this day is not covered.
    public let retiredBefore: CalendarDay
    public let windows: [Activity: DayWindow]
    /// Until when a unit pays its district (基层缴费期限).
    public let basePaymentDue: CalendarDay
    /// Until when a district pays the centre and uploads its voucher.
    public let districtPaymentDue: CalendarDay
    /// Days for which a list returned after the review window reopens for its unit.
    public let returnDays: Int
    /// Days a district has to answer a rejected voucher.
    public let voucherDays: Int
    public let addressRule: AddressRule
    public let workingDays: WorkingDayCalendar
    public let instant: InstantRules

    public init(
        year: Int, coverage: DayWindow, registerAsOf: CalendarDay, retiredBefore: CalendarDay,
        windows: [Activity: DayWindow], basePaymentDue: CalendarDay, districtPaymentDue: CalendarDay, returnDays: Int,
        voucherDays: Int, addressRule: AddressRule, workingDays: WorkingDayCalendar,
        instant: InstantRules = .standard
    ) {
        self.year = year
        self.coverage = coverage
        self.registerAsOf = registerAsOf
        self.retiredBefore = retiredBefore
        self.windows = windows
        self.basePaymentDue = basePaymentDue
        self.districtPaymentDue = districtPaymentDue
        self.returnDays = returnDays
        self.voucherDays = voucherDays
        self.addressRule = addressRule
        self.workingDays = workingDays
        self.instant = instant
    }

    /// Refuses an act on a day outside its window; a year that sets no window for it never opens it.
    public func require(_ activity: Activity, on today: CalendarDay) throws(Refusal) {
        guard let window = activity == .instant ? coverage : windows[activity] else { throw .noPlanYear }
        switch window.position(of: today) {
        case .inside: return
        case .before, .after: throw .outsideWindow(activity, window, today: today)
        }
    }
}

/// What has a window in the plan year.
public enum Activity: String, Hashable, Sendable, CaseIterable, Codable {
    /// 参保金额比例设置
    case shareSetting = "share-setting"
    /// 名单确认
    case confirmation
    /// 集中参保提交
    case enrolment
    /// 集中参保审核
    case review
    /// 提交至职保中心
    case districtSubmission = "district-submission"
    /// 上传缴费凭证
    case voucher
    /// 即时参保
    case instant

    /// Those whose windows a year writes down; 即时参保 lasts as long as the year's coverage.
    public static let allCases: [Activity] = [
        .shareSetting, .confirmation, .enrolment, .review, .districtSubmission, .voucher,
    ]
}
