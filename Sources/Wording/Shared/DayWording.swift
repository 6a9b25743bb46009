public import Domain

extension Weekday {
    public var wording: String {
        switch self {
        case .monday: "周一"
        case .tuesday: "周二"
        case .wednesday: "周三"
        case .thursday: "周四"
        case .friday: "周五"
        case .saturday: "周六"
        case .sunday: "周日"
        }
    }
}

extension CalendarDay {
    /// A deadline standing alone: 2023-12-25 周一.
    public var withWeekday: String { "\(self) \(weekday.wording)" }

    /// A deadline in a sentence: 2023-12-25（周一）.
    public var inSentence: String { "\(self)（\(weekday.wording)）" }

    /// As the notices write it: 2023年12月25日.
    public var inNotice: String { "\(year)年\(month)月\(day)日" }
}

extension DayWindow {
    public var wording: String { "\(from.withWeekday) 至 \(through.withWeekday)" }
}

extension Activity {
    public var wording: String {
        switch self {
        case .shareSetting: "参保金额比例设置"
        case .confirmation: "名单确认"
        case .enrolment: "集中参保提交"
        case .review: "集中参保审核"
        case .districtSubmission: "提交至职保中心"
        case .voucher: "上传缴费凭证"
        case .instant: "即时参保"
        }
    }

    /// What somebody does who comes too late.
    public var afterwards: String {
        switch self {
        case .shareSetting: "比例已确定，如需调整请联系职保中心。"
        case .confirmation, .enrolment: "集中参保已截止，请在保障年度内按即时参保流程办理，或联系上级工会。"
        case .review: "审核期已过，请联系职保中心。"
        case .districtSubmission: "提交期已过，未提交的单位请按即时参保流程办理。"
        case .voucher: "上传期限已过，请联系职保中心。"
        case .instant: "请办理下一年度的集中参保或即时参保。"
        }
    }
}
