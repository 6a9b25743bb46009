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
        // Only what was found is written with the lock held; the look through a whole city is a reader.
        let found = try await platform.database.read { transaction in
            let scope = try occasion.actor.authority.scope(for: .resolveDuplicates)
            var found: [DuplicateStore.Candidate] = []
            try DuplicateStore(transaction).forEachCandidate(in: scope) { candidate in
                if candidate.kind == .twoUnions || candidate.traits.first.isAlike(candidate.traits.second) {
                    found.append(candidate)
                }
            }
            // Who has the telephone number in common as well is found above.
            try DuplicateStore(transaction).forEachOfOneUnion(in: scope) { candidate in
                if !candidate.traits.first.isAlike(candidate.traits.second) { found.append(candidate) }
            }
            return found
        }
        return try await platform.database.write { transaction in
            try DuplicateStore(transaction).insert(found, at: occasion.now)
        }
    }

    // MARK: Reading

    /// A pair with both members; numbers are masked.
    public struct Line: Sendable {
        public let pair: DuplicatePair
        public let first: Members.Line
        public let second: Members.Line
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

    private func lines(_ pairs: [DuplicatePair], _ transaction: any Transaction) throws -> [Line] {
        let vocabulary = try Vocabulary(DictionaryStore(transaction))
        let listed = try MemberListStore(transaction, platform.seal).listed(pairs.flatMap { [$0.first, $0.second] })
        return pairs.compactMap { pair in
            guard let first = listed[pair.first], let second = listed[pair.second] else { return nil }
            return Line(pair: pair, first: Members.Line(first, vocabulary), second: Members.Line(second, vocabulary))
        }
    }

    private func pair(
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
            for member in [pair.first, pair.second] {
                try EventStore(transaction).record(
                    MemberEvent.notDuplicate.rawValue, on: .member, member.rawValue, at: pair.path, occasion)
            }
            return Receipt(id: id)
        }
    }

    /// Makes one person of a pair: one membership stays and the other ends; lists, cards and coverage stay with the
    /// person who has them, and the other's documents and past memberships become his.
    ///
    /// - Parameters:
    ///   - kept: the membership that stays.
    ///   - document: the member whose document counts from now on.
    /// - Throws: `Refusal.bothHaveHistory` when lists, cards or coverage hang on both people.
    public func merge(
        _ id: ID<DuplicatePair>, keeping kept: ID<Member>, document: ID<Member>, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("merge-duplicates", occasion) { transaction in
            let pair = try pair(id, occasion, transaction)
            let sides = [pair.first, pair.second]
            guard sides.contains(kept), sides.contains(document), let other = sides.first(where: { $0 != kept })
            else { throw Refusal.notFound }
            let standing = try RollStore(transaction, platform.seal).standing(of: sides)
            let listed = try MemberListStore(transaction, platform.seal).listed(sides)
            guard standing.count == 2, let stays = listed[kept], let goes = listed[other],
                let documented = listed[document]
            else { throw Refusal.changedMeanwhile }
            let lists = try RegisterStore(transaction).openEnrolments(of: standing.values.map(\.person))
            let store = DuplicateStore(transaction)
            try store.decide(
                pair, .merged, reason: nil, version: version, by: occasion.author, at: occasion.now)
            try store.end(other, on: occasion.today)
            let (one, another) = (stays.member.person, goes.member.person)
            if one.id != another.id {
                let people = try roles(one.id, another.id, store)
                let graver = [one, another].map(\.socialInsurance).max { $0.gravity < $1.gravity }
                try store.merge(
                    people.gone, into: people.kept, currentDocumentOf: documented.member.person.id,
                    status: graver ?? .unverified, on: occasion.today)
            }
            let events = EventStore(transaction)
            try events.record(
                MemberEvent.merged.rawValue, on: .member, kept.rawValue, at: stays.unionPath, occasion)
            try events.record(
                MemberEvent.endedAsDuplicate.rawValue, on: .member, other.rawValue, at: goes.unionPath, occasion)
            try EnrolmentFreshness.refresh(lists, transaction, occasion)
            return Receipt(id: id)
        }
    }

    /// Who has lists, cards or coverage stays; of two who have none, the one whose membership stays.
    private func roles(
        _ first: ID<Person>, _ second: ID<Person>, _ store: DuplicateStore
    ) throws -> (kept: ID<Person>, gone: ID<Person>) {
        switch (try store.hasHistory(first), try store.hasHistory(second)) {
        case (_, false): (first, second)
        case (false, true): (second, first)
        case (true, true): throw Refusal.bothHaveHistory
        }
    }
}
