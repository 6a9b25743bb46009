import Domain
import Spreadsheet
import Wording

/// Reads the rows of a file, xlsx or delimited text, by the names of its columns, in whatever order they stand.
///
/// The head is the first row among the first twenty of the first visible sheet that names every required column; banks
/// and clerks write titles over it.
final class NamedTable<Column: Hashable & CaseIterable & Sendable> {
    private let batches: any RowBatches
    private let positions: [Column: Int]
    private var waiting: [SheetRow]?

    /// The file names none of these columns.
    struct Missing: Error {
        let columns: [Column]
    }

    struct Row {
        /// As the spreadsheet numbers it, from 1.
        let number: Int
        fileprivate let cells: SheetRow
        fileprivate let positions: [Column: Int]

        subscript(column: Column) -> Cell { positions[column].map { cells[$0] } ?? .empty }

        /// The cell as a person would read it, exponents written out.
        func text(_ column: Column) -> String { MemberRow.Cell(self[column]).text }
    }

    private static var headRows: Int { 20 }

    /// - Parameters:
    ///   - words: every head that means a column, as `HeadText.plain` leaves it.
    ///   - required: the columns without which nothing is read.
    /// - Throws: `Missing`, or `MemberFileRefusal` for a file that cannot be read.
    init(_ bytes: [UInt8], words: (Column) -> Set<String>, required: (Column) -> Bool) throws {
        let (batches, first) = try Self.open(bytes)
        var best: (positions: [Column: Int], rest: Int) = ([:], 0)
        for (index, row) in first.prefix(Self.headRows).enumerated() {
            let found = Self.positions(in: row, words)
            if found.count > best.positions.count { best = (found, index + 1) }
        }
        let positions = best.positions
        let missing = Column.allCases.filter { required($0) && positions[$0] == nil }
        guard missing.isEmpty else { throw Missing(columns: Array(missing)) }
        self.batches = batches
        self.positions = positions
        waiting = Array(first.dropFirst(best.rest))
    }

    private static func open(_ bytes: [UInt8]) throws -> (any RowBatches, [SheetRow]) {
        do {
            let source = try TableFile.open(bytes: bytes)
            guard let sheet = source.sheets.first(where: { $0.visibility == .visible }) else {
                throw MemberFileRefusal.noRows
            }
            let batches = try source.batches(of: sheet)
            return (batches, try batches.next() ?? [])
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
    }

    private static func positions(in row: SheetRow, _ words: (Column) -> Set<String>) -> [Column: Int] {
        let heads = row.cells.map { HeadText.plain($0.text) }
        var found: [Column: Int] = [:]
        for column in Column.allCases {
            let words = words(column)
            found[column] = heads.firstIndex { words.contains($0) }
        }
        return found
    }

    /// The next rows, some hundreds, without empty ones; nil after the last.
    func next() throws -> [Row]? {
        do {
            let rows: [SheetRow]
            if let waiting {
                rows = waiting
            } else if let more = try batches.next() {
                rows = more
            } else {
                return nil
            }
            waiting = nil
            return rows.compactMap { row in
                guard positions.values.contains(where: { !row[$0].isEmpty }) else { return nil }
                return Row(number: row.number, cells: row, positions: positions)
            }
        } catch {
            throw MemberFileRefusal(error)
        }
    }
}
