/// What the copy that a person gets of everything kept of him is called, sheet by sheet.
extension RightsWorkbook {
    public enum Sheet: Sendable {
        case particulars, documents, memberships, cards, coverages, benefits, happenings

        public var wording: String {
            switch self {
            case .particulars: "个人信息"
            case .documents: "证件"
            case .memberships: "会籍"
            case .cards: "服务卡"
            case .coverages: "参保"
            case .benefits: "给付"
            case .happenings: "处理记录"
            }
        }

        public var titles: [String] {
            switch self {
            case .particulars: ["姓名", "性别", "出生日期", "手机号", "人保状态", "数据截止"]
            case .documents: ["证件类型", "证件号码", "证件到期日", "现用或以前"]
            case .memberships: ["会员编号", "所在工会", "单位", "工作单位", "详细地址", "入会日期", "离会日期"]
            case .cards: ["卡号", "发卡日期"]
            case .coverages: ["年度", "单位", "保障类型", "保障起", "保障止", "状态", "名单编号"]
            case .benefits: ["年度", "给付项目", "金额（元）", "给付日期", "编号"]
            case .happenings: ["时间", "办理", "办理的工会"]
            }
        }
    }

    /// An act for which there is no word of its own.
    public static let otherAct = "其他办理"

    public static func standing(isCurrent: Bool) -> String { isCurrent ? "现用" : "以前" }
}
