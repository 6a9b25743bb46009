import DatabaseKit
import Domain
import Store

extension MemberComparisons {
    /// Rows after which is said how far it is, though none of them has a line.
    private static let stretch = 5_000

    /// Reads the file of a comparison, or goes on behind the last line where that was cut off.
    func read(_ id: ID<MemberComparison>, _ occasion: Occasion, _ clock: RealClock) async throws {
        let (found, source, plan) = try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.state == .comparing,
                let source = try ComparisonSourceStore(transaction, platform.seal).find(id)
            else { throw Refusal.changedMeanwhile }
            return (found, source, try ImportPlan(found, occasion, transaction))
        }
        let repeats =
            try platform.firstReadings.take(.comparison(id), by: plan.rules)
            ?? plan.repeats(plan.reader(of: source.bytes, source.layout)).0
        try await keep(linesOf: source, plan, found.extent, repeats, id, occasion, clock)
    }

    /// Reads every row past the roll, keeps a line for each that says otherwise, and for each member whom none names.
    ///
    /// What is looked up is only read: the write lock is taken for some hundred sealed lines at a time. Rows that have
    /// lines from before a cut keep them as they are; what has changed in the roll meanwhile is found when the decision
    /// is carried out.
    func keep(
        linesOf source: ImportSourceStore.Source, _ plan: ImportPlan, _ extent: ComparisonExtent,
        _ repeats: FileRepeats, _ id: ID<MemberComparison>, _ occasion: Occasion, _ clock: RealClock
    ) async throws {
        let rows = plan.prepared(source.bytes, source.layout, repeats, platform.seal)
        let placement = Placement(target: plan.target, extent: extent)
        let last = try await platform.database.read { [platform] transaction in
            try ComparisonLineStore(transaction, platform.seal).lastRow(of: id)
        }
        var roll = try await platform.database.read { [platform] transaction in
            var roll = Roll(placement: placement)
            if let part = placement.part {
                try RollStore(transaction, platform.seal).forEach(part, of: plan.target.union.id) { roll.take($0) }
            }
            return roll
        }
        var (passed, told) = (0, 0)
        var others: [PreparedRow] = []
        while let prepared = try await rows.following() {
            for row in prepared {
                // Whoever is named counts as named, also by a row that has its line.
                if case .other(let other) = try roll.meet(row, platform.seal), row.judged.row.number > last {
                    others.append(other)
                }
            }
            passed += prepared.count
            guard others.count >= Self.chunk || passed - told >= Self.stretch else { continue }
            try await append(others, plan, extent, to: id, passed, clock)
            (others, told) = ([], passed)
        }
        try await append(others, plan, extent, to: id, passed, clock)
        let missing = try await platform.database.read { [platform, roll] transaction in
            roll.missing(after: try ComparisonLineStore(transaction, platform.seal).lastMissing(of: id))
        }
        for portion in missing.portions(of: Self.chunk) {
            try await append(portion, to: id, passed, clock)
        }
        try await finish(id, rows: passed, occasion, clock)
    }

    private func append(
        _ rows: [PreparedRow], _ plan: ImportPlan, _ extent: ComparisonExtent, to id: ID<MemberComparison>,
        _ passed: Int, _ clock: RealClock
    ) async throws {
        guard !rows.isEmpty else { return try await append([], to: id, passed, clock) }
        for portion in rows.portions(of: Self.chunk) {
            let drafts = try await platform.database.read { [platform] transaction in
                let resolved = try RosterResolver(
                    transaction: transaction, seal: platform.seal, target: plan.target, extent: extent, names: .ofRow
                ).resolve(portion)
                return try ComparedRows(transaction, platform.seal).drafts(resolved, plan.defaults)
            }
            try await append(drafts, to: id, passed, clock)
        }
    }

    /// - Throws: `Refusal.changedMeanwhile` when the comparison was given up.
    private func append(
        _ drafts: [ComparisonLineStore.Draft], to id: ID<MemberComparison>, _ passed: Int, _ clock: RealClock
    ) async throws {
        let lease = RosterJobs.lease(from: clock())
        try await platform.database.write { [platform] transaction in
            guard try RosterJobStore(transaction).advance(.comparison(id), to: passed, until: lease) else {
                throw Refusal.changedMeanwhile
            }
            if !drafts.isEmpty { try ComparisonLineStore(transaction, platform.seal).append(drafts, to: id) }
        }
    }

    private func finish(
        _ id: ID<MemberComparison>, rows: Int, _ occasion: Occasion, _ clock: RealClock
    ) async throws {
        let lease = RosterJobs.lease(from: clock())
        try await platform.database.write { [platform] transaction in
            guard try RosterJobStore(transaction).advance(.comparison(id), to: rows, until: lease),
                let found = try ComparisonStore(transaction).find(id)
            else { throw Refusal.changedMeanwhile }
            let counts = ComparisonCounts(
                try ComparisonLineStore(transaction, platform.seal).counts(of: id), fileRows: rows)
            try ComparisonStore(transaction).finish(id, counts)
            try EventStore(transaction).record(
                ComparisonEvent.compared.rawValue, on: .memberComparison, id.rawValue, at: found.unionPath,
                detail: counts.detail, occasion)
        }
    }
}

extension ComparisonCounts {
    /// The numbers alone, for the event.
    fileprivate var detail: String {
        "new=\(new) changed=\(changed) same=\(same) failed=\(failed) missing=\(missing)"
    }
}

extension ImportPlan {
    /// The plan of a comparison that was begun before.
    init(_ comparison: MemberComparison, _ occasion: Occasion, _ transaction: any Transaction) throws {
        guard let union = try UnionStore(transaction).find(comparison.union) else { throw Refusal.notFound }
        try self.init(union: union, ImportClass(comparison), occasion, transaction)
    }
}

extension Array {
    fileprivate func portions(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
