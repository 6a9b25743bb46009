public import Domain

extension RecentSpan {
    public var wording: String {
        switch self {
        case .today: "今日"
        case .week: "本周"
        case .month: "本月"
        case .year: "本年"
        }
    }
}

extension JoiningStep {
    public var wording: String {
        switch self {
        case .union: "按下级工会"
        case .month: "按月"
        case .year: "按年"
        }
    }

    /// Of the column that names what the bars stand for.
    public var subject: String {
        switch self {
        case .union: "工会"
        case .month: "月份"
        case .year: "年份"
        }
    }
}

extension DayWindow {
    /// 本月, or the first and the last day.
    public func wording(on today: CalendarDay) -> String {
        if let span = RecentSpan(self, on: today) { return span.wording }
        return from == through ? "\(from)" : "\(from) 至 \(through) "
    }
}

extension StatisticsColumn {
    public var wording: String {
        switch self {
        case .baseUnions: "基层工会组织数"
        case .committees: "单独基层工会"
        case .joint: "联合工会"
        case .branches: "分工会/工会小组"
        case .enterprises: "覆盖企业数"
        case .members: "会员数"
        case .electronicCards: "已激活电子会员证"
        case .joined: "期间入会人数"
        case .activated: "期间激活电子会员证"
        case .cards: "期间制卡数"
        }
    }
}

/// Names of the export's file, sheet and lines.
public enum StatisticsWorkbook {
    public static let sheet = "统计报表"
    public static let union = "工会组织"
    public static let code = "工会编号"
    public static let total = "合计"

    public static func own(_ union: String) -> String { "\(union)（本级）" }

    public static func fileName(on day: CalendarDay) -> String { "统计报表-\(day).xlsx" }

    public static func title(_ union: String, _ days: DayWindow) -> String {
        "\(union)统计报表：期间 \(days.from) 至 \(days.through)，其余为导出时的数"
    }

    /// The line over the table and under each page: who, when.
    public static func mark(account: String, union: String, at time: String) -> String {
        "\(union) \(account) \(time) 导出，内部使用。"
    }
}
