import DatabaseKit
public import Domain
import Store

extension MemberImports {
    /// What an import did; the same for every time its form is sent.
    public struct Receipt: Codable, Sendable {
        public let id: ID<MemberImport>
        public let counts: ImportCounts
    }

    /// Writes the good rows into the roll in one transaction, all or none; failed ones and those left out stay out.
    ///
    /// The rows are compared with the roll again: what has changed since the preview is done as it is now, and rows
    /// that no longer fit are among the failed ones. An import that takes longer than `patience` is left to the worker;
    /// its receipt has the counts of the preview.
    public func confirm(
        _ id: ID<MemberImport>, waiting patience: Patience = .whole, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("confirm-member-import", occasion) { transaction in
            let staged = try find(id, occasion, transaction)
            switch staged.status {
            case .applied, .applying: return Receipt(id: id, counts: staged.counts)
            case .discarded, .reading: throw Refusal.changedMeanwhile
            case .staged: break
            }
            if try ImportSourceStore(transaction, platform.seal).layout(of: id)?.lacking.isEmpty == false {
                throw Refusal.changedMeanwhile
            }
            guard staged.counts.rows > patience.rows else { return try write(staged, occasion, transaction) }
            try MemberImportStore(transaction, platform.seal).set(.applying, of: id, from: .staged)
            try RosterJobStore(transaction).insert(
                .apply, of: .memberImport(id), total: staged.counts.rows, asked: occasion, patience)
            return Receipt(id: id, counts: staged.counts)
        }
    }

    /// Writes an import that waits for the worker; one that was stopped meanwhile is left as it is.
    func apply(_ id: ID<MemberImport>, _ occasion: Occasion) async throws {
        platform.runningImports.begin(id)
        defer { platform.runningImports.end(id) }
        try await platform.database.write { transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .applying else { return }
            _ = try write(found, occasion, transaction)
        }
    }

    /// Stops the writing of an import, of which nothing is kept: it waits for its confirmation again.
    ///
    /// - Throws: `Refusal.changedMeanwhile` when it was done before.
    public func cancel(_ id: ID<MemberImport>, _ occasion: Occasion) async throws {
        let found = try await platform.database.read { try find(id, occasion, $0) }
        if found.status == .applying { platform.runningImports.cancel(id) }
        _ = try await platform.once("cancel-member-import", occasion) { transaction in
            let found = try find(id, occasion, transaction)
            switch found.status {
            case .staged: break
            case .reading, .applied, .discarded: throw Refusal.changedMeanwhile
            case .applying:
                try MemberImportStore(transaction, platform.seal).set(.staged, of: id, from: .applying)
                try RosterJobStore(transaction).delete(.memberImport(id))
                try EventStore(transaction).record(
                    ImportEvent.stopped.rawValue, on: .memberImport, id.rawValue, at: found.unionPath, occasion)
            }
            return Receipt(id: id, counts: found.counts)
        }
    }

    private func write(
        _ staged: MemberImport, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Receipt {
        let id = staged.id
        let imports = MemberImportStore(transaction, platform.seal)
        let plan = try ImportPlan(staged, occasion, transaction)
        let target = try plan.target.withUnit(transaction)
        guard let unit = target.unit else { throw Refusal.notFound }
        let resolver = RosterResolver(transaction: transaction, seal: platform.seal, target: target)
        let writer = RosterWriter(
            transaction: transaction, seal: platform.seal, union: target.union, unit: unit, target: target,
            occasion: occasion)
        var counts = ImportCounts()
        counts.count(.failed, times: staged.counts[.failed])
        counts.count(.skipped, times: try imports.count(.leftOut, of: id))
        var keptNames = 0
        var left: Set<ID<EnrollingUnit>> = []
        var coming = try opening(imports.sealedRows(.standing, of: id, limit: Self.chunk), plan)
        while let (end, ahead) = coming {
            coming = try opening(imports.sealedRows(.standing, of: id, after: end, limit: Self.chunk), plan)
            try platform.runningImports.advance(id, to: counts.rows)
            guard let (rows, prepared) = try ahead.next() else { break }
            let resolved = try resolver.resolve(prepared)
            try writer.write(resolved)
            var changed: [MemberImportStore.StagedRow] = []
            for (row, resolution) in zip(rows, resolved) {
                counts.count(resolution)
                if resolution.keepsName { keptNames += 1 }
                if let unit = resolution.unitLeft { left.insert(unit) }
                if resolution.outcome != row.outcome { changed.append(try .init(resolution, plan.defaults)) }
            }
            try imports.replace(changed, of: id)
        }
        try imports.finish(id, counts: counts, keptNames: keptNames, version: staged.version, at: occasion.now)
        try EventStore(transaction).record(
            ImportEvent.applied.rawValue, on: .memberImport, id.rawValue, at: staged.unionPath,
            detail: counts.detail, occasion)
        // Last, because it looks at the whole unit.
        try EnrolmentReach(units: left.union([unit.id]).sorted(), transaction).refresh(transaction, occasion)
        return Receipt(id: id, counts: counts)
    }

    private typealias Opened = (rows: [MemberImportStore.StagedRow], prepared: [PreparedRow])

    /// Opens and judges rows on a thread of their own, while those before them are written.
    private func opening(
        _ sealed: MemberImportStore.SealedRows, _ plan: ImportPlan
    ) throws -> (end: Int, ahead: Ahead<Opened>)? {
        guard let end = try sealed.end() else { return nil }
        let ahead = Ahead<Opened>(1) { [seal = platform.seal] in
            var waiting: MemberImportStore.SealedRows? = sealed
            return {
                defer { waiting = nil }
                return try waiting.map { sealed in
                    let rows = try sealed.opened()
                    return (rows, try plan.prepared(rows, seal))
                }
            }
        }
        return (end, ahead)
    }
}
