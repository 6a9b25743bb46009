import DatabaseKit
public import Domain
import Store

extension MemberComparisons {
    /// How the columns of a roster are read, with some contents of each, cut down.
    public struct Columns: Sendable {
        public let comparison: MemberComparison
        public let layout: ColumnLayout
        public let samples: [[String]]
        /// The sheets that can be read, in the order of their tabs.
        public let sheets: [String]
    }

    /// - Parameter sheet: position of the sheet to be looked at among those that can be read; nil for the one that is
    ///   read.
    /// - Throws: `Refusal.changedMeanwhile` for a comparison of which something is carried out, or that has had its time.
    public func columns(
        of id: ID<MemberComparison>, sheet: Int? = nil, _ occasion: Occasion
    ) async throws -> Columns {
        let (found, source, plan) = try await source(of: id, occasion)
        let reader = try await RosterColumns(platform, plan).reader(of: source, sheet: sheet)
        return Columns(
            comparison: found, layout: reader.layout, samples: reader.samples, sheets: reader.sheets)
    }

    /// Compares the roster anew with the columns as the clerk has put them, and remembers them for the union's
    /// comparisons and imports.
    ///
    /// The comparison that was made before is given up, and with it what was decided and not done.
    ///
    /// - Parameter sheet: as for `columns(of:sheet:_:)`.
    /// - Throws: `ColumnLayoutProblem` for columns that cannot be put so; nothing is changed then.
    public func arrange(
        _ id: ID<MemberComparison>, _ positions: [MemberColumn: Int], sheet: Int? = nil,
        waiting patience: MemberImports.Patience = .whole, _ occasion: Occasion
    ) async throws -> ID<MemberComparison> {
        if let made = try await made(by: occasion) { return made }
        let (found, source, plan) = try await source(of: id, occasion)
        let layout = try await RosterColumns(platform, plan).reader(of: source, sheet: sheet).layout.arranged(positions)
        let again = try await compare(
            MemberImports.Upload(name: found.fileName, bytes: source.bytes), plan, found.extent, layout,
            waiting: patience, occasion)
        try await platform.database.write { [platform] transaction in
            try ImportSourceStore(transaction, platform.seal).remember(layout, for: found.union)
            guard id != again, let before = try ComparisonStore(transaction).find(id), before.canBeArranged else {
                return
            }
            try Self.discard(before, occasion, transaction)
        }
        try await clearEnded()
        return again
    }

    private func source(
        of id: ID<MemberComparison>, _ occasion: Occasion
    ) async throws -> (MemberComparison, ImportSourceStore.Source, ImportPlan) {
        try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.canBeArranged, let source = try ComparisonSourceStore(transaction, platform.seal).find(id)
            else { throw Refusal.changedMeanwhile }
            return (found, source, try ImportPlan(found, occasion, transaction))
        }
    }
}
