import Domain
import Spreadsheet
import Wording

/// Reads an uploaded workbook row by row, in constant memory besides the file itself.
///
/// Takes the first visible sheet that has a header with the essential columns within its first rows, so that a clerk's
/// own sheet with a title, in any order, or the workbook of rows to repair, is read like the template. Columns are told
/// by their headers, and where these say nothing by their contents. Formulas are never evaluated.
final class MemberFileReader {
    /// How the columns are read; may be put otherwise before the first row is taken.
    var layout: ColumnLayout
    /// Some texts of each column of the file, cut down.
    let samples: [[String]]
    private let batches: any RowBatches
    private let defaults: RowDefaults
    private var rest: [SheetRow]
    private var ended = false

    /// Titles and remarks may stand above the header.
    private static let headerRows = 20
    /// Rows from which contents are told.
    private static let sampleRows = 50

    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    init(_ bytes: [UInt8], _ defaults: RowDefaults) throws {
        let found = try Self.table(in: bytes)
        batches = found.batches
        layout = found.layout
        rest = found.rest
        samples = found.layout.headers.indices.map { position in
            found.contents[position].filter { !$0.isEmpty }.prefix(3).map(\.columnSample)
        }
        self.defaults = defaults
    }

    private static func table(in bytes: [UInt8]) throws -> Table {
        do {
            let workbook = try Workbook.open(bytes: bytes)
            var missing = MemberColumn.allCases.filter(\.isEssential)
            for sheet in workbook.sheets where sheet.visibility == .visible {
                guard let found = try table(of: sheet, in: workbook) else { continue }
                let lacking = found.layout.lacking
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
        let derived = layout.derived
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
                    var read = memberRow(row)
                    guard !read.isBlank else { continue }
                    if !derived.isEmpty { defaults.fill(&read, derived) }
                    rows.append(read)
                }
            }
        } catch {
            throw MemberFileRefusal(error)
        }
        return rows.isEmpty ? nil : rows
    }

    private func memberRow(_ row: SheetRow) -> MemberRow {
        var read = MemberRow(number: row.number)
        let columns = layout.columns
        for (position, cell) in row.cells.enumerated() {
            guard position < columns.count, let column = columns[position], !cell.isEmpty else { continue }
            read[column] = MemberRow.Cell(cell)
        }
        return read
    }

    private struct Table {
        let batches: any RowBatches
        let layout: ColumnLayout
        /// The texts of each column in the first rows.
        let contents: [[String]]
        let rest: [SheetRow]
    }

    /// The header is the row in which most columns are known, at least two.
    private static func table(of sheet: Sheet, in workbook: Workbook) throws -> Table? {
        let batches = try workbook.batches(of: sheet)
        guard let first = try firstRows(batches) else { return nil }
        var best: (position: Int, columns: [MemberColumn?], known: Int)?
        for (position, row) in first.prefix(headerRows).enumerated() {
            let columns = row.cells.map { MemberColumn(header: $0.text) }
            let known = Set(columns.compactMap(\.self)).count
            if known >= 2, known > best?.known ?? 0 { best = (position, columns, known) }
        }
        guard let best else { return nil }
        let header = first[best.position]
        let rest = Array(first.dropFirst(best.position + 1))
        let contents = header.cells.indices.map { position in
            rest.prefix(sampleRows).map { position < $0.cells.count ? $0.cells[position].text : "" }
        }
        var layout = ColumnLayout(
            sheet: sheet.name, headerRow: header.number, headers: header.cells.map(\.text), columns: best.columns)
        layout.recognise(contents, sexes: Set(Sex.words.keys), documentTypes: Set(DocumentType.words.keys))
        return Table(batches: batches, layout: layout, contents: contents, rest: rest)
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
