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
        /// Who would have to consent to so many deletions; nil when nobody.
        public let consenter: MassRemovalConsenter?
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
                acts: acts,
                consenter: try MassRemovalGate(transaction, occasion).consenter(
                    for: acts.filter { $0.decision.isFinal }.map(\.people).reduce(0, +)))
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
        /// The latest first.
        public let history: [Execution]
        /// Lines that are decided and not done.
        public let waiting: Int
        /// How far it is; nil when nothing is under way.
        public let progress: MemberImports.Preview.Progress?
        /// The request to a second person for which it waits.
        public let held: ID<MassRemoval>?
    }

    /// One time that something was carried out, or was not carried out to its end.
    public struct Execution: Sendable {
        public let event: ComparisonEvent
        public let at: Instant
        /// Empty where the platform itself has ended it.
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
            let tallies = try store.tallies(of: id)
            return Results(
                comparison: found,
                counts: tallies.reduce(into: [:]) { counts, tally in
                    if let effect = tally.effect { counts[effect, default: 0] += tally.lines }
                },
                lines: try lines(shown, transaction),
                next: last.map { ComparisonPlace($0.said.part, $0.said.position) },
                history: try executions(of: id, transaction),
                waiting: tallies.filter { $0.decision != nil && $0.effect == nil }.map(\.lines).reduce(0, +),
                progress: try progress(of: found, transaction),
                held: try MassRemovalStore(transaction).open(of: id))
        }
    }

    private func executions(
        of id: ID<MemberComparison>, _ transaction: any Transaction
    ) throws -> [Execution] {
        let told = [ComparisonEvent.executed, .stopped]
        return try EventStore(transaction).history(
            of: .memberComparison, id.rawValue, among: told.map(\.rawValue)
        ).compactMap { entry in
            ComparisonEvent(rawValue: entry.action).map { Execution(event: $0, at: entry.at, account: entry.account) }
        }
    }
}
