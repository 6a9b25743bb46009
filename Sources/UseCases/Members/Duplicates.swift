import DatabaseKit
public import Domain
import Store

/// 疑似重复会员: pairs of memberships that may be one person's, decided by the union over both (domain, section 3).
public struct Duplicates: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Finding

    /// Looks through the actor's subtree; pairs that are known do not come back.
    ///
    /// - Returns: how many pairs are new.
    public func search(_ occasion: Occasion) async throws -> Int {
        let scope = try occasion.actor.authority.scope(for: .resolveDuplicates)
        return try await keep(try await found(in: scope), at: occasion.now)
    }

    // MARK: Reading

    /// A pair with both members; numbers are masked.
    public struct Line: Sendable {
        public let pair: DuplicatePair
        public let first: Members.Line
        public let second: Members.Line
    }

    /// A pair as it is decided, with what is in the way of merging it.
    public struct Sheet: Sendable {
        public let line: Line
        public let obstacle: MergeObstacle?
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(
        _ status: DuplicatePair.Status, page: ListPage, _ occasion: Occasion
    ) async throws -> List {
        try await platform.database.read { transaction in
            let scope = try occasion.actor.authority.scope(for: .resolveDuplicates)
            let store = DuplicateStore(transaction)
            let total = try store.count(status, in: scope)
            let page = page.within(total)
            return List(
                lines: try lines(try store.list(status, in: scope, page: page), transaction), total: total,
                page: page)
        }
    }

    public func find(_ id: ID<DuplicatePair>, _ occasion: Occasion) async throws -> Line {
        try await platform.database.read { transaction in
            let pair = try pair(id, occasion, transaction)
            guard let line = try lines([pair], transaction).first else { throw Refusal.notFound }
            return line
        }
    }

    /// The pair with what must be done before it can be merged.
    public func sheet(_ id: ID<DuplicatePair>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { transaction in
            let pair = try pair(id, occasion, transaction)
            guard let line = try lines([pair], transaction).first else { throw Refusal.notFound }
            let standing = try RollStore(transaction, platform.seal).standing(of: [pair.first, pair.second])
            guard pair.status == .open, let first = standing[pair.first], let second = standing[pair.second] else {
                return Sheet(line: line, obstacle: nil)
            }
            return Sheet(
                line: line,
                obstacle: try Self.obstacle(
                    (pair.first, first.person), (pair.second, second.person), occasion, transaction))
        }
    }

    private func lines(_ pairs: [DuplicatePair], _ transaction: any Transaction) throws -> [Line] {
        let vocabulary = try Vocabulary(DictionaryStore(transaction))
        let listed = try MemberListStore(transaction, platform.seal).listed(pairs.flatMap { [$0.first, $0.second] })
        return pairs.compactMap { pair in
            guard let first = listed[pair.first], let second = listed[pair.second] else { return nil }
            return Line(pair: pair, first: Members.Line(first, vocabulary), second: Members.Line(second, vocabulary))
        }
    }

    func pair(
        _ id: ID<DuplicatePair>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> DuplicatePair {
        guard let pair = try DuplicateStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.resolveDuplicates, on: pair.path)
        return pair
    }

    // MARK: Deciding

    public struct Receipt: Codable, Sendable {
        public let id: ID<DuplicatePair>
    }

    /// Marks a pair as two people; it does not come back.
    ///
    /// - Throws: `Refusal.reasonMissing`; `StaleVersion` for a pair that was decided meanwhile.
    public func markDifferent(
        _ id: ID<DuplicatePair>, reason: String, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("mark-duplicate-different", occasion) { transaction in
            let pair = try pair(id, occasion, transaction)
            guard reason.contains(where: { !$0.isWhitespace }) else { throw Refusal.reasonMissing }
            try DuplicateStore(transaction).decide(
                pair, .different, reason: String(reason.prefix(DuplicatePair.reasonLimit)), version: version,
                by: occasion.author, at: occasion.now)
            try Self.remind([pair.path], at: occasion.now, transaction)
            for member in [pair.first, pair.second] {
                try EventStore(transaction).record(
                    MemberEvent.notDuplicate.rawValue, on: .member, member.rawValue, at: pair.path, occasion)
            }
            return Receipt(id: id)
        }
    }
}
