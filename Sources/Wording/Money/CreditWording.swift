public import Domain

extension CreditField {
    /// What to do about a field that is missing or malformed.
    public var correction: String {
        switch self {
        case .district: "请填写区局（产业）的 12 位工会编号"
        case .year: "请填写款项所属的年度，如 2022"
        case .amount: "请填写大于 0 的金额，最多两位小数，如 1200.00"
        case .reason: "请填写退回原因"
        }
    }
}

extension Credit {
    /// The line of the manual: what came back, and what it may be used for.
    public func sentence(for year: Int) -> String {
        "\(fromYear) 年会员计划退回金额 \(remaining.yuanText) 元，可用于抵扣 \(year) 年集中参保费用。"
    }

    public var standingWording: String {
        switch standing {
        case .cancelled: "已撤销"
        case .open: remaining == .zero ? "已用完" : remaining == amount ? "未使用" : "部分使用"
        }
    }
}
