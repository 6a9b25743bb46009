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
    /// - Parameter decision: nil takes back what was noted.
    /// - Returns: for how many lines it was noted.
    public func decide(
        _ decision: ComparisonDecision?, _ choice: Choice, of part: ComparisonPart, in id: ID<MemberComparison>,
        _ occasion: Occasion
    ) async throws -> Int {
        if let decision, !part.decisions.contains(decision) { throw Refusal.notFound }
        return try await platform.database.write { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            if decision == .transfer, try TransferTargetStore(transaction).holding(for: found.unionPath) == nil {
                throw Refusal.notFound
            }
            let lines: ComparisonLineStore.Choice =
                switch choice {
                case .lines(let lines): .lines(lines)
                case .undecided: .undecided
                case .decided: .decided
                }
            return try ComparisonLineStore(transaction, platform.seal).decide(decision, lines, of: part, in: id)
        }
    }
}
