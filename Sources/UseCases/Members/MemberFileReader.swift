import Domain
import Spreadsheet
import Wording

/// Reads an uploaded workbook or delimited text row by row, in constant memory besides the file itself.
///
/// Takes the first visible sheet that has a header with the essential columns within its first rows, so that a clerk's
/// own sheet with a title, in any order, or the workbook of rows to repair, is read like the template. Columns are told
/// by their headers, and where these say nothing by their contents. Formulas are never evaluated.
final class MemberFileReader {
    /// How the columns are read; may be put otherwise before the first row is taken.
    var layout: ColumnLayout
    /// Some texts of each column of the file, cut down.
    let samples: [[String]]
    /// The sheets that can be read: visible and not empty.
    let sheets: [String]
    private let batches: MemberRowBatches
    private let defaults: RowDefaults
    private var rest: [SheetRow]
    private var ended = false

    /// Titles and remarks may stand above the header.
    private static let headerRows = 20
    /// Rows from which contents are told.
    private static let sampleRows = 50
    /// Rows of people.
    private static let maximumRows = 100_000

    /// A file with as many rows and columns as are taken.
    static func open(_ bytes: [UInt8]) throws(WorkbookRefusal) -> any SheetSource {
        var limits = WorkbookLimits(maximumRows: maximumRows + headerRows)
        // Behind the clerk's own stand what was filled in and what is wrong, when failed rows come back.
        limits.maximumColumns += MemberColumn.allCases.count + 1
        return try TableFile.open(bytes: bytes, limits: limits)
    }

    /// - Parameter sheet: the name of the sheet to be read, even if columns are lacking in it; nil for the first that
    ///   holds a list, or nearly one.
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    init(_ bytes: [UInt8], _ defaults: RowDefaults, sheet: String? = nil) throws {
        let (found, sheets) = try Self.table(in: bytes, sheet)
        batches = found.batches
        layout = found.layout
        rest = found.rest
        samples = found.layout.headers.indices.map { position in
            found.contents[position].filter { !$0.isEmpty }.prefix(3).map(\.columnSample)
        }
        self.sheets = sheets
        self.defaults = defaults
    }

    private static func table(in bytes: [UInt8], _ wanted: String?) throws -> (Table, sheets: [String]) {
        var best: Table?
        var sheets: [String] = []
        var lists: [String] = []
        var isHeaderMissing = false
        do {
            let source = try open(bytes)
            // The second sheet of the template has headers too, but nobody on it.
            for sheet in source.sheets where sheet.visibility == .visible && sheet.name != MemberWorkbook.notes {
                let found: Table
                do {
                    guard let table = try table(of: sheet, in: source) else { continue }
                    found = table
                } catch MemberFileRefusal.headerMissing {
                    if sheet.name == wanted { throw MemberFileRefusal.headerMissing }
                    // People all the same, and told of as another list.
                    isHeaderMissing = true
                    lists.append(sheet.name)
                    continue
                }
                sheets.append(sheet.name)
                if found.layout.lacking.isEmpty, !found.rest.isEmpty { lists.append(sheet.name) }
                if let wanted {
                    if sheet.name == wanted { best = found }
                } else if found.layout.lacking.count < best?.layout.lacking.count ?? .max {
                    best = found
                }
            }
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
        if isHeaderMissing, wanted == nil, best?.layout.lacking.isEmpty != true {
            throw MemberFileRefusal.headerMissing
        }
        guard var best else {
            throw wanted == nil || sheets.isEmpty ? MemberFileRefusal.noRows : .sheetMissing(sheets)
        }
        best.layout = best.layout.with(otherLists: lists.filter { $0 != best.layout.sheet })
        return (best, sheets)
    }

    /// The next rows, at most `limit`; nil after the last.
    ///
    /// Rows that name nobody, and the header where it is repeated, are left out.
    func next(_ limit: Int) throws -> [MemberRow]? {
        var rows: [MemberRow] = []
        rows.reserveCapacity(limit)
        let derived = layout.derived
        let (name, number) = (layout.position(of: .name), layout.position(of: .documentNumber))
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
                    guard !read.namesNobody, !isHeader(row, name, number) else { continue }
                    if !derived.isEmpty { defaults.fill(&read, derived) }
                    rows.append(read)
                }
            }
        } catch {
            throw MemberFileRefusal(error)
        }
        return rows.isEmpty ? nil : rows
    }

    /// Lists made for printing repeat their header on every page.
    private func isHeader(_ row: SheetRow, _ name: Int?, _ number: Int?) -> Bool {
        guard let name, let number else { return false }
        return row[number].text == layout.headers[number] && row[name].text == layout.headers[name]
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
        let batches: MemberRowBatches
        var layout: ColumnLayout
        /// The texts of each column in the first rows.
        let contents: [[String]]
        let rest: [SheetRow]
    }

    /// Nil for an empty sheet; among others it is no fault.
    private static func table(of sheet: Sheet, in source: any SheetSource) throws -> Table? {
        let batches = MemberRowBatches(try source.batches(of: sheet), source)
        let first = try batches.first(headerRows + sampleRows)
        guard let (position, columns) = try header(in: Array(first.prefix(headerRows))) else { return nil }
        let header = first[position]
        let rest = Array(first.dropFirst(position + 1))
        let contents = header.cells.indices.map { column in rest.prefix(sampleRows).map { $0[column].text } }
        let (headers, problemColumn) = headers(of: header)
        var layout = ColumnLayout(
            sheet: sheet.name, headerRow: header.number, headers: headers, columns: columns,
            problemColumn: problemColumn)
        layout.recognise(contents, sexes: Set(Sex.words.keys), documentTypes: Set(DocumentType.words.keys))
        return Table(batches: batches, layout: layout, contents: contents, rest: rest)
    }

    /// The names of the clerk's own columns, and where the file says what is wrong with its rows.
    private static func headers(of row: SheetRow) -> ([String], problemColumn: Int?) {
        var headers = row.cells.map { $0.text.trimmedSpace }
        guard let position = headers.firstIndex(of: MemberWorkbook.problem) else { return (headers, nil) }
        headers[position] = ""
        while headers.last?.isEmpty == true { headers.removeLast() }
        return (headers, position)
    }

    /// The row in which most columns are known, at least two; else the first with the most cells, for the clerk to say
    /// what they are.
    ///
    /// A row with somebody's number is never the header, and nothing below it is taken for one that says little: who
    /// stands above would be lost without a word.
    ///
    /// - Throws: `MemberFileRefusal.headerMissing` where people stand under no header.
    private static func header(
        in rows: [SheetRow]
    ) throws(MemberFileRefusal) -> (position: Int, columns: [MemberColumn?])? {
        var best: (position: Int, columns: [MemberColumn?], known: Int, filled: Int)?
        var isBelowSomebody = false
        for (position, row) in rows.enumerated() {
            let columns = row.cells.map { MemberColumn(header: $0.text) }
            if row.cells.contains(where: { $0.text.trimmedSpace == MemberWorkbook.problem }) {
                return (position, columns)
            }
            let texts = row.cells.map { MemberRow.Cell($0).text }
            // Nobody's document number stands above a header, though the telephone number of the union may.
            if texts.contains(where: MemberColumn.isDocumentNumber) {
                isBelowSomebody = true
                break
            }
            if texts.contains(where: MemberColumn.isPhone) {
                isBelowSomebody = true
                continue
            }
            let known = Set(columns.compactMap(\.self)).count
            guard known >= 2 || !isBelowSomebody else { continue }
            let filled = row.cells.count { !$0.isEmpty }
            guard let before = best else {
                best = (position, columns, known, filled)
                continue
            }
            // One known word tells more than a fuller row without any, unless it is in a title.
            let isFuller = filled > before.filled && (known >= before.known || before.filled < 3)
            let isBetter = known >= 2 ? known > before.known : before.known < 2 && isFuller
            if isBetter { best = (position, columns, known, filled) }
        }
        // A title alone says nothing of the columns under it.
        if isBelowSomebody, best.map({ $0.known == 0 && $0.filled < 3 }) ?? true { throw .headerMissing }
        return best.map { ($0.position, $0.columns) }
    }

}

