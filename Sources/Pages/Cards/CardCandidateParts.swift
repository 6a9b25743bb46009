import Domain
import Wording

extension CardCandidatesPage {
    /// How the people without a card divide, and which part is shown.
    public struct Parts: Sendable {
        let ready: Int
        let obstructed: Int
        let ordered: Int
        let replacements: Int
        let requested: Int
        let shown: Shown

        public enum Shown: String, Sendable, CaseIterable {
            case open, ready, obstructed, ordered, replacements, requested
            /// Of other classes, who apply themselves.
            case applying

            /// Whether a batch can be made of them.
            var isOrderable: Bool { self != .ordered && self != .applying }
        }

        /// - Parameters:
        ///   - replacements: of all of them, who have a card that is to be replaced.
        ///   - requested: of all of them, who have asked for a card themselves.
        public init(
            ready: Int, obstructed: Int, ordered: Int, replacements: Int = 0, requested: Int = 0, shown: Shown
        ) {
            (self.ready, self.obstructed, self.ordered, self.shown) = (ready, obstructed, ordered, shown)
            (self.replacements, self.requested) = (replacements, requested)
        }
    }
}

extension CardCandidatesPage.Parts.Shown {
    var wording: String {
        switch self {
        case .open: "待办"
        case .ready: "可以办卡"
        case .obstructed: "需先处理"
        case .ordered: "已在办卡批次"
        case .replacements: CardNeed.replacement.wording
        case .requested: CardNeed.requested.wording
        case .applying: "须由本人申请"
        }
    }
}

extension CardCandidatesPage.Parts {
    /// Of all of them, told apart by why they need a card; those of whom there are none are left out.
    var subsets: [(part: Shown, count: Int)] {
        [(.replacements, replacements), (.requested, requested)].filter { $0.1 > 0 }
    }
}
