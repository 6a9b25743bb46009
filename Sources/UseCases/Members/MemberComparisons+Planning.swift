import DatabaseKit
public import Domain
import Store

/// What carrying out will do, before it is done; what it has done, as long as that is kept.
extension MemberComparisons {
    /// What is decided and not done, act by act.
    public struct Plan: Sendable {
        public let comparison: MemberComparison
        /// The 临时工会 that who leaves is offered to.
        public let holding: String?
        public let acts: [Act]
    }

    /// One decision about the lines of one group.
    public struct Act: Sendable {
        public let decision: ComparisonDecision
        public let part: ComparisonPart
        public let people: Int
        /// The first of them.
        public let first: [Line]
        /// What hangs on the memberships of those who leave.
        public let consequences: TransferConsequences
        /// The same for each of the first.
        public let each: [ID<Member>: TransferConsequences]
        /// How many of those who come are members of another union.
        public let moving: Int
    }

    /// People whom the confirmation names for each act.
    static let namedPeople = 20

    public func plan(_ id: ID<MemberComparison>, _ occasion: Occasion) async throws -> Plan {
        try await platform.database.read { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            let tallies = try store.tallies(of: id).filter { $0.effect == nil }
            var acts: [Act] = []
            for part in [ComparisonPart.new, .changed, .missing] {
                for decision in part.decisions {
                    let people = tallies.filter { $0.part == part && $0.decision == decision }.map(\.lines).reduce(0, +)
                    guard people > 0 else { continue }
                    acts.append(try act(decision, part, people, of: id, occasion, transaction))
                }
            }
            return Plan(
                comparison: found, holding: try TransferTargetStore(transaction).holding(for: found.unionPath)?.name,
                acts: acts)
        }
    }

    private func act(
        _ decision: ComparisonDecision, _ part: ComparisonPart, _ people: Int, of id: ID<MemberComparison>,
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Act {
        let store = ComparisonLineStore(transaction, platform.seal)
        let first = try lines(
            try store.lines(part, decision, of: id, after: 0, limit: Self.namedPeople), transaction)
        let candidates = TransferCandidateStore(transaction)
        var consequences = TransferConsequences()
        var each: [ID<Member>: TransferConsequences] = [:]
        if decision.leaves {
            consequences = try candidates.consequences(
                of: try store.members(planned: decision, of: id), on: occasion.today)
            each = try candidates.consequences(ofEach: first.compactMap(\.member), on: occasion.today)
        }
        return Act(
            decision: decision, part: part, people: people, first: first, consequences: consequences, each: each,
            moving: decision == .import ? try store.moving(of: id) : 0)
    }

    // MARK: Afterwards

    /// What became of the lines that were carried out.
    public struct Results: Sendable {
        public let comparison: MemberComparison
        /// How many came to what.
        public let counts: [ComparisonEffect: Int]
        public let lines: [Line]
        /// Where to go on; nil at the end.
        public let next: ComparisonPlace?
        public let history: [Execution]
        /// How far it is; nil when nothing is under way.
        public let progress: MemberImports.Preview.Progress?
    }

    /// One time that something was carried out.
    public struct Execution: Sendable {
        public let at: Instant
        public let account: String
    }

    /// - Parameter effect: only what came to this; nil for all.
    public func results(
        _ id: ID<MemberComparison>, _ effect: ComparisonEffect? = nil, after place: ComparisonPlace? = nil,
        _ occasion: Occasion
    ) async throws -> Results {
        try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            let kept = try store.results(effect, of: id, after: place, limit: Self.pageLines + 1)
            let shown = Array(kept.prefix(Self.pageLines))
            let last = kept.count > shown.count ? shown.last : nil
            return Results(
                comparison: found,
                counts: try store.tallies(of: id).reduce(into: [:]) { counts, tally in
                    if let effect = tally.effect { counts[effect, default: 0] += tally.lines }
                },
                lines: try lines(shown, transaction),
                next: last.map { ComparisonPlace($0.said.part, $0.said.position) },
                history: try EventStore(transaction).history(of: .memberComparison, id.rawValue).filter {
                    $0.action == ComparisonEvent.executed.rawValue
                }.map { Execution(at: $0.at, account: $0.account) },
                progress: try progress(of: found, transaction))
        }
    }
}
