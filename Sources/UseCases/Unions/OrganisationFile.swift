import Domain
import Spreadsheet
import Wording

/// Reads an uploaded list of unions or enterprises: the template, or somebody's own sheet with the header anywhere in its
/// first rows and the columns in any order.
enum OrganisationFile {
    /// Titles and remarks may stand above the header.
    private static let headerRows = 20
    private static let samples = 3

    /// How a file is read, with some contents of each of its columns.
    struct Opening {
        var layout: OrganisationLayout
        let samples: [[String]]
        /// Whether rows stand below the header.
        let isFilled: Bool
        /// The sheets that can be read, in the order of their tabs.
        var sheets: [String] = []
    }

    /// Finds the sheet and the header.
    ///
    /// - Parameter wanted: the name of the sheet to be read, even if columns are lacking in it; nil for the one in which
    ///   most columns are known.
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    static func open(
        _ bytes: [UInt8], _ subject: OrganisationSubject, sheet wanted: String? = nil
    ) throws -> Opening {
        guard !bytes.isEmpty else { throw MemberFileRefusal.missing }
        guard bytes.count <= OrganisationSheet.byteLimit else {
            throw MemberFileRefusal.tooLarge(limit: OrganisationSheet.byteLimit / 1_000_000)
        }
        var best: Opening?
        var fewest = Int.max
        var (sheets, lists): ([String], [String]) = ([], [])
        do {
            let source = try table(bytes)
            for sheet in source.sheets where isRead(sheet) {
                let first = try firstRows(of: sheet, in: source)
                guard let found = opening(of: sheet, first, subject) else { continue }
                sheets.append(sheet.name)
                if found.isFilled, found.layout.lacking(for: subject).isEmpty { lists.append(sheet.name) }
                if let wanted {
                    if sheet.name == wanted { best = found }
                    continue
                }
                let known = found.layout.columns.count { $0 != nil }
                let lacking = found.layout.lacking(for: subject).count * 100 - known
                if lacking < fewest { (best, fewest) = (found, lacking) }
            }
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
        guard var best else {
            throw wanted == nil || sheets.isEmpty ? MemberFileRefusal.noRows : .sheetMissing(sheets)
        }
        best.layout = best.layout.with(otherLists: lists.filter { $0 != best.layout.sheet })
        best.sheets = sheets
        return best
    }

    /// The rows that say anything, as they were typed anew since.
    ///
    /// - Throws: `MemberFileRefusal`.
    static func read(
        _ bytes: [UInt8], _ reading: OrganisationReading, _ subject: OrganisationSubject
    ) throws -> [OrganisationRow] {
        let layout = reading.layout
        var rows: [OrganisationRow] = []
        do {
            let source = try table(bytes)
            guard let sheet = source.sheets.first(where: { isRead($0) && $0.name == layout.sheet }) else {
                throw MemberFileRefusal.noRows
            }
            let batches = try source.batches(of: sheet)
            while let batch = try batches.next() {
                for row in batch where row.number > layout.headerRow && !isHeader(row, layout) {
                    var read = organisation(row, layout)
                    for (column, text) in reading.edits[row.number] ?? [:] { read[column] = MemberRow.Cell(text) }
                    if !read.isBlank { rows.append(read) }
                }
                guard rows.count <= OrganisationSheet.rowLimit else {
                    throw MemberFileRefusal.tooManyRows(limit: OrganisationSheet.rowLimit)
                }
            }
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
        guard !rows.isEmpty else { throw MemberFileRefusal.noRows }
        return rows
    }

    // MARK: Parts

    private static func table(_ bytes: [UInt8]) throws -> any SheetSource {
        try TableFile.open(
            bytes: bytes, limits: WorkbookLimits(maximumRows: OrganisationSheet.rowLimit + headerRows))
    }

    /// The second sheet of the template has headers too, but nothing to import.
    private static func isRead(_ sheet: Sheet) -> Bool {
        sheet.visibility == .visible && sheet.name != OrganisationWorkbook.notes
    }

    /// None of an empty sheet, which is no fault among others.
    private static func firstRows(of sheet: Sheet, in source: any SheetSource) throws -> [SheetRow] {
        let batches = try source.batches(of: sheet)
        do throws(WorkbookRefusal) {
            var rows: [SheetRow] = []
            while rows.count < headerRows * 2, let batch = try batches.next() { rows += batch }
            return rows
        } catch {
            guard error == .noRows else { throw error }
            return []
        }
    }

    /// The row in which most columns are known, at least two; else the first with the most cells, for a person to say
    /// what they are.
    private static func opening(
        of sheet: Sheet, _ rows: [SheetRow], _ subject: OrganisationSubject
    ) -> Opening? {
        var best: (position: Int, columns: [OrganisationColumn?], known: Int, filled: Int)?
        for (position, row) in rows.prefix(headerRows).enumerated() {
            let columns = row.cells.map { OrganisationColumn(header: $0.text, of: subject) }
            let known = Set(columns.compactMap(\.self)).count
            let filled = row.cells.count { !$0.isEmpty }
            guard let before = best else {
                best = (position, columns, known, filled)
                continue
            }
            let isBetter = known >= 2 ? known > before.known : before.known < 2 && filled > before.filled
            if isBetter { best = (position, columns, known, filled) }
        }
        guard let best else { return nil }
        let header = rows[best.position]
        let headers = header.cells.map { $0.text.filter { !$0.isNewline } }
        let below = rows.dropFirst(best.position + 1)
        return Opening(
            layout: OrganisationLayout(
                sheet: sheet.name, headerRow: header.number, headers: headers, columns: best.columns),
            samples: headers.indices.map { column in
                below.map { $0[column].text }.filter { !$0.isEmpty }.prefix(samples).map(\.columnSample)
            }, isFilled: below.contains { row in row.cells.contains { !$0.isEmpty } })
    }

    /// Lists made for printing repeat their header on every page.
    private static func isHeader(_ row: SheetRow, _ layout: OrganisationLayout) -> Bool {
        let known = layout.columns.indices.filter { layout.columns[$0] != nil }
        return known.count > 1 && known.allSatisfy { row[$0].text == layout.headers[$0] }
    }

    private static func organisation(_ row: SheetRow, _ layout: OrganisationLayout) -> OrganisationRow {
        var read = OrganisationRow(number: row.number)
        for (position, cell) in row.cells.enumerated() where !cell.isEmpty {
            guard layout.columns.indices.contains(position), let column = layout.columns[position] else { continue }
            read[column] = MemberRow.Cell(cell)
        }
        return read
    }
}
