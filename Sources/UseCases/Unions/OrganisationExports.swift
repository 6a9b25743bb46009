import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 导出 of 组织查询管理: the unions that a filter finds, or their enterprises, in the columns of the import template, so that
/// the file can be uploaded again and changes nothing; no member stands in it.
///
/// A contact's mobile number leaves masked always: who needs it whole sees it with the union, one at a time.
public struct OrganisationExports: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Rows that go into one file: as many as are read back.
    static let limit = OrganisationSheet.rowLimit

    /// - Parameter node: where in the tree; nil for the actor's own union. Everything of its subtree is sought.
    /// - Throws: `OrganisationExportRefusal` when nothing is found, or too much for one file; `Refusal.notFound`.
    public func export(
        _ subject: OrganisationSubject, _ filter: UnionFilter, under node: ID<Union>?, _ occasion: Occasion
    ) async throws -> OrganisationSheets.File {
        let written = try await platform.database.read { [platform] transaction in
            guard let top = try UnionStore(transaction).find(node ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.viewUnions, on: top.path)
            let table = OrganisationTable(
                subject: subject, words: OrganisationWords(try Vocabulary(DictionaryStore(transaction))))
            let lookup = OrganisationLookupStore(transaction, platform.seal)
            var rows = 0
            let mark = OrganisationWorkbook.mark(
                account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description)
            let bytes = try table.bytes(at: occasion.moment, mark: mark) { sheet in
                let write = { (listed: OrganisationLookupStore.Listed) throws -> Void in
                    rows += 1
                    guard rows <= Self.limit else { throw OrganisationExportRefusal.tooMany(limit: Self.limit) }
                    try sheet.row(table.cells(listed))
                }
                switch subject {
                case .unions: try lookup.forEachUnion(filter, in: UnionScope(top.path), write)
                case .enterprises: try lookup.forEachEnterprise(filter, in: UnionScope(top.path), write)
                }
            }
            guard rows > 0 else { throw OrganisationExportRefusal.nothing }
            return (top: top, rows: rows, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                "exported", on: .organisationList, written.top.id.rawValue, at: written.top.path,
                detail: "rows=\(written.rows) \(subject.rawValue) phones=masked", occasion)
        }
        return OrganisationSheets.File(
            name: subject.exportFileName(on: occasion.today), bytes: written.bytes)
    }
}
