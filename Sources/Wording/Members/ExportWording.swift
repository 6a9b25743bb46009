public import Domain

extension ExportPurpose {
    public var wording: String {
        switch self {
        case .bank: "银行办卡、发放"
        case .socialInsurance: "社保、人保核对"
        case .unionMatter: "本工会会员服务"
        case .askedByAuthority: "有权机关依法调取"
        }
    }
}

extension ExportRefusal {
    public var wording: String {
        switch self {
        case .nobody: "当前筛选没有会员，请先调整筛选条件"
        case .tooMany(let limit): "一次最多导出 \(limit.formatted) 名会员，请用筛选缩小范围后分次导出"
        case .wholeNumbersOfFormer: "已离会人员的名单只能导出掩码：离会后工会不再使用其完整号码。请选择“掩码”后再导出"
        }
    }
}

extension Int {
    fileprivate var formatted: String {
        let digits = String(self)
        return digits.count > 4 ? digits.dropLast(4) + "万" : digits
    }
}

/// Names of the export's file, sheets and lines.
public enum MemberExportWorkbook {
    public static let sheet = "会员信息"
    public static let name = "姓名"
    public static let union = "所在工会"
    public static let unionCode = "工会编号"
    public static let electronicCard = "是否激活电子会员证"

    public static let leftOn = "离会日期"
    public static let leaveReason = "离会原因"

    public static func fileName(_ standing: MemberFilter.Standing? = nil, on day: CalendarDay) -> String {
        switch standing {
        case nil: "会员信息-\(day).xlsx"
        case .former: "已离会人员-\(day).xlsx"
        }
    }

    /// The line over the table and under each page: who, when, what for, until when it may be kept.
    public static func mark(
        account: String, union: String, at time: String, purpose: ExportPurpose?, keepUntil day: CalendarDay,
        consent: (by: String, purpose: ExportPurpose)? = nil
    ) -> String {
        let numbers =
            purpose.map { "含完整号码，用途：\($0.wording)" }
            ?? "号码已掩码" + (consent.map { "，用途：\($0.purpose.wording)" } ?? "")
        let second = consent.map { "；经 \($0.by) 同意" } ?? ""
        return "\(union) \(account) \(time) 导出；\(numbers)\(second)。含个人信息，请勿外传，请在 \(day) 前删除。"
    }
}
