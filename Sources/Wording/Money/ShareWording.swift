public import Domain

extension ShareField {
    public var wording: String {
        switch self {
        case .district: "区局/各级工会默认缴纳(元/人)"
        case .base: "基层单位默认缴纳(元/人)"
        }
    }
}

extension ShareRefusal.Problem {
    public var wording: String {
        switch self {
        case .missing(let field): "请填写：\(field.wording)"
        case .notAnAmount(let field): "\(field.wording)：请输入金额，最多两位小数，如 13.00"
        case .doesNotAddUp(let typed, let remainder):
            "区局与基层合计 \(typed.yuanText) 元，应等于参保费用减去市总统一划拨，即 \(remainder.yuanText) 元"
        }
    }

    /// The field under which the message stands.
    public var field: ShareField {
        switch self {
        case .missing(let field), .notAnAmount(let field): field
        case .doesNotAddUp: .district
        }
    }
}

extension ShareSetting.Origin {
    public var wording: String {
        switch self {
        case .city: "市总默认"
        case .district: "本区局设置"
        }
    }
}
