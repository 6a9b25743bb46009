/// What a span of days has brought to a union with everything under it.
public struct JoiningFigures: Hashable, Sendable {
    /// 入会人数: memberships that began, without those transferred in and those that were mistakes.
    public var joined: Int
    /// 激活电子会员证: cards that were activated.
    public var activated: Int
    /// 制卡数: service cards that were issued.
    public var cards: Int

    public init(joined: Int = 0, activated: Int = 0, cards: Int = 0) {
        (self.joined, self.activated, self.cards) = (joined, activated, cards)
    }

    public static func + (left: Self, right: Self) -> Self {
        JoiningFigures(
            joined: left.joined + right.joined, activated: left.activated + right.activated,
            cards: left.cards + right.cards)
    }
}

/// What the bars of 入会人数统计图 stand for.
public enum JoiningStep: String, CaseIterable, Hashable, Sendable {
    /// 按下级工会
    case union
    /// 按月
    case month
    /// 按年
    case year
}

extension DayWindow {
    /// The months or years that it touches, the first first, as the beginnings of their days: `2023-11`, `2023`.
    ///
    /// - Parameter limit: of many only the last ones.
    public func periods(_ step: JoiningStep, limit: Int) -> [String] {
        let digits: Int
        switch step {
        case .union: return []
        case .month: digits = 7
        case .year: digits = 4
        }
        var day = through.firstOfMonth
        var periods: [String] = []
        while periods.count < limit, day >= from.firstOfMonth || day.year == from.year && step == .year {
            let period = String(day.description.prefix(digits))
            periods.append(period)
            let earlier = step == .month ? day.adding(months: -1) : day.adding(years: -1)
            guard earlier < day else { break }
            day = earlier
        }
        return periods.reversed()
    }
}
