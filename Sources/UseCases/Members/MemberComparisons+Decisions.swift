import DatabaseKit
public import Domain
import Store

extension MemberComparisons {
    // MARK: Noting

    /// Which lines of a group a decision is for.
    public enum Choice: Sendable {
        case lines([ID<ComparisonLine>])
        /// All of which nothing is decided yet.
        case undecided
        /// All of which something is decided and not done; to take it back.
        case decided
    }

    /// Notes what is to be done with lines of a group; nothing is done yet.
    ///
    /// - Parameters:
    ///   - decision: nil takes back what was noted.
    ///   - expected: how many lines the confirmation named; nil where nobody was asked.
    /// - Returns: for how many lines it was noted.
    /// - Throws: `Refusal.countChanged` when it would be noted for more or fewer.
    public func decide(
        _ decision: ComparisonDecision?, _ choice: Choice, of part: ComparisonPart, in id: ID<MemberComparison>,
        expected: Int? = nil, _ occasion: Occasion
    ) async throws -> Int {
        if let decision, !part.decisions.contains(decision) { throw Refusal.notFound }
        return try await platform.database.write { [platform] transaction in
            let found = try open(id, occasion, transaction)
            if decision == .transfer, try TransferTargetStore(transaction).holding(for: found.unionPath) == nil {
                throw Refusal.notFound
            }
            let lines: ComparisonLineStore.Choice =
                switch choice {
                case .lines(let lines): .lines(lines)
                case .undecided: .undecided
                case .decided: .decided
                }
            let noted = try ComparisonLineStore(transaction, platform.seal).decide(decision, lines, of: part, in: id)
            if let expected, noted != expected { throw Refusal.countChanged(expected: expected, actual: noted) }
            return noted
        }
    }

    /// What is shown before all who are missing are decided to be removed.
    public struct RemovalOfAll: Sendable {
        public let comparison: MemberComparison
        public let people: Int
        /// The first of them.
        public let first: [Line]
        /// What hangs on the memberships.
        public let consequences: TransferConsequences
        /// The same for each of the first.
        public let each: [ID<Member>: TransferConsequences]
        /// Who is left out, because his name stands on a row that cannot be read.
        public let namesakes: Int
    }

    public func removalOfAll(_ id: ID<MemberComparison>, _ occasion: Occasion) async throws -> RemovalOfAll {
        try await platform.database.read { [platform] transaction in
            let found = try open(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            let members = try store.undecidedMembers(of: id)
            let first = Set(members.prefix(Self.namedPeople))
            let candidates = TransferCandidateStore(transaction)
            return RemovalOfAll(
                comparison: found, people: members.count,
                first: try lines(try store.lines(of: first.sorted(), in: id), transaction),
                consequences: try candidates.consequences(of: members, on: occasion.today),
                each: try candidates.consequences(ofEach: first.sorted(), on: occasion.today),
                namesakes: try store.reserve(.missing, of: id).namesakes)
        }
    }
}
