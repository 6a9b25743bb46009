import DatabaseKit
public import Domain
import Store
import Vault

/// Imports of members: a file is staged, looked at, confirmed (manual 2023, part 1, 三; ux pattern 10).
public struct MemberImports: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Rows per transaction while staging, so that the write lock is held only for some milliseconds (security,
    /// section 5).
    static let chunk = 500

    // MARK: Before the upload

    /// What the clerk chooses from before a file is taken.
    public struct Choices: Sendable {
        public let union: Union
        public let enterprises: [Enterprise]
        public let flexibleKinds: [DictionaryEntry]
    }

    public func choices(_ occasion: Occasion) async throws -> Choices {
        try await platform.database.read { transaction in
            let union = try Self.union(of: occasion, transaction)
            return Choices(
                union: union, enterprises: try UnionStore(transaction).enterprises(of: union.id),
                flexibleKinds: try Vocabulary(DictionaryStore(transaction)).offered(.flexibleKind))
        }
    }

    /// The import template, filled with the union's own name and the city's words.
    public func template(_ occasion: Occasion) async throws -> [UInt8] {
        let (union, vocabulary) = try await platform.database.read { transaction in
            (try Self.union(of: occasion, transaction), try Vocabulary(DictionaryStore(transaction)))
        }
        return try MemberTemplate(union: union, vocabulary: vocabulary).bytes(at: occasion.now)
    }

    // MARK: Giving up

    /// Gives an import up before its confirmation, also while it is being read.
    public func discard(_ id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await platform.once("discard-member-import", occasion) { transaction in
            let staged = try find(id, occasion, transaction)
            switch staged.status {
            case .discarded: return Receipt(id: id, counts: staged.counts)
            case .applied, .applying: throw Refusal.changedMeanwhile
            case .reading, .staged: break
            }
            try MemberImportStore(transaction, platform.seal).discard(
                id, as: .givenUp, version: staged.version)
            try EventStore(transaction).record(
                ImportEvent.discarded.rawValue, on: .memberImport, id.rawValue, at: staged.unionPath, occasion)
            return Receipt(id: id, counts: staged.counts)
        }
        try await clear(at: occasion.now)
    }

    /// Lets expire what nobody has confirmed in time, and throws away the rows that have had theirs.
    public func clear(at now: Instant) async throws {
        let limit = MemberImport.expiry(at: now)
        try await platform.database.write { [platform] transaction in
            try MemberImportStore(transaction, platform.seal).expire(before: limit)
        }
        var cleared = 1
        while cleared > 0 {
            cleared = try await platform.database.write { [platform] transaction in
                let former = try ImportActStore(transaction, platform.seal).clear(amount: Self.chunk)
                guard former == 0 else { return former }
                return try MemberImportStore(transaction, platform.seal).clear(before: limit, amount: Self.chunk)
            }
        }
    }

    // MARK: Scope

    static func union(of occasion: Occasion, _ transaction: any Transaction) throws -> Union {
        try occasion.actor.authority.require(.importMembers, on: occasion.actor.path)
        guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
        return union
    }

    func find(
        _ id: ID<MemberImport>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberImport {
        guard let found = try MemberImportStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.importMembers, on: found.unionPath)
        return found
    }
}

extension ImportCounts {
    /// The numbers alone, for the event.
    var detail: String {
        ImportOutcome.allCases.map { "\($0.rawValue)=\(self[$0])" }.joined(separator: " ")
    }
}
