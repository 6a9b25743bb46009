import DatabaseKit
public import Domain
import Store
import Vault

extension MemberComparisons {
    // MARK: Carrying out

    /// Does what was decided, each line once: members that go, then changes, then new people.
    ///
    /// So many as are soon done are done in one transaction with the form; more are left to the worker
    /// (`RosterJobs`), piece by piece, and can be stopped between two pieces. Nothing else is decided meanwhile. Where more
    /// would be deleted than one account may delete in a day, all of it waits for a second person (`MassRemovals`).
    ///
    /// - Parameter expected: how many the confirmation named; nil where nobody was asked.
    /// - Returns: how many lines were done; none by the same form sent again; nil when it is left to the worker, or
    ///   waits for a second person.
    /// - Throws: `Refusal.massRemoval(.nobodyElse)`, `Refusal.countChanged` when something else is decided now, `Refusal.changedMeanwhile` when it is
    ///   under way already.
    public func execute(
        _ id: ID<MemberComparison>, expected: Int? = nil, waiting patience: MemberImports.Patience = .whole,
        _ occasion: Occasion
    ) async throws -> Int? {
        let nonce = Token.random().text
        let asked = try await platform.once("execute-comparison", occasion) { [platform] transaction in
            let found = try open(id, occasion, transaction)
            for action in [Action.importMembers, .removeMembers, .transferMembers] {
                try occasion.actor.authority.require(action, on: found.unionPath)
            }
            let lines = try ComparisonLineStore(transaction, platform.seal).waiting(of: id)
            if let expected, lines != expected { throw Refusal.countChanged(expected: expected, actual: lines) }
            guard lines > 0 else { return Asked(nonce: nonce, done: 0) }
            let held = try MassRemovalGate(transaction, occasion).pass(
                .comparison(id), try removals(of: id, transaction),
                through: found.createdAt.adding(days: Self.retention))
            guard held == nil else { return Asked(nonce: nonce, done: nil) }
            return Asked(nonce: nonce, done: try begin(found, waiting: patience, occasion, transaction))
        }
        return asked.nonce == nonce ? asked.done : 0
    }

    /// The request to a second person for which what was decided waits.
    public func request(for id: ID<MemberComparison>, _ occasion: Occasion) async throws -> ID<MassRemoval>? {
        try await platform.database.read { transaction in
            _ = try find(id, occasion, transaction)
            return try MassRemovalStore(transaction).open(of: id)
        }
    }

    /// How many are to go for which reason.
    private func removals(
        of id: ID<MemberComparison>, _ transaction: any Transaction
    ) throws -> [RemovalReason: Int] {
        try ComparisonLineStore(transaction, platform.seal).tallies(of: id).reduce(into: [:]) { sums, tally in
            guard tally.effect == nil, let reason = tally.decision?.removal else { return }
            sums[reason, default: 0] += tally.lines
        }
    }

    /// Does what was decided, or leaves it to the worker.
    ///
    /// - Returns: how many lines were done; nil when it is left to the worker.
    func begin(
        _ found: MemberComparison, waiting patience: MemberImports.Patience, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws -> Int? {
        let lines = try ComparisonLineStore(transaction, platform.seal).waiting(of: found.id)
        try EventStore(transaction).record(
            ComparisonEvent.executed.rawValue, on: .memberComparison, found.id.rawValue, at: found.unionPath,
            detail: "lines=\(lines)", occasion)
        let writer = ComparisonWriter(found, platform.seal, transaction, occasion)
        let kept = try writer.keep()
        guard lines > patience.lines else { return try writer.finish() + kept }
        let jobs = RosterJobStore(transaction)
        try jobs.insert(.apply, of: .comparison(found.id), total: lines, asked: occasion, patience)
        _ = try jobs.advance(.comparison(found.id), to: kept, until: occasion.now)
        return nil
    }

    private struct Asked: Codable, Sendable {
        let nonce: String
        let done: Int?
    }

    /// Goes on with what was left to the worker, until it is done or somebody stops it.
    ///
    /// - Throws: `Refusal.changedMeanwhile` when it was stopped.
    func carryOut(_ id: ID<MemberComparison>, _ occasion: Occasion, _ clock: RealClock) async throws {
        var (place, isIdle) = (ComparisonPlace?.some(ComparisonWriter.start), true)
        while let after = place {
            let lease = RosterJobs.lease(from: clock())
            let step = try await platform.database.write { [platform, isIdle] transaction in
                let jobs = RosterJobStore(transaction)
                guard try jobs.renew(.comparison(id), until: lease), let job = try jobs.find(.comparison(id)),
                    job.task == .apply
                else { throw Refusal.changedMeanwhile }
                let writer = ComparisonWriter(
                    try compared(id, occasion, transaction), platform.seal, transaction, occasion)
                let step = try writer.step(after: after)
                _ = try jobs.advance(.comparison(id), to: job.done + step.lines, until: lease)
                if step.next == nil, isIdle {
                    try writer.settle()
                    try jobs.delete(.comparison(id))
                }
                return step
            }
            // Who was decided of after a stop, behind the piece that was under way, is not passed over.
            place = step.next ?? (isIdle ? nil : ComparisonWriter.start)
            isIdle = step.lines == 0 && (isIdle || step.next == nil)
        }
    }

    /// Stops what is being carried out: what is done stays done, everybody else waits for a decision as before.
    ///
    /// - Throws: `Refusal.changedMeanwhile` when it had come to its end.
    public func stop(_ id: ID<MemberComparison>, _ occasion: Occasion) async throws {
        _ = try await platform.once("stop-comparison", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let jobs = RosterJobStore(transaction)
            guard found.state == .executing, let job = try jobs.find(.comparison(id)) else {
                throw Refusal.changedMeanwhile
            }
            try jobs.delete(.comparison(id))
            try ComparisonWriter(found, platform.seal, transaction, occasion).settle()
            try EventStore(transaction).record(
                ComparisonEvent.stopped.rawValue, on: .memberComparison, id.rawValue, at: found.unionPath,
                detail: "lines=\(job.done) of=\(job.total)", occasion)
            return id
        }
    }

    /// Ends what was left to the worker and cannot be done: what is done stays, and counts as it does at the end.
    static func giveUp(
        _ comparison: MemberComparison, _ job: RosterJob, _ seal: any FieldSealing, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        try ComparisonWriter(comparison, seal, transaction, occasion).settle()
        try EventStore(transaction).recordVisitor(
            ComparisonEvent.stopped.rawValue, on: .memberComparison, comparison.id.rawValue,
            at: comparison.unionPath, detail: "lines=\(job.done) of=\(job.total)", from: RosterJobs.origin,
            occasion.now)
    }
}

extension ComparisonWriter {
    /// Carries out everything that is left.
    ///
    /// - Returns: how many lines that was.
    fileprivate func finish() throws -> Int {
        var (lines, place) = (0, ComparisonPlace?.some(Self.start))
        while let after = place {
            let step = try step(after: after)
            lines += step.lines
            place = step.next
        }
        try settle()
        return lines
    }
}
