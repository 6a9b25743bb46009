import DatabaseKit
public import Domain
import Store

/// 修改信息, 新建组织, 删除组织 and 转移组织: each is asked for and goes to the superior.
extension UnionRequests {
    /// What the form of 修改信息 begins with.
    public struct Sheet: Sendable {
        public let union: Union
        /// 上级, whose name every union knows.
        public let superior: String?
        public let particulars: OrganisationParticulars
        public let words: OrganisationWords
    }

    /// - Throws: `Refusal.unionRequestOpen` while another request about it waits, `Refusal.unionFixed`.
    public func sheet(_ id: ID<Union>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            guard try UnionRequestStore(transaction, platform.seal).open(of: id) == nil else {
                throw Refusal.unionRequestOpen
            }
            return try Self.sheet(union, transaction, platform)
        }
    }

    /// The union under which a new one is to stand; its own particulars are no part of the form.
    public func founding(under id: ID<Union>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            let superior = try Self.union(id, occasion, transaction)
            guard !superior.isHolding, !superior.kind.children.isEmpty else { throw Refusal.unionFixed }
            return try Self.sheet(superior, transaction, platform)
        }
    }

    private static func sheet(
        _ union: Union, _ transaction: any Transaction, _ platform: Platform
    ) throws -> Sheet {
        let store = OrganisationStore(transaction, platform.seal)
        let superior = try union.parent.flatMap { try UnionStore(transaction).find($0) }
        return Sheet(
            union: union, superior: superior?.name, particulars: try store.particulars(of: union),
            words: OrganisationWords(try Vocabulary(DictionaryStore(transaction))))
    }

    /// 修改信息.
    ///
    /// - Throws: `OrganisationProblems`, `Refusal.unionUnchanged`, `Refusal.unionRequestOpen`.
    public func amend(
        _ id: ID<Union>, to typed: OrganisationParticulars, note: String?, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-union-amendment", occasion) { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            let before = try OrganisationStore(transaction, platform.seal).particulars(of: union)
            let after = typed.normalised
            guard after != before else { throw Refusal.unionUnchanged }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            let problems = try writer.problems(
                of: after, of: id, before: before, kind: union.kind, at: union.path, under: union.parent)
            guard problems.entries.isEmpty else { throw problems }
            return try writer.ask(
                UnionRequestStore.Draft(
                    .amendment, union: id, unionKind: union.kind, unionName: union.name, before: before, after: after,
                    note: note), at: union)
        }
    }

    /// 新建组织.
    ///
    /// - Throws: `OrganisationProblems`, `Refusal.unionMisplaced`.
    public func found(
        _ typed: OrganisationParticulars, as kind: UnionKind, under id: ID<Union>, note: String?, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-union-founding", occasion) { [platform] transaction in
            let superior = try Self.union(id, occasion, transaction)
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            if let obstacle = UnionRequestWriter.obstacle(toPutting: kind, under: superior) { throw obstacle }
            let after = typed.normalised
            var problems = try writer.problems(
                of: after, of: nil, before: nil, kind: kind, at: superior.path, under: superior.id)
            if try UnionRequestStore(transaction, platform.seal).isFoundingOpen(after.name, under: superior.id) {
                problems.entries.append(.init(.name, .nameAsked))
            }
            // The numbers of a district begin with six digits that somebody has to choose.
            if after.code.isEmpty, kind.isDistrictLevel { problems.entries.append(.init(.code, .missing)) }
            guard problems.entries.isEmpty else { throw problems }
            return try writer.ask(
                UnionRequestStore.Draft(
                    .founding, union: nil, superior: id, unionKind: kind, unionName: after.name, after: after,
                    note: note), at: superior)
        }
    }

    /// What the page of 删除组织 says before it is asked for.
    public struct Dissolution: Sendable {
        public let union: Union
        public let obstacle: Refusal?
    }

    public func dissolution(_ id: ID<Union>, _ occasion: Occasion) async throws -> Dissolution {
        try await platform.database.read { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            guard try UnionRequestStore(transaction, platform.seal).open(of: id) == nil else {
                throw Refusal.unionRequestOpen
            }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            return Dissolution(union: union, obstacle: try writer.obstacle(toDissolving: union))
        }
    }

    /// 删除组织.
    ///
    /// - Throws: `Refusal.unionInUse` with all that is in the way, `Refusal.reasonMissing`.
    public func dissolve(_ id: ID<Union>, note: String?, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("ask-union-dissolution", occasion) { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            if let obstacle = try writer.obstacle(toDissolving: union) { throw obstacle }
            guard let note else { throw Refusal.reasonMissing }
            return try writer.ask(
                UnionRequestStore.Draft(
                    .dissolution, union: id, unionKind: union.kind, unionName: union.name, note: note), at: union)
        }
    }

    /// Where a union could go: name, kind and district only, since they are chosen outside one's subtree.
    public struct Destinations: Sendable {
        public let union: Union
        public let superior: String?
        public let districts: [Union]
        public let targets: [Target]
        public let isCut: Bool
        /// How many unions go along.
        public let subordinates: Int
        public let lockedUnits: Int

        public struct Target: Sendable {
            public let id: ID<Union>
            public let name: String
            public let kind: UnionKind
        }
    }

    /// How many targets a search shows.
    public static let targetLimit = 20

    /// - Parameters:
    ///   - district: where to look; nil for the union's own.
    ///   - name: part of the name, or the whole number.
    public func destinations(
        of id: ID<Union>, in district: ID<Union>?, name: String?, _ occasion: Occasion
    ) async throws -> Destinations {
        try await platform.database.read { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            guard try UnionRequestStore(transaction, platform.seal).open(of: id) == nil else {
                throw Refusal.unionRequestOpen
            }
            guard union.parent != nil, !union.isHolding else { throw Refusal.unionFixed }
            let store = TransferTargetStore(transaction)
            let districts = try store.districts()
            let own = try UnionStore(transaction).district(of: union.path)
            let found = try (districts.first { $0.id == district } ?? own).map {
                try store.superiors(of: union, in: UnionScope($0.path), name: name, limit: Self.targetLimit + 1)
            }
            let superior = try union.parent.flatMap { try UnionStore(transaction).find($0) }
            let tree = UnionTreeStore(transaction)
            return Destinations(
                union: union, superior: superior?.name, districts: districts,
                targets: (found ?? []).prefix(Self.targetLimit).map {
                    Destinations.Target(id: $0.id, name: $0.name, kind: $0.kind)
                }, isCut: (found ?? []).count > Self.targetLimit,
                subordinates: try tree.obstacles(of: union).subordinates,
                lockedUnits: try tree.lockedUnits(in: UnionScope(union.path)))
        }
    }

    /// 转移组织.
    ///
    /// - Throws: `Refusal.unionCycle`, `.unionAlreadyThere`, `.unionMisplaced`, `.unionNameTaken`, `.unionLocked`,
    ///   `.reasonMissing`.
    public func transfer(
        _ id: ID<Union>, under superior: ID<Union>, note: String?, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-union-transfer", occasion) { [platform] transaction in
            let union = try Self.union(id, occasion, transaction)
            guard let target = try UnionStore(transaction).find(superior) else { throw Refusal.notFound }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            if let obstacle = try writer.obstacle(toMoving: union, under: target) { throw obstacle }
            guard let note else { throw Refusal.reasonMissing }
            return try writer.ask(
                UnionRequestStore.Draft(
                    .transfer, union: id, superior: superior, unionKind: union.kind, unionName: union.name, note: note),
                at: union, target: target.path)
        }
    }

    /// The union that a request is to be about.
    ///
    /// - Throws: `Refusal.notFound` outside the actor's subtree, `Refusal.unionFixed` for one that is deleted.
    static func union(
        _ id: ID<Union>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Union {
        guard let union = try UnionStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.askUnionRequests, on: union.path)
        guard !union.isDissolved else { throw Refusal.unionFixed }
        return union
    }
}
