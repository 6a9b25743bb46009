import DatabaseKit
public import Domain
import Store

/// 审核方式: whether level 2 or the district, or both in turn, look at lists (domain 5.5).
public struct ReviewRules: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public func rule(_ occasion: Occasion) async throws -> ReviewRule {
        try occasion.actor.authority.require(.setReviewLevels, on: occasion.actor.path)
        return try await platform.database.read { try ReviewRuleStore($0).rule(of: occasion.actor.union) }
    }

    /// Decides for the district; lists that are passed already stay passed.
    ///
    /// - Throws: `StaleVersion` when somebody has decided since the form was shown.
    public func set(_ occasion: Occasion, _ levels: ReviewLevels, stamp: Int) async throws -> ReviewLevels {
        try occasion.actor.authority.require(.setReviewLevels, on: occasion.actor.path)
        return try await platform.once("set-review-levels", occasion) { transaction in
            let store = ReviewRuleStore(transaction)
            let before = try store.rule(of: occasion.actor.union).levels
            try store.set(
                levels, of: occasion.actor.union, stamp: stamp, by: occasion.actor.account, at: occasion.moment)
            try EventStore(transaction).record(
                "set-review-levels", on: .union, occasion.actor.union.rawValue, at: occasion.actor.path,
                from: before.rawValue, to: levels.rawValue, occasion)
            return levels
        }
    }
}
