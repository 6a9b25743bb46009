import Domain
import Spreadsheet
import Wording

/// Reads an uploaded workbook row by row, in constant memory besides the file itself.
///
/// Takes the first visible sheet that has a header with the required columns within its first rows, so that a clerk's
/// own sheet with a title, or the workbook of rows to repair, is read like the template. Formulas are never evaluated.
final class MemberFileReader {
    private let batches: any RowBatches
    /// The column of the template that each column of the file is; nil for one that is none.
    private let columns: [MemberColumn?]
    private var rest: [SheetRow]
    private var ended = false

    /// Titles and remarks may stand above the header.
    private static let headerRows = 10

    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    init(_ bytes: [UInt8]) throws {
        let found = try Self.table(in: bytes)
        batches = found.batches
        columns = found.columns
        rest = found.rest
    }

    private static func table(in bytes: [UInt8]) throws -> Header {
        do {
            let workbook = try Workbook.open(bytes: bytes)
            var missing = MemberColumn.allCases.filter(\.isRequired)
            for sheet in workbook.sheets where sheet.visibility == .visible {
                guard let found = try header(of: sheet, in: workbook) else { continue }
                let lacking = MemberColumn.allCases.filter { $0.isRequired && !found.columns.contains($0) }
                if lacking.isEmpty { return found }
                if lacking.count < missing.count { missing = lacking }
            }
            throw MemberFileRefusal.columnsMissing(missing)
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
    }

    /// The next rows, at most `limit`; nil after the last.
    ///
    /// Rows in which the template's columns are empty are left out.
    func next(_ limit: Int) throws -> [MemberRow]? {
        var rows: [MemberRow] = []
        rows.reserveCapacity(limit)
        do {
            while rows.count < limit {
                if rest.isEmpty {
                    guard !ended, let batch = try batches.next() else {
                        ended = true
                        break
                    }
                    rest = batch
                }
                let taken = rest.prefix(limit - rows.count)
                rest.removeFirst(taken.count)
                for row in taken {
                    let read = memberRow(row)
                    if !read.isBlank { rows.append(read) }
                }
            }
        } catch {
            throw MemberFileRefusal(error)
        }
        return rows.isEmpty ? nil : rows
    }

    private func memberRow(_ row: SheetRow) -> MemberRow {
        var read = MemberRow(number: row.number)
        for (position, cell) in row.cells.enumerated() {
            guard position < columns.count, let column = columns[position], !cell.isEmpty else { continue }
            read[column] = MemberRow.Cell(cell)
        }
        return read
    }

    private struct Header {
        let batches: any RowBatches
        let columns: [MemberColumn?]
        let rest: [SheetRow]
    }

    private static func header(of sheet: Sheet, in workbook: Workbook) throws -> Header? {
        let batches = try workbook.batches(of: sheet)
        guard let first = try firstRows(batches) else { return nil }
        for (position, row) in first.prefix(headerRows).enumerated() {
            let columns = distinct(row.cells.map { MemberColumn(header: $0.text) })
            guard columns.compactMap(\.self).count >= 3 else { continue }
            return Header(batches: batches, columns: columns, rest: Array(first.dropFirst(position + 1)))
        }
        return nil
    }

    /// An empty sheet among others is no fault.
    private static func firstRows(_ batches: any RowBatches) throws -> [SheetRow]? {
        do {
            return try batches.next()
        } catch {
            if error == .noRows { return nil }
            throw error
        }
    }

    /// Of two columns with one name the first counts.
    private static func distinct(_ columns: [MemberColumn?]) -> [MemberColumn?] {
        var seen: Set<MemberColumn> = []
        return columns.map { column in column.flatMap { seen.insert($0).inserted ? $0 : nil } }
    }
}

extension MemberRow.Cell {
    init(_ cell: Cell) {
        switch cell {
        case .number(let text, let value):
            // Some programs write 19900000001 as 1.9900000001E10; up to 15 digits nothing is lost.
            let isExact = text.contains { $0 == "E" || $0 == "e" } && value.rounded() == value && abs(value) < 1e15
            self.init(isExact ? String(Int64(value)) : cell.text, .numeric)
        case .empty, .text, .boolean, .date, .error:
            self.init(cell.text)
        }
    }
}

extension MemberFileRefusal {
    init(_ refusal: WorkbookRefusal) {
        switch refusal {
        case .empty: self = .empty
        case .notAWorkbook(.oldExcel): self = .oldWorkbook
        case .notAWorkbook: self = .notWorkbook
        case .encrypted: self = .encrypted
        case .macros: self = .macros
        case .unreadable, .damaged: self = .damaged
        case .tooLarge(let limit): self = .tooLarge(limit: limit / 1_000_000)
        case .tooLargeUnzipped, .tooManyEntries, .tooCompressed, .forbiddenMarkup, .tooManyColumns: self = .suspicious
        case .noRows: self = .noRows
        case .tooManyRows(let limit): self = .tooManyRows(limit: limit)
        case .cellTooLong(let row, _, let limit): self = .cellTooLong(row: row, limit: limit)
        }
    }
}
