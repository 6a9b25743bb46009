import DatabaseKit
public import Domain
import Store

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
        let reader = try await RosterColumns(platform, plan).reader(of: source, sheet: sheet)
        return Columns(
            memberImport: found, layout: reader.layout, samples: reader.samples, sheets: reader.sheets)
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
        if let made = try await made(by: occasion) { return made }
        let (found, source, plan) = try await source(of: id, occasion)
        let layout = try await RosterColumns(platform, plan).reader(of: source, sheet: sheet).layout.arranged(positions)
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
