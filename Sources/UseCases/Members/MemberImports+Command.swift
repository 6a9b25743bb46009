import DatabaseKit
public import Domain
import Store
import Wording

extension MemberImports {
    /// What `gonghui import members` answers; its JSON has these names.
    public struct Report: Codable, Sendable {
        public let rows: Int
        public let new: Int
        public let updated: Int
        public let moved: Int
        public let unchanged: Int
        public let skipped: Int
        public let failed: Int
        /// Rows whose name is not the roll's and is not entered: nobody agrees to it here.
        public let keptNames: Int
        public let failures: [Failure]

        /// One thing that is wrong with a row; a row may have several.
        public struct Failure: Codable, Sendable {
            public let row: Int
            public let column: String
            /// What stands in the cell, masked.
            public let found: String
            public let reason: String
            public let repair: String
        }
    }

    public enum Mode: Sendable {
        case apply
        /// Says what would happen and writes nothing.
        case dryRun
    }

    /// The classes as the command line names them.
    public enum CommandClass: Sendable {
        case enterprise(code: String)
        case outsideEnterprise
        /// A code of the dictionary of flexible kinds.
        case flexible(kind: String)
    }

    /// Reads, judges and applies a file in one pass and one transaction, for the command line, rehearsal and demo.
    ///
    /// Good rows go in, failed ones stay with the import and can be fetched from its result page.
    ///
    /// - Parameter sheet: the name of the sheet to be read; nil for the first that holds a list.
    /// - Throws: `MemberFileRefusal`; `Refusal.notFound` for a union or enterprise that is not there or not the actor's.
    public func importFile(
        _ upload: Upload, union code: String, as commandClass: CommandClass, sheet: String? = nil, mode: Mode,
        _ occasion: Occasion
    ) async throws -> Report {
        let plan = try await platform.database.read { transaction in
            guard let union = try UnionStore(transaction).find(code: code) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.importMembers, on: union.path)
            let importClass = try Self.importClass(commandClass, transaction)
            return try ImportPlan(union: union, importClass, occasion, transaction)
        }
        let reader = try plan.reader(of: upload.bytes, sheet: sheet)
        reader.layout = try await RosterColumns(platform, plan).remembered(reader.layout)
        let layout = reader.layout
        guard layout.lacking.isEmpty else { throw MemberFileRefusal.columnsMissing(layout.lacking) }
        let (repeats, _) = try plan.repeats(reader)
        switch mode {
        case .dryRun:
            return try await platform.database.read { transaction in
                var tally = Tally()
                try resolve(upload.bytes, layout, plan, plan.target, repeats, transaction) { tally.add($0) }
                return tally.report
            }
        case .apply:
            return try await platform.database.write { transaction in
                try apply(upload, layout, plan, repeats, occasion, transaction).report
            }
        }
    }

    private func apply(
        _ upload: Upload, _ layout: ColumnLayout, _ plan: ImportPlan, _ repeats: FileRepeats,
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Tally {
        let target = try plan.target.withUnit(transaction)
        guard let unit = target.unit else { throw Refusal.notFound }
        let imports = MemberImportStore(transaction, platform.seal)
        let writer = RosterWriter(
            transaction: transaction, seal: platform.seal, union: target.union, unit: unit, target: target,
            occasion: occasion)
        let id = try imports.begin(
            union: target.union.id, unit: unit.id, enterprise: target.enterprise?.id, category: target.category,
            flexibleKind: target.flexibleKind, fileName: String(upload.name.suffix(200)), status: .staged,
            by: occasion.author, at: occasion.now)
        var tally = Tally()
        try resolve(upload.bytes, layout, plan, target, repeats, transaction) { resolved in
            try writer.write(resolved)
            let failed = try resolved.filter { $0.outcome == .failed }.map {
                try MemberImportStore.StagedRow($0, plan.defaults)
            }
            try imports.append(failed, counts: ImportCounts(), to: id)
            tally.add(resolved)
        }
        if tally.counts[.failed] > 0 {
            let sources = ImportSourceStore(transaction, platform.seal)
            try sources.insert(layout, upload.bytes, of: id)
            try sources.rememberForReturn(layout, for: target.union.id)
        }
        try imports.finish(
            id, counts: tally.counts, keptNames: tally.keptNames, version: 1, at: occasion.now)
        try EventStore(transaction).record(
            ImportEvent.applied.rawValue, on: .memberImport, id.rawValue, at: target.union.path,
            detail: tally.counts.detail, occasion)
        try EnrolmentReach(units: tally.left.union([unit.id]).sorted(), transaction).refresh(transaction, occasion)
        return tally
    }

    private func resolve(
        _ bytes: [UInt8], _ layout: ColumnLayout, _ plan: ImportPlan, _ target: ImportTarget,
        _ repeats: FileRepeats, _ transaction: any Transaction, _ body: ([Resolution]) throws -> Void
    ) throws {
        let rows = plan.prepared(bytes, layout, repeats, platform.seal)
        let resolver = RosterResolver(transaction: transaction, seal: platform.seal, target: target)
        while let prepared = try rows.next() { try body(try resolver.resolve(prepared)) }
    }

    private static func importClass(
        _ commandClass: CommandClass, _ transaction: any Transaction
    ) throws -> ImportClass {
        switch commandClass {
        case .enterprise(let code):
            guard let enterprise = try UnionStore(transaction).enterprise(code: code) else { throw Refusal.notFound }
            return .enterprise(enterprise.id)
        case .outsideEnterprise: return .outsideEnterprise
        case .flexible(let kind): return .flexible(kind: kind)
        }
    }

    /// Counts and failures, gathered row by row.
    private struct Tally {
        var counts = ImportCounts()
        var keptNames = 0
        var left: Set<ID<EnrollingUnit>> = []
        var failures: [Report.Failure] = []

        mutating func add(_ resolutions: [Resolution]) {
            for resolution in resolutions {
                counts.count(resolution)
                if resolution.keepsName { keptNames += 1 }
                if let unit = resolution.unitLeft { left.insert(unit) }
                guard resolution.outcome == .failed else { continue }
                let row = resolution.judged.row
                for problem in resolution.judged.problems where problem.severity == .error {
                    failures.append(
                        Report.Failure(
                            row: row.number, column: problem.column.wording, found: row.masked(problem.column),
                            reason: problem.wording, repair: problem.repair.wording))
                }
            }
        }

        var report: Report {
            Report(
                rows: counts.rows, new: counts[.new], updated: counts[.updated], moved: counts[.moved],
                unchanged: counts[.unchanged], skipped: counts[.skipped], failed: counts[.failed],
                keptNames: keptNames, failures: failures)
        }
    }
}
