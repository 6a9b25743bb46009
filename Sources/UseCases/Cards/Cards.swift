import DatabaseKit
public import Domain
import Store
import Vault

/// 卡片信息管理: the members of the workbench with their cards.
public struct Cards: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What somebody searches by; names and numbers never stand in a URL.
    public struct Search: Hashable, Sendable, Codable {
        public var person: Confirmations.Search
        public var state: CardPossession?

        public init(person: Confirmations.Search = Confirmations.Search(), state: CardPossession? = nil) {
            self.person = person
            self.state = state
        }

        public var isEmpty: Bool { person.isEmpty && state == nil }

        /// A phone and a card that are neither whole nor four digits find nobody; the form refuses them.
        var filter: CardFilter {
            var filter = CardFilter(number: person.number.presence, state: state)
            filter.person.name = person.name.presence
            filter.person.document = person.document.presence
            filter.person.phone = person.phone.flatMap { MemberFilter.PhoneCondition($0) }
            filter.card = person.card.flatMap { CardFilter.CardCondition($0) }
            return filter
        }
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
        /// Of those listed without any filter; the others have none.
        public let withCard: BoundedCount
        public let part: CardHolderListing
        /// Whether the people were looked for.
        public let answer: Members.List.Answer
    }

    /// A unit's own members; for everybody above it, those of the subtree.
    public func list(
        _ search: Search = Search(), _ part: CardHolderPart = .first, size: Int, enterprise: ID<Enterprise>?,
        _ occasion: Occasion
    ) async throws -> Listing {
        let desk = try await desk(enterprise, occasion)
        return try await platform.database.read { [platform] transaction in
            let store = CardListStore(transaction, platform.seal)
            let classes = try MemberTallyStore(transaction).classes(in: desk.scope.subtree)
            let enterprise = classes[.enterprise] ?? 0
            let listed =
                desk.unit == nil ? enterprise : try store.count(CardFilter(), in: desk.scope).counted
            return Listing(
                unit: desk.unit,
                reconciliation: Reconciliation(
                    members: classes.values.reduce(0, +), listed: listed, otherUnits: enterprise - listed,
                    outsideEnterprise: classes[.outsideEnterprise] ?? 0, flexible: classes[.flexible] ?? 0),
                withCard: try store.count(CardFilter(state: .with), in: desk.scope),
                part: try store.list(search.filter, in: desk.scope, part, size: size),
                answer: CardListStore.answers(search.filter, in: desk.scope) ? .given : .nameTooShort)
        }
    }

    /// Whose list it is.
    struct Desk: Sendable {
        let unit: EnrollingUnit?
        let scope: CardListStore.Scope
    }

    func desk(_ enterprise: ID<Enterprise>?, _ occasion: Occasion) async throws -> Desk {
        let authority = occasion.actor.authority
        let subtree = try authority.scope(for: .viewCards)
        guard authority.includes(.orderCards) else { return Desk(unit: nil, scope: .subtree(subtree)) }
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        return Desk(unit: unit, scope: .unit(unit.id, subtree))
    }
}

extension Cards {
    /// Indexes the last four digits of cards that were issued before these were searched by, a thousand in a step.
    public func indexTails() async throws {
        try await stepByStep { try ServiceCardStore($0, $1).indexTails(limit: $2) }
    }

    /// Judges the check digits of cards that came before these were written down, a thousand in a step.
    public func judgeNumbers() async throws {
        try await stepByStep { try CardLineStore($0, $1).judgeNumbers(limit: $2) }
    }

    /// Writes down how long addresses are that came before their lengths were kept, a thousand in a step.
    public func measureAddresses() async throws {
        try await stepByStep { try CardCandidateStore($0, $1).measureAddresses(in: nil, limit: $2) }
    }

    /// Those of one union, where somebody looks before their turn has come.
    func measureAddresses(in union: ID<Union>) async throws {
        let isDone = try await platform.database.read { [platform] transaction in
            try !CardCandidateStore(transaction, platform.seal).hasUnmeasuredAddress(in: union)
        }
        if isDone { return }
        try await stepByStep { try CardCandidateStore($0, $1).measureAddresses(in: union, limit: $2) }
    }

    /// - Parameter work: does as many as it is told, and says how many it found.
    private func stepByStep(
        _ work: @escaping @Sendable (any Transaction, FieldSeal, Int) throws -> Int
    ) async throws {
        let step = 1_000
        var done = step
        while done == step {
            done = try await platform.database.write { [platform] transaction in
                try work(transaction, platform.seal, step)
            }
        }
    }
}
