import DatabaseKit
public import Domain
import Store

/// Decisions on several transfers at once, with a result for each.
extension MemberTransfers {
    /// Which transfers are meant.
    public enum Choice: Hashable, Sendable {
        case ticked([ID<MembershipTransfer>])
        /// All that can be decided so and fit the filter, and how many of them the list showed.
        case all(TransferFilter, expected: Int)
    }

    /// What is shown before several are decided.
    public struct DecisionDraft: Sendable {
        public let people: Int
        /// The first ten.
        public let first: [Line]
        public let consequences: TransferConsequences
        /// The same for each of the first.
        public let each: [ID<Member>: TransferConsequences]
        /// Units of the receiving unions whose handed-in list lacks who comes to them.
        public let openLists: Int
    }

    public func decisionDraft(
        _ choice: Choice, for decision: Decision = .accept, _ occasion: Occasion
    ) async throws -> DecisionDraft {
        try await platform.database.read { transaction in
            let found = try chosen(decision, choice, occasion, transaction)
            return DecisionDraft(
                people: found.count, first: found.prefix(10).map { Line($0, occasion.actor) },
                consequences: try consequences(found.map(\.transfer), occasion, transaction),
                each: try each(of: found.prefix(10).map(\.transfer), occasion, transaction),
                openLists: try Self.openLists(of: found.map(\.transfer), occasion, transaction))
        }
    }

    /// Accepts, returns or withdraws several; what the rules refuse is left and named with its reason.
    ///
    /// - Parameter reason: why they are returned; without one returning is refused.
    /// - Throws: `Refusal.notFound` when one of them is not there for the account, `.countChanged`, `.nothingSelected`.
    public func decide(
        _ decision: Decision, _ choice: Choice, reason: String? = nil, _ occasion: Occasion
    ) async throws -> RunReceipt {
        try await platform.once("\(decision.rawValue)-transfers", occasion) { [platform] transaction in
            if decision == .return, reason == nil { throw Refusal.reasonMissing }
            let found = try chosen(decision, choice, occasion, transaction)
            var problems = Self.problems(decision, found, occasion)
            let writer = TransferWriter(transaction, platform.seal, occasion)
            let allowed = found.filter { problems[$0.transfer.id] == nil }
            switch decision {
            case .accept:
                let placed = try writer.placed(allowed)
                for one in allowed where !placed.contains(one.transfer.id) {
                    problems[one.transfer.id] = .placementMissing
                }
                try writer.accept(allowed.filter { placed.contains($0.transfer.id) })
            case .return: try writer.close(.return, allowed, reason: reason)
            case .withdraw: try writer.close(.withdraw, allowed)
            }
            let outcomes = found.map {
                TransferRunStore.Outcome(
                    member: $0.transfer.member, transfer: $0.transfer.id, problem: problems[$0.transfer.id])
            }
            return RunReceipt(
                run: try TransferRunStore(transaction).insert(
                    decision.act, outcomes, for: occasion.actor.union, by: occasion.author, at: occasion.now))
        }
    }

    /// What can be decided about several at once.
    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case accept, `return`
        /// By who has asked.
        case withdraw

        var command: MembershipTransfer.Command {
            switch self {
            case .accept: .accept
            case .return: .return
            case .withdraw: .withdraw
            }
        }

        public var act: TransferRun.Act {
            switch self {
            case .accept: .accept
            case .return: .return
            case .withdraw: .withdraw
            }
        }

        /// What may be chosen as a whole, narrowed by the filter: what waits here, or what waits elsewhere.
        func view(_ filter: TransferFilter, _ occasion: Occasion) -> TransferListStore.View {
            switch self {
            case .accept, .return:
                return TransferListStore.View(.waiting, of: occasion.actor, on: occasion.today, filter)
            case .withdraw:
                var open = filter
                open.status = .open
                return TransferListStore.View(.requested, of: occasion.actor, on: occasion.today, open)
            }
        }
    }

    // MARK: Parts

    /// As for a single one: the releasing side knows everything, a union to which people were offered what comes with
    /// them, a union that has asked by an import nothing.
    private func consequences(
        _ transfers: [MembershipTransfer], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> TransferConsequences {
        let (own, offered) = Self.known(transfers, occasion)
        let store = TransferCandidateStore(transaction)
        return try store.consequences(of: own, on: occasion.today)
            + store.consequences(of: offered, on: occasion.today).withoutLists
    }

    /// Of each what the account may know of him.
    private func each(
        of transfers: [MembershipTransfer], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [ID<Member>: TransferConsequences] {
        let (own, offered) = Self.known(transfers, occasion)
        let store = TransferCandidateStore(transaction)
        let whole = try store.consequences(ofEach: own, on: occasion.today)
        let part = try store.consequences(ofEach: offered, on: occasion.today).mapValues(\.withoutLists)
        return whole.merging(part) { whole, _ in whole }
    }

    /// Memberships of which the account knows everything, and those that were offered to it.
    private static func known(
        _ transfers: [MembershipTransfer], _ occasion: Occasion
    ) -> (own: [ID<Member>], offered: [ID<Member>]) {
        let own = transfers.filter { occasion.actor.path.contains($0.fromPath) }
        let offered = transfers.filter { $0.initiator == .releasing && !occasion.actor.path.contains($0.fromPath) }
        return (own.map(\.member), offered.map(\.member))
    }

    /// Both of one person cannot be accepted: the second is decided by the first.
    private static func problems(
        _ decision: Decision, _ found: [TransferListStore.Listed], _ occasion: Occasion
    ) -> [ID<MembershipTransfer>: TransferProblem] {
        var problems: [ID<MembershipTransfer>: TransferProblem] = [:]
        var taken: Set<ID<Person>> = []
        for one in found {
            let transfer = one.transfer
            if let refusal = transfer.refusal(of: decision.command, by: occasion.actor, on: occasion.today) {
                problems[transfer.id] = problem(of: refusal)
            } else if decision == .accept, !taken.insert(transfer.person).inserted {
                problems[transfer.id] = .decided
            }
        }
        return problems
    }

    private static func problem(of refusal: Refusal) -> TransferProblem {
        switch refusal {
        case .changedMeanwhile: .decided
        case .transferAwaitsUnion: .awaitsUnion
        default: .otherSide
        }
    }

    private func chosen(
        _ decision: Decision, _ choice: Choice, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [TransferListStore.Listed] {
        let store = TransferListStore(transaction, platform.seal)
        switch choice {
        case .ticked(let ids):
            guard !ids.isEmpty else { throw Refusal.nothingSelected }
            guard ids.count <= TransferRun.limit else { throw Refusal.tooManySelected(limit: TransferRun.limit) }
            let found = try store.find(Array(Set(ids)))
            guard found.count == Set(ids).count else { throw Refusal.notFound }
            for one in found {
                let side =
                    occasion.actor.path.contains(one.transfer.fromPath) ? one.transfer.fromPath : one.transfer.toPath
                try occasion.actor.authority.require(.decideTransfers, on: side)
            }
            return found
        case .all(let filter, let expected):
            _ = try occasion.actor.authority.scope(for: .decideTransfers)
            let found = try store.all(decision.view(filter, occasion), limit: TransferRun.limit + 1)
            guard !found.isEmpty else { throw Refusal.nothingSelected }
            guard found.count <= TransferRun.limit else { throw Refusal.tooManySelected(limit: TransferRun.limit) }
            guard found.count == expected else {
                throw Refusal.countChanged(expected: expected, actual: found.count)
            }
            return found
        }
    }
}
