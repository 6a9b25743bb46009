import Domain
import Wording

extension CardBatch.Status {
    var badge: StateBadge {
        switch self {
        case .draft: StateBadge(wording, .now)
        case .submitted, .inProduction: StateBadge(wording, .wait)
        case .produced: StateBadge(wording, .done)
        case .partlyFailed: StateBadge(wording, .bad)
        case .cancelled: StateBadge(wording)
        }
    }
}

extension CardLine.Status {
    var badge: StateBadge {
        switch self {
        case .pending: StateBadge("待制卡", .wait)
        case .issued: StateBadge("已制卡", .done)
        case .failed: StateBadge("失败，已回待办", .bad)
        case .cancelled: StateBadge("已撤销，已回待办")
        }
    }
}

extension CardLine {
    var badge: StateBadge {
        switch status {
        case .cancelled where leftOut != nil: StateBadge("已剔除")
        case .pending: obstacle.map { [$0].badge } ?? status.badge
        case .issued, .failed, .cancelled: status.badge
        }
    }
}

extension [CardObstacle] {
    /// Whether a card can be ordered, in one word.
    var badge: StateBadge {
        guard let first else { return StateBadge("可以办卡", .done) }
        if first == .inBatch { return StateBadge(first.wording, .wait) }
        return StateBadge(first.wording, first.isMendable ? .bad : .plain)
    }
}

/// The part of the workbench that these pages belong to.
enum CardArea {
    static let crumbs = [Crumb("业务工作台", .workbench), Crumb("会员服务卡管理")]
}
