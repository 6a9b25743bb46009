import DatabaseKit
public import Domain
import Store

extension Reviews {
    /// 添加到待提交: passes lists as they were shown; each is done or skipped with its reason.
    ///
    /// Where the district wants both levels, level 2 endorses and only the district approves.
    ///
    /// - Throws: `Refusal.notFound` when any of them lies outside the actor's subtree, `.nothingSelected`.
    public func approve(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> ReviewResult {
        try await decide(.approve, occasion, lists)
    }

    /// 退回: the lists go back to their units, whose people are free again.
    public func sendBack(
        _ occasion: Occasion, _ lists: [ReviewedVersion], _ decision: ReturnDecision
    ) async throws -> ReviewResult {
        try await decide(.return, occasion, lists, decision)
    }

    /// 移回: an approved list waits for review again.
    public func takeBack(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> ReviewResult {
        try await decide(.takeBack, occasion, lists)
    }

    // MARK: 通过全部无风险

    /// What passing all lists without a mark would do.
    public struct Clearance: Sendable {
        public let year: PlanYear
        public let totals: DistrictTotals
        /// The first of them, for a look before it is done.
        public let first: [ReviewEntry]
        /// How many more wait under the same filter: they carry a mark, or are not this reviewer's to pass.
        public let rest: Int
        public let passing: UnitEnrolment.Command
    }

    public static let clearanceNames = 10

    public func clearance(_ occasion: Occasion, _ filter: ReviewFilter) async throws -> Clearance {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            let turn = try Self.turn(occasion, transaction)
            let store = ReviewStore(transaction)
            let clear = try store.clear(for: turn, in: scope, year: year.year, filter)
            let first = clear.prefix(Self.clearanceNames).map(\.enrolment)
            let entries = try store.find(first)
            let waiting = try store.totals(turn.waiting, in: scope, year: year.year, filter).units
            return Clearance(
                year: year, totals: try store.clearTotals(for: turn, in: scope, year: year.year, filter),
                first: first.compactMap { entries[$0] }, rest: waiting - clear.count, passing: turn.passing)
        }
    }

    /// Passes every list without a mark under the filter, found anew; all of them or, when they are no longer those
    /// of the page, none.
    ///
    /// - Throws: `Refusal.nothingSelected` when there is none, `.changedMeanwhile` when there are others than shown.
    public func approveClear(
        _ occasion: Occasion, _ filter: ReviewFilter, expecting expected: ExpectedTotals
    ) async throws -> ReviewResult {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        let done = try await platform.once("review-clear", occasion) { transaction in
            let year = try Self.year(occasion, transaction)
            let act = try Self.act(.approve, occasion, transaction)
            let store = ReviewStore(transaction)
            let lists = try store.clear(for: act.turn, in: scope, year: year.year, filter)
            guard !lists.isEmpty else { throw Refusal.nothingSelected }
            let totals = try store.clearTotals(for: act.turn, in: scope, year: year.year, filter)
            guard ExpectedTotals(totals) == expected else { throw Refusal.changedMeanwhile }
            return Cleared(lists: lists, outcome: try act.perform(on: lists))
        }
        return try await report(.approve, occasion, done.lists, done.outcome)
    }

    private struct Cleared: Codable, Sendable {
        let lists: [ReviewedVersion]
        let outcome: ReviewAct.Outcome
    }

    // MARK: Parts

    /// Performs one command on each list in one transaction; what the rules refuse is skipped and named.
    private func decide(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ lists: [ReviewedVersion],
        _ returned: ReturnDecision? = nil
    ) async throws -> ReviewResult {
        guard !lists.isEmpty else { throw Refusal.nothingSelected }
        try Self.requireFew(lists)
        _ = try occasion.actor.authority.scope(for: .reviewEnrolment)
        let outcome = try await platform.once("review-" + command.rawValue, occasion) { transaction in
            try Self.act(command, occasion, transaction, returned: returned).perform(on: lists)
        }
        return try await report(command, occasion, lists, outcome)
    }

    private func report(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ lists: [ReviewedVersion],
        _ outcome: ReviewAct.Outcome
    ) async throws -> ReviewResult {
        try await platform.database.read { transaction in
            try Self.act(command, occasion, transaction).report(lists, outcome)
        }
    }

    /// - Parameter command: `.approve` is passing, whatever that is in the actor's hands.
    private static func act(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ transaction: any Transaction,
        returned: ReturnDecision? = nil
    ) throws -> ReviewAct {
        let turn = try turn(occasion, transaction)
        return ReviewAct(
            transaction: transaction, occasion: occasion, turn: turn,
            command: command == .approve ? turn.passing : command, returned: returned)
    }

    /// What the actor may do with lists, as his district has decided.
    static func turn(_ occasion: Occasion, _ transaction: any Transaction) throws -> ReviewTurn {
        ReviewTurn(
            try rule(occasion, transaction).levels, kind: occasion.actor.kind, account: occasion.actor.account)
    }

    static func rule(_ occasion: Occasion, _ transaction: any Transaction) throws -> ReviewRule {
        let district = try UnionStore(transaction).district(of: occasion.actor.path)
        return try ReviewRuleStore(transaction).rule(of: district?.id)
    }

    static func year(_ occasion: Occasion, _ transaction: any Transaction) throws -> PlanYear {
        guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path) else {
            throw Refusal.noPlanYear
        }
        return year
    }
}
