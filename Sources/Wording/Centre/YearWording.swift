public import Domain

extension PlanYear.Status {
    public var wording: String {
        switch self {
        case .draft: "草稿"
        case .published: "已发布"
        }
    }
}

extension YearField {
    public var wording: String {
        switch self {
        case .coverageFrom: "保障起始日"
        case .coverageThrough: "保障终止日"
        case .registerAsOf: "退休数据截止日"
        case .retiredBefore: "此日前退休的不参保"
        case .windowFrom(let activity): "\(activity.wording)，开始日"
        case .windowThrough(let activity): "\(activity.wording)，截止日"
        case .basePaymentDue: "基层缴费期限"
        case .returnDays: "逾期退回后可修改的天数"
        case .voucherDays: "凭证退回后可重传的天数"
        case .addressRule: "办卡地址要求"
        case .instantStart: "即时参保的保障起始日"
        case .instantVoucherDays: "即时参保上传缴费凭证的天数"
        case .halfPremium: "即时参保半年及以内费用（元/人）"
        case .halfCityShare: "其中市总统一划拨（元/人）"
        case .planType: "保障类型"
        case .planName: "保障类型名称"
        case .premium: "参保费用（元/人）"
        case .cityShare: "市总统一划拨（元/人）"
        case .districtShare: "区局/各级工会默认缴纳（元/人）"
        case .baseShare: "基层单位默认缴纳（元/人）"
        case .categories: "参保对象"
        }
    }

    /// Which plan's field it is; nil for a field of the year.
    var row: Int? {
        switch self {
        case .planType(let row), .planName(let row), .premium(let row), .cityShare(let row), .districtShare(let row),
            .baseShare(let row), .categories(let row), .halfPremium(let row), .halfCityShare(let row):
            row
        case .coverageFrom, .coverageThrough, .registerAsOf, .retiredBefore, .windowFrom, .windowThrough,
            .basePaymentDue, .returnDays, .voucherDays, .addressRule, .instantStart, .instantVoucherDays:
            nil
        }
    }
}

extension YearProblem {
    /// What to do about it, naming the field, so that it can stand in the summary too.
    public var wording: String {
        let name = (field.row.map { "第 \($0 + 1) 种保障，" } ?? "") + field.wording
        switch kind {
        case .missing: return "请填写：\(name)"
        case .notADay: return "\(name)：请输入日期，如 2023-12-25"
        case .notAnAmount: return "\(name)：请输入金额，最多两位小数，如 26.00"
        case .notANumber(let range): return "\(name)：请输入 \(range.lowerBound) 至 \(range.upperBound) 的整数"
        case .notOneOfThese: return "请选择：\(name)"
        case .tooLong(let limit): return "\(name)：最多 \(limit) 个字"
        case .notAfter(let other, let day): return "\(name)必须晚于\(other.wording) \(day.withWeekday)"
        case .earlierThan(let other, let day): return "\(name)不能早于\(other.wording) \(day.withWeekday)"
        case .laterThan(let other, let day): return "\(name)不能晚于\(other.wording) \(day.withWeekday)"
        case .notInYear(let year): return "\(name)应在 \(year) 年内"
        case .planTwice(let type): return "\(name)：\(type) 类出现了两次，请修改其中一个"
        case .sharesDoNotAddUp(let premium, let shares):
            return "\(name) \(premium.yuanText) 元不等于三方合计 \(shares.yuanText) 元，请改到相等"
        case .premiumZero: return "\(name)必须大于 0"
        case .halfYearPrice: return "\(name)：不能高于全年费用，市总划拨不能高于它"
        case .noPlan: return "请至少填写一种保障类型"
        }
    }
}
