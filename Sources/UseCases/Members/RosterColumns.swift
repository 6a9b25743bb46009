import DatabaseKit
import Domain
import Store
import Wording

/// How the columns of a list are read: what the file tells, and what the union has said of such a header before.
///
/// An import and a comparison read the same lists, so what is said for one is known for the other.
struct RosterColumns: Sendable {
    let platform: Platform
    let plan: ImportPlan

    init(_ platform: Platform, _ plan: ImportPlan) {
        self.platform = platform
        self.plan = plan
    }

    /// A file at its first row.
    ///
    /// - Parameter layout: the columns as the clerk has put them; nil for what the file and earlier ones tell.
    /// - Throws: `MemberFileRefusal` for a file that is not taken, or in which columns are lacking that none of it can
    ///   be.
    func reader(of bytes: [UInt8], _ layout: ColumnLayout? = nil) async throws -> MemberFileReader {
        let reader = try plan.reader(of: bytes, layout)
        if layout == nil { reader.layout = try await remembered(reader.layout) }
        guard reader.layout.lacking.isEmpty || reader.layout.canBeArranged else {
            throw MemberFileRefusal.columnsMissing(reader.layout.lacking)
        }
        return reader
    }

    /// A file that was uploaded before, to be looked at.
    ///
    /// - Parameter sheet: position of the sheet to be looked at among those that can be read; nil for the one that is
    ///   read.
    func reader(of source: ImportSourceStore.Source, sheet: Int?) async throws -> MemberFileReader {
        let reader = try plan.reader(of: source.bytes, source.layout)
        guard let sheet, reader.sheets.indices.contains(sheet), reader.sheets[sheet] != source.layout.sheet else {
            return reader
        }
        let other = try plan.reader(of: source.bytes, sheet: reader.sheets[sheet])
        other.layout = try await remembered(other.layout)
        return other
    }

    /// The columns in which the union has read such a header before, or those that were recognised.
    func remembered(_ layout: ColumnLayout) async throws -> ColumnLayout {
        try await platform.database.read { [platform, union = plan.target.union.id] transaction in
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
}
