import DatabaseKit
public import Domain
import Store

/// A clerk offers members to another union (转移, 批量转移).
extension MemberTransfers {
    /// Who is meant.
    public enum Selection: Hashable, Sendable {
        case member(ID<Member>)
        /// The token behind which a choice from the list is kept.
        case kept(String)
    }

    private var choice: MemberChoice {
        MemberChoice(platform: platform, list: "transfer", action: .transferMembers)
    }

    /// Keeps the members that were ticked and gives the token for the pages that follow.
    public func keep(_ members: [ID<Member>], _ occasion: Occasion) async throws -> String {
        try await choice.keep(members, occasion)
    }

    /// Keeps everybody whom the filter finds.
    ///
    /// - Parameter expected: how many the list showed.
    /// - Throws: `Refusal.countChanged` when there are more or fewer now.
    public func keep(
        allOf filter: MemberFilter, under union: ID<Union>?, expected: Int, _ occasion: Occasion
    ) async throws -> String {
        try await choice.keep(allOf: filter, under: union, expected: expected, occasion)
    }

    /// Everything that the form shows before a transfer is asked for.
    public struct Draft: Sendable {
        public let people: Int
        /// The first ten; whoever had better be deleted comes before the others.
        public let faces: [Face]
        public let consequences: TransferConsequences
        public let districts: [Union]
        public let district: ID<Union>?
        public let targets: [Target]
        /// There are more than are shown.
        public let isCut: Bool
    }

    /// A union that can be chosen; it may lie outside the actor's subtree.
    public struct Target: Sendable {
        public let id: ID<Union>
        public let name: String
        public let kind: UnionKind
        public let standing: Union.Standing
    }

    /// One of the people; the number is masked.
    public struct Face: Sendable {
        public let name: String
        public let document: String
        public let workplace: String
        /// What hangs on his membership.
        public let consequences: TransferConsequences
    }

    /// People whom the form names.
    static let shownFaces = 10
    /// Unions that a search shows.
    static let shownTargets = 50

    /// - Parameters:
    ///   - district: in which the receiving union is sought; nil for the actor's own.
    ///   - name: part of its name, or its whole number.
    public func draft(
        _ selection: Selection, district: ID<Union>?, name: String?, _ occasion: Occasion
    ) async throws -> Draft {
        let members = try await members(of: selection, occasion)
        let choice = self.choice
        return try await platform.database.read { [platform] transaction in
            let candidates = try choice.candidates(members, occasion, transaction)
            let store = TransferCandidateStore(transaction)
            let targets = TransferTargetStore(transaction)
            let districts = try targets.districts()
            let own = try UnionStore(transaction).district(of: occasion.actor.path)?.id
            let chosen = districts.first { $0.id == district ?? own }
            let found = try chosen.map {
                try targets.find(in: UnionScope($0.path), name: name, limit: Self.shownTargets + 1)
            }
            let ids = candidates.map(\.member)
            let gone = try store.gone(ids, limit: Self.shownFaces)
            let first = gone + ids.filter { !gone.contains($0) }.prefix(Self.shownFaces - gone.count)
            let each = try store.consequences(ofEach: first, on: occasion.today)
            let places = Dictionary(uniqueKeysWithValues: first.enumerated().map { ($1, $0) })
            return Draft(
                people: candidates.count,
                faces: try store.faces(first, platform.seal).sorted {
                    places[$0.member] ?? .max < places[$1.member] ?? .max
                }.map {
                    Face(
                        name: $0.name, document: $0.document.masked, workplace: $0.workplace,
                        consequences: each[$0.member] ?? TransferConsequences())
                },
                consequences: try store.consequences(of: ids, on: occasion.today), districts: districts,
                district: chosen?.id,
                targets: (found ?? []).filter { $0.id != occasion.actor.union }.prefix(Self.shownTargets).map {
                    Target(id: $0.id, name: $0.name, kind: $0.kind, standing: $0.standing)
                },
                isCut: (found?.count ?? 0) > Self.shownTargets)
        }
    }

    public struct RunReceipt: Codable, Sendable {
        public let run: ID<TransferRun>
    }

    /// Offers the members to the union; who cannot be offered is left and named with the reason.
    ///
    /// - Throws: `Refusal.notFound` when one of them is not the actor's, or the union is none that takes members.
    public func ask(
        _ selection: Selection, to target: ID<Union>, motive: String, _ occasion: Occasion
    ) async throws -> RunReceipt {
        let members = try await members(of: selection, occasion)
        let choice = self.choice
        return try await platform.once("ask-transfers", occasion) { [platform] transaction in
            let candidates = try choice.candidates(members, occasion, transaction)
            guard let union = try UnionStore(transaction).find(target), union.kind.isBase else {
                throw Refusal.notFound
            }
            let made = try TransferWriter(transaction, platform.seal, occasion).offer(
                candidates, to: union, motive: motive)
            let outcomes = candidates.map {
                TransferRunStore.Outcome(
                    member: $0.member, transfer: made[$0.member], problem: $0.problem(to: target))
            }
            return RunReceipt(
                run: try TransferRunStore(transaction).insert(
                    .request, outcomes, for: occasion.actor.union, by: occasion.author, at: occasion.now))
        }
    }

    // MARK: Results

    /// What an act on several people did to each.
    public struct RunRecord: Sendable {
        public let run: TransferRun
        public let lines: [RunLine]
        public let page: ListPage
    }

    public struct RunLine: Sendable {
        public let transfer: ID<MembershipTransfer>?
        public let problem: TransferProblem?
        public let name: String
        public let document: String
    }

    public func run(_ id: ID<TransferRun>, page: ListPage, _ occasion: Occasion) async throws -> RunRecord {
        try await platform.database.read { [platform] transaction in
            let store = TransferRunStore(transaction)
            guard let found = try store.find(id) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.decideTransfers, on: found.path)
            let page = page.within(found.run.people)
            return RunRecord(
                run: found.run,
                lines: try store.lines(of: id, page: page, platform.seal).map {
                    RunLine(
                        transfer: $0.transfer, problem: $0.problem, name: $0.name, document: $0.document.masked)
                }, page: page)
        }
    }

    // MARK: Parts

    private func members(of selection: Selection, _ occasion: Occasion) async throws -> [ID<Member>] {
        switch selection {
        case .member(let id): return [id]
        case .kept(let token): return try await choice.members(token, occasion)
        }
    }
}
