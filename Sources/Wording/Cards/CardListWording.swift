public import Domain

extension CardPossession {
    public var wording: String {
        switch self {
        case .with: "已办卡"
        case .inUse: CardLife.inUse.wording
        case .beingReplaced: CardLife.beingReplaced.wording
        case .without: "未办卡"
        case .ordered: "办理中"
        case .lost: CardLife.lost.wording
        case .notYet: "尚未办理"
        }
    }
}

extension CardHolder {
    /// How it is with his card, in one word.
    public var stateWording: String {
        if card == nil, batchNumber != nil { return CardPossession.ordered.wording }
        return life?.wording ?? CardPossession.without.wording
    }
}

/// Names of the file of 卡片信息管理, its sheet and its columns.
public enum CardWorkbook {
    public static let sheet = "会员服务卡"
    public static let titles = [
        "姓名", "会员编号", "证件类型", "证件号码", "证件到期日", "手机号", "所在工会", "工作单位", "卡号", "卡片状态", "制卡日期", "办卡批次",
    ]

    public static func fileName(on day: CalendarDay) -> String { "会员服务卡-\(day).xlsx" }
}
