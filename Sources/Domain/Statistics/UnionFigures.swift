/// What a union with everything under it is now (统计报表).
public struct UnionFigures: Hashable, Sendable {
    public var counts: UnionCounts
    /// 激活电子会员证: active ones of members.
    public var electronicCards: Int

    public init(_ counts: UnionCounts = UnionCounts(), electronicCards: Int = 0) {
        (self.counts, self.electronicCards) = (counts, electronicCards)
    }
}

/// A number of 统计报表.
public enum StatisticsColumn: String, CaseIterable, Hashable, Sendable {
    case baseUnions = "base-unions"
    case committees, joint, branches, enterprises, members
    case electronicCards = "electronic-cards"
    /// In the span of days, as the following ones.
    case joined, activated, cards

    public func value(_ now: UnionFigures, _ days: JoiningFigures) -> Int {
        switch self {
        case .baseUnions: now.counts.baseUnions
        case .committees: now.counts.committees
        case .joint: now.counts.joint
        case .branches: now.counts.branches
        case .enterprises: now.counts.enterprises
        case .members: now.counts.members
        case .electronicCards: now.electronicCards
        case .joined: days.joined
        case .activated: days.activated
        case .cards: days.cards
        }
    }
}
