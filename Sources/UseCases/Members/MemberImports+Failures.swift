import DatabaseKit
public import Domain
import Store
import Wording

extension MemberImports {
    /// Failed rows to be mended and uploaded again.
    public struct FailedFile: Sendable {
        public let fileName: String
        public let format: Format
        public let bytes: [UInt8]

        public enum Format: String, Sendable {
            case xlsx, csv
        }
    }

    /// The failed rows in the file's own columns, with what is wrong with them and what to do; in the template's columns
    /// when the file is gone.
    ///
    /// - Throws: `Refusal.notFound` when the rows have had their time.
    public func failedRows(_ id: ID<MemberImport>, _ occasion: Occasion) async throws -> FailedFile {
        let (found, written, rows) = try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard let union = try UnionStore(transaction).find(found.union) else { throw Refusal.notFound }
            let imports = MemberImportStore(transaction, platform.seal)
            let rows = try imports.count(.failed, of: id)
            guard rows > 0 else { throw Refusal.notFound }
            let template = MemberTemplate(union: union, vocabulary: try Vocabulary(DictionaryStore(transaction)))
            let written: FailedRowsFile.Written
            if let source = try ImportSourceStore(transaction, platform.seal).find(id) {
                let defaults = try ImportPlan(found, occasion, transaction).defaults
                let file = try FailedRowsFile(source, template, defaults) { FailedRows(imports, id) }
                written = try file.write(.failed, at: occasion.now)
            } else {
                written = .init(.xlsx, try template.bytes(at: occasion.now, mending: FailedRows(imports, id)))
            }
            return (found, written, rows)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                ImportEvent.returned.rawValue, on: .memberImport, id.rawValue, at: found.unionPath,
                detail: "rows=\(rows)", occasion)
        }
        return FailedFile(
            fileName: MemberWorkbook.failedFileName(of: found.fileName, ending: written.format.rawValue),
            format: written.format, bytes: written.bytes)
    }
}

/// The failed rows of an import or a comparison in the order of the file, some hundreds at a time.
final class FailedRows {
    private let following: (_ last: Int) throws -> [Failed]
    private var rows: ArraySlice<Failed> = []
    private var last = 0

    private static let chunk = 500

    init(_ imports: MemberImportStore, _ id: ID<MemberImport>) {
        following = { last in
            try imports.rows(.failed, of: id, after: last, limit: Self.chunk).map { staged in
                let (row, problems) = try StagedText.read(staged)
                return Failed(row: row, problems: problems)
            }
        }
    }

    init(_ lines: ComparisonLineStore, _ id: ID<MemberComparison>) {
        following = { last in
            try lines.lines(.failed, of: id, after: last, limit: Self.chunk).map { line in
                let (row, problems) = try StagedText.read(line.said.cells ?? "", number: line.said.position)
                return Failed(row: row, problems: problems)
            }
        }
    }

    struct Failed {
        let row: MemberRow
        let problems: [MemberProblem]
    }

    func next() throws -> Failed? {
        if rows.isEmpty {
            rows = try following(last)[...]
            last = rows.last?.row.number ?? last
        }
        return rows.popFirst()
    }
}
