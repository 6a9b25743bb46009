import DatabaseKit
public import Domain
import Store

/// 卡片信息管理: the members of the workbench with their cards.
public struct Cards: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Why this list is shorter than 会员管理: the parts add up to the members there.
    public struct Reconciliation: Hashable, Sendable {
        /// As many as 会员管理 shows.
        public let members: Int
        /// In this list.
        public let listed: Int
        /// Members of the class 关联企业 in other units of the union.
        public let otherUnits: Int
        public let outsideEnterprise: Int
        public let flexible: Int
    }

    public struct Listing: Sendable {
        /// Nil when a whole subtree is shown.
        public let unit: EnrollingUnit?
        public let reconciliation: Reconciliation
        public let withCard: Int
        public let withoutCard: Int
        public let holders: [CardHolder]
    }

    /// A unit's own members; for everybody above it, those of the subtree.
    public func list(
        _ possession: CardPossession?, offset: Int, limit: Int, enterprise: ID<Enterprise>?,
        _ occasion: Occasion
    ) async throws -> Listing {
        let authority = occasion.actor.authority
        let subtree = try authority.scope(for: .viewCards)
        var unit: EnrollingUnit?
        var scope = ServiceCardStore.Scope.subtree(subtree)
        if authority.includes(.orderCards) {
            let own = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
            (unit, scope) = (own, .unit(own.id))
        }
        let seal = platform.seal
        return try await platform.database.read { [unit, scope] transaction in
            let store = ServiceCardStore(transaction, seal)
            let withCard = try store.count(.with, in: scope)
            let withoutCard = try store.count(.without, in: scope)
            let total: Int
            switch possession {
            case .with: total = withCard
            case .without: total = withoutCard
            case nil: total = withCard + withoutCard
            }
            let members = try store.members(in: subtree)
            let listed = withCard + withoutCard
            return Listing(
                unit: unit,
                reconciliation: Reconciliation(
                    members: members.values.reduce(0, +), listed: listed,
                    otherUnits: (members[.enterprise] ?? 0) - listed,
                    outsideEnterprise: members[.outsideEnterprise] ?? 0, flexible: members[.flexible] ?? 0),
                withCard: withCard, withoutCard: withoutCard,
                holders: try store.list(possession, in: scope, offset: offset < total ? offset : 0, limit: limit))
        }
    }
}