/// The rows of a sheet, as the clerk wrote them.
///
/// Delimited text that came from here to be mended has an apostrophe before what would begin a formula.
final class MemberRowBatches {
    private let batches: any RowBatches
    private let isDelimited: Bool
    private var isReturned: Bool

    init(_ batches: any RowBatches, _ source: any SheetSource, isReturned: Bool = false) {
        self.batches = batches
        self.isReturned = isReturned
        isDelimited = source is DelimitedText
    }

    /// At least so many rows, if there are; none of an empty sheet.
    func first(_ count: Int) throws(WorkbookRefusal) -> [SheetRow] {
        var rows: [SheetRow] = []
        do {
            while rows.count < count, let batch = try batches.next() { rows += batch }
        } catch {
            guard error == .noRows else { throw error }
        }
        isReturned = rows.contains { $0.cells.contains { $0.text.trimmedSpace == MemberWorkbook.problem } }
        return restored(rows)
    }

    func next() throws(WorkbookRefusal) -> [SheetRow]? { try batches.next().map(restored) }

    private func restored(_ rows: [SheetRow]) -> [SheetRow] {
        guard isDelimited, isReturned else { return rows }
        return rows.map { SheetRow(number: $0.number, cells: $0.cells.map(Self.restored)) }
    }

    private static func restored(_ cell: Cell) -> Cell {
        switch cell {
        case .text(let text): .text(DelimitedLine.restored(text))
        case .empty, .number, .boolean, .date, .error, .unsavedFormula: cell
        }
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmedSpace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension MemberRow.Cell {
    init(_ cell: Cell) {
        switch cell {
        case .number(let text, let value):
            // Some programs write 19900000001 as 1.9900000001E10; up to 15 digits nothing is lost.
            let isExact = text.contains { $0 == "E" || $0 == "e" } && value.rounded() == value && abs(value) < 1e15
            self.init(isExact ? String(Int64(value)) : cell.text, .numeric)
        case .unsavedFormula: self = .unsavedFormula
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
        case .tooLargeUnzipped, .tooManyEntries, .tooCompressed, .forbiddenMarkup: self = .suspicious
        case .noRows: self = .noRows
        case .tooManyRows(let limit): self = .tooManyRows(limit: min(limit, 100_000))
        case .tooManyColumns(let row, let limit): self = .tooManyColumns(row: row, limit: min(limit, 200))
        case .cellTooLong(let row, _, let limit): self = .cellTooLong(row: row, limit: limit)
        }
    }
}
