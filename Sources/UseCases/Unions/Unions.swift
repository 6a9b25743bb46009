import DatabaseKit
public import Domain
import Store

/// 组织管理: the federation below the actor's union.
public struct Unions: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// 组织查询管理 at one node of the tree.
    public struct Directory: Sendable {
        public let node: Union
        /// From the actor's own union down to the one above the node.
        public let above: [Union]
        public let children: [UnionBranch]
        /// Whether the level has more unions than the tree shows.
        public let isCut: Bool
        public let counts: UnionCounts
        public let lines: [UnionLine]
        public let total: Int
        public let page: ListPage
        /// What the filter offers.
        public let words: OrganisationWords
    }

    /// How many unions of a level the tree shows; further ones are found by searching.
    public static let levelLimit = 200

    /// - Parameters:
    ///   - node: where in the tree; nil for the actor's own union.
    ///   - filter: searches everything below the node; an empty one lists what stands directly under it.
    /// - Throws: `Refusal.notFound` for a node outside the actor's subtree.
    public func directory(
        _ node: ID<Union>?, _ filter: UnionFilter, page: ListPage, _ occasion: Occasion
    ) async throws -> Directory {
        let authority = occasion.actor.authority
        let scope = try authority.scope(for: .viewUnions)
        return try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            let store = UnionDirectoryStore(transaction)
            guard let found = try unions.find(node ?? occasion.actor.union), scope.path.contains(found.path) else {
                throw Refusal.notFound
            }
            let part: UnionDirectoryStore.Part =
                filter.isEmpty ? .children(found.id) : .subtree(UnionScope(found.path))
            let level = try store.children(of: found, limit: Self.levelLimit + 1)
            let children = Array(level.prefix(Self.levelLimit))
            var (page, lines) = (page, try store.list(filter, part, page: page))
            // A first page that is not full has been everything.
            let total = page.number == 1 && lines.count < page.size ? lines.count : try store.count(filter, part)
            if page != page.within(total) {
                page = page.within(total)
                lines = try store.list(filter, part, page: page)
            }
            return Directory(
                node: found,
                above: try unions.lineage(of: found.path).dropLast().filter { scope.path.contains($0.path) },
                children: children, isCut: level.count > children.count,
                counts: level.count == children.count
                    ? try store.counts(of: found, above: children) : try store.counts(in: UnionScope(found.path)),
                lines: lines, total: total, page: page,
                words: OrganisationWords(try Vocabulary(DictionaryStore(transaction))))
        }
    }

    /// A union with the enterprises that it covers.
    public struct Sheet: Sendable {
        public let union: Union
        public let above: [Union]
        /// 上级, whose name every union knows.
        public let superior: String?
        public let counts: UnionCounts
        public let enterprises: [Enterprise]
        /// What the enterprises say of themselves.
        public let employers: [ID<Enterprise>: OrganisationParticulars]
        public let particulars: OrganisationParticulars
        /// A request about it that waits.
        public let openRequest: ID<UnionRequest>?
        /// What the actor may do here.
        public let acts: Set<Act>
        /// The newest first.
        public let history: [Step]
    }

    /// What can be done with a union on its page.
    public enum Act: Hashable, Sendable {
        case amend, found, dissolve, transfer, addEnterprise
    }

    /// A change of the union: who, when, from, to.
    public struct Step: Sendable {
        public let at: Instant
        /// Who has decided it, or entered it himself.
        public let account: String
        /// Who has asked for it; nil for what nobody has to decide.
        public let asker: UnionRequest.Asker?
        /// Why, in words.
        public let note: String?
        public let event: UnionEvent
        public let changes: [UnionChange]
    }

    /// - Throws: `Refusal.notFound` for a union outside the actor's subtree.
    public func find(_ id: ID<Union>, _ occasion: Occasion) async throws -> Sheet {
        let scope = try occasion.actor.authority.scope(for: .viewUnions)
        return try await platform.database.read { [platform] transaction in
            let unions = UnionStore(transaction)
            guard let union = try unions.find(id), scope.path.contains(union.path) else { throw Refusal.notFound }
            let enterprises = try unions.enterprises(of: id)
            return Sheet(
                union: union,
                above: try unions.lineage(of: union.path).dropLast().filter { scope.path.contains($0.path) },
                superior: try union.parent.flatMap { try unions.find($0) }?.name,
                counts: try UnionDirectoryStore(transaction).counts(in: UnionScope(union.path)),
                enterprises: enterprises,
                employers: try OrganisationLookupStore(transaction, platform.seal).particulars(of: enterprises),
                particulars: try OrganisationStore(transaction, platform.seal).particulars(of: union),
                openRequest: try UnionRequestStore(transaction, platform.seal).open(of: id),
                acts: Self.acts(on: union, by: occasion.actor),
                history: try history(of: id, transaction))
        }
    }

    private static func acts(on union: Union, by actor: Actor) -> Set<Act> {
        guard actor.authority.allows(.askUnionRequests, on: union.path), !union.isDissolved else { return [] }
        var acts: Set<Act> = [.amend]
        if union.role == .ordinary {
            if !union.kind.children.isEmpty { acts.insert(.found) }
            if union.parent != nil { acts.insert(.dissolve) }
            // A district stands under the city and nowhere else.
            if union.parent != nil, !union.kind.isDistrictLevel { acts.insert(.transfer) }
            if union.kind.isBase, actor.authority.allows(.editEnterprises, on: union.path) {
                acts.insert(.addEnterprise)
            }
        }
        return acts
    }

    private func history(of id: ID<Union>, _ transaction: any Transaction) throws -> [Step] {
        let entries = try EventStore(transaction).history(of: .union, id.rawValue)
        let changes = try UnionChangeStore(transaction, platform.seal).changes(of: entries.map(\.id))
        let askers = try UnionRequestStore(transaction, platform.seal).askers(of: entries.map(\.id))
        return entries.compactMap { entry in
            UnionEvent(rawValue: entry.action).map {
                Step(
                    at: entry.at, account: entry.account, asker: askers[entry.id],
                    note: askers[entry.id]?.note ?? entry.detail, event: $0, changes: changes[entry.id] ?? [])
            }
        }
    }
}
