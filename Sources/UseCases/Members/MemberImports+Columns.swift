import DatabaseKit
public import Domain
import Store
import Wording

extension MemberImports {
    /// How the columns of a staged file are read, with some contents of each, cut down.
    public struct Columns: Sendable {
        public let memberImport: MemberImport
        public let layout: ColumnLayout
        public let samples: [[String]]
        /// The sheets that can be read, in the order of their tabs.
        public let sheets: [String]
    }

    /// - Parameter sheet: position of the sheet to be looked at among those that can be read; nil for the one that is
    ///   read.
    /// - Throws: `Refusal.changedMeanwhile` for an import that no longer waits for its confirmation.
    public func columns(
        of id: ID<MemberImport>, sheet: Int? = nil, _ occasion: Occasion
    ) async throws -> Columns {
        let (found, source, plan) = try await source(of: id, occasion)
        let reader = try await reader(of: source, sheet: sheet, plan)
        return Columns(
            memberImport: found, layout: reader.layout, samples: reader.samples, sheets: reader.sheets)
    }

    private func reader(
        of source: ImportSourceStore.Source, sheet: Int?, _ plan: ImportPlan
    ) async throws -> MemberFileReader {
        let reader = try plan.reader(of: source.bytes, source.layout)
        guard let sheet, reader.sheets.indices.contains(sheet), reader.sheets[sheet] != source.layout.sheet else {
            return reader
        }
        let other = try plan.reader(of: source.bytes, sheet: reader.sheets[sheet])
        other.layout = try await remembered(other.layout, of: plan.target.union.id)
        return other
    }

    /// Reads a staged file again with the columns as the clerk has put them, and remembers them for the union.
    ///
    /// The import that was staged before is given up.
    ///
    /// - Parameter sheet: as for `columns(of:sheet:_:)`.
    /// - Throws: `ColumnLayoutProblem` for columns that cannot be put so; nothing is changed then.
    public func arrange(
        _ id: ID<MemberImport>, _ positions: [MemberColumn: Int], sheet: Int? = nil,
        waiting patience: Patience = .whole, _ occasion: Occasion
    ) async throws -> ID<MemberImport> {
        let (found, source, plan) = try await source(of: id, occasion)
        let layout = try await reader(of: source, sheet: sheet, plan).layout.arranged(positions)
        let again = try await stage(
            Upload(name: found.fileName, bytes: source.bytes), as: try ImportClass(found), layout, waiting: patience,
            occasion)
        try await platform.database.write { [platform] transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            try ImportSourceStore(transaction, platform.seal).remember(layout, for: found.union)
            guard let before = try imports.find(id), before.status == .staged, id != again else { return }
            try imports.discard(id, as: .givenUp, version: before.version)
            try EventStore(transaction).record(
                ImportEvent.discarded.rawValue, on: .memberImport, id.rawValue, at: found.unionPath, occasion)
        }
        return again
    }

    /// The columns in which the union has read such a header before, or those that were recognised.
    func remembered(_ layout: ColumnLayout, of union: ID<Union>) async throws -> ColumnLayout {
        try await platform.database.read { [platform] transaction in
            let sources = ImportSourceStore(transaction, platform.seal)
            if layout.problemColumn != nil, let found = try Self.returned(layout, of: union, sources) { return found }
            let columns = try sources.remembered(layout, of: union)
            return columns.map { layout.remembering($0) } ?? layout
        }
    }

    /// The columns in which the file was read whose failed rows have come back; behind its own may stand those of the
    /// template that were filled in here (`FailedRowsFile`).
    private static func returned(
        _ layout: ColumnLayout, of union: ID<Union>, _ sources: ImportSourceStore
    ) throws -> ColumnLayout? {
        var own = layout
        while true {
            if let columns = try sources.rememberedForReturn(own, of: union) {
                return layout.remembering(columns + layout.columns.dropFirst(columns.count))
            }
            guard let last = own.headers.last, MemberColumn.allCases.contains(where: { $0.header == last }) else {
                return nil
            }
            own = own.withoutLast
        }
    }

    private func source(
        of id: ID<MemberImport>, _ occasion: Occasion
    ) async throws -> (MemberImport, ImportSourceStore.Source, ImportPlan) {
        try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .staged,
                let source = try ImportSourceStore(transaction, platform.seal).find(id)
            else { throw Refusal.changedMeanwhile }
            return (found, source, try ImportPlan(found, occasion, transaction))
        }
    }
}

extension ImportClass {
    /// The class that an import was staged with.
    init(_ staged: MemberImport) throws {
        switch staged.category {
        case .enterprise:
            guard let enterprise = staged.enterprise else { throw Refusal.notFound }
            self = .enterprise(enterprise)
        case .outsideEnterprise: self = .outsideEnterprise
        case .flexible: self = .flexible(kind: staged.flexibleKind ?? "")
        }
    }
}
