import Domain
import Spreadsheet
import Store
import Wording

/// The failed rows of an import as the file they came from: its sheet, its title, its header and all its columns, their
/// cells as they were read or as they were repaired and edited since, and behind them one column more with what is wrong
/// and what to do.
///
/// An import gets back the failed rows alone, which are imported when they are mended; a comparison the whole list, which
/// is compared again: a list of the failed rows alone would say of everybody else that he has left.
///
/// The uploaded file is read again, twice: once for how wide it is, once for its rows. No row is kept in memory.
struct FailedRowsFile {
    typealias Format = MemberImports.FailedFile.Format

    struct Written {
        let format: Format
        let bytes: [UInt8]

        init(_ format: Format, _ bytes: [UInt8]) { (self.format, self.bytes) = (format, bytes) }
    }

    /// Which of the file's rows come back.
    enum Extent {
        case failed
        case wholeList
    }

    private let layout: ColumnLayout
    private let table: any SheetSource
    private let template: MemberTemplate
    private let defaults: RowDefaults
    private let failed: () -> FailedRows

    /// Blank lines above the header that are kept.
    private static let blankLines = 20

    /// - Parameter failed: begins with the first failed row each time it is asked.
    init(
        _ source: ImportSourceStore.Source, _ template: MemberTemplate, _ defaults: RowDefaults,
        _ failed: @escaping () -> FailedRows
    ) throws {
        layout = source.layout
        self.template = template
        self.defaults = defaults
        self.failed = failed
        do {
            table = try MemberFileReader.open(source.bytes)
        } catch {
            throw MemberFileRefusal(error)
        }
    }

    func write(_ extent: Extent, at now: Instant) throws -> Written {
        let columns = try columns(extent)
        if let text = table as? DelimitedText { return Written(.csv, try delimited(extent, columns, as: text)) }
        return Written(.xlsx, try workbook(extent, columns, at: now))
    }

    // MARK: Reading again

    private enum Line {
        /// A title, or whatever else stands above the header.
        case above
        case header
        /// A row in which nothing is wrong, or that names nobody.
        case sound
        case failed(FailedRows.Failed)
    }

    /// Hands out the lines that come back, in the order of the file.
    private func forEach(_ extent: Extent, _ body: (SheetRow, Line) throws -> Void) throws {
        guard let sheet = table.sheets.first(where: { $0.visibility == .visible && $0.name == layout.sheet }) else {
            throw Refusal.notFound
        }
        let failed = failed()
        var waiting = try failed.next()
        try read(sheet) { row in
            if row.number <= layout.headerRow {
                try body(row, row.number == layout.headerRow ? .header : .above)
                return true
            }
            if let found = waiting, found.row.number == row.number {
                try body(row, .failed(found))
                waiting = try failed.next()
            } else if extent == .wholeList {
                try body(row, .sound)
            }
            return waiting != nil || extent == .wholeList
        }
    }

    /// - Parameter isWanted: takes a row, and says whether another is wanted.
    private func read(_ sheet: Sheet, _ isWanted: (SheetRow) throws -> Bool) throws {
        do {
            let batches = MemberRowBatches(try table.batches(of: sheet), table, isReturned: layout.problemColumn != nil)
            while let batch = try batches.next() {
                for row in batch { guard try isWanted(row) else { return } }
            }
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
    }

    // MARK: Columns

    private struct Columns {
        /// Where the clerk's own columns stand in the uploaded file.
        var own: [Int] = []
        /// Their names; empty for a column without one.
        var headers: [String] = []
        /// Columns that the file does not have and that were filled in since.
        var added: [MemberColumn] = []
    }

    /// As many columns as any line that comes back has; what the file said before of its rows is left out.
    private func columns(_ extent: Extent) throws -> Columns {
        var width = layout.headers.count
        var header = SheetRow(number: layout.headerRow, cells: [])
        var added: Set<MemberColumn> = []
        try forEach(extent) { row, line in
            width = max(width, row.cells.count)
            switch line {
            case .above, .sound: break
            case .header: header = row
            case .failed(let failed): added.formUnion(filledIn(failed.row))
            }
        }
        var columns = Columns()
        columns.own = (0..<width).filter { $0 != layout.problemColumn }
        columns.headers = columns.own.map { header[$0].text }
        columns.added = MemberColumn.allCases.filter(added.contains)
        return columns
    }

    /// What a row says that does not stand in the file, and does not follow from it either.
    private func filledIn(_ row: MemberRow) -> [MemberColumn] {
        let lacking = MemberColumn.allCases.filter { layout.position(of: $0) == nil && !row[$0].text.isEmpty }
        guard !lacking.isEmpty else { return [] }
        var derived = row
        for column in lacking { derived[column] = .empty }
        defaults.fill(&derived, layout.derived)
        return lacking.filter { derived[$0].text != row[$0].text }
    }

    private func texts(_ row: SheetRow, _ line: Line, _ columns: Columns) -> [String] {
        switch line {
        case .above, .sound: return columns.own.map { MemberTemplate.text(MemberRow.Cell(row[$0])) }
        case .header: return columns.headers + columns.added.map(\.header) + [MemberWorkbook.problem]
        case .failed(let failed):
            let own = columns.own.map { position in
                guard layout.columns.indices.contains(position), let column = layout.columns[position] else {
                    return MemberTemplate.text(MemberRow.Cell(row[position]))
                }
                return MemberTemplate.text(failed.row[column])
            }
            return own + columns.added.map { failed.row[$0].text }
                + [failed.problems.advice(row: failed.row.number)]
        }
    }

    // MARK: Writing

    private func workbook(_ extent: Extent, _ columns: Columns, at now: Instant) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            let sheet = try sheet(in: writer, columns)
            var last = 0
            try forEach(extent) { row, line in
                switch line {
                case .above, .header:
                    for _ in 0..<min(Self.blankLines, row.number - last - 1) { try sheet.row([]) }
                    last = row.number
                case .sound, .failed: break
                }
                guard case .header = line else {
                    return try sheet.row(texts(row, line, columns).map(MemberTemplate.cell))
                }
                try sheet.header()
            }
            try template.writeNotes(to: writer)
        }
    }

    private func sheet(in writer: WorkbookWriter, _ columns: Columns) throws -> SheetWriter {
        let own = zip(columns.own, columns.headers).map { position, header in
            let column = layout.columns.indices.contains(position) ? layout.columns[position] : nil
            return column.map { template.column($0, titled: header) } ?? SheetColumn(header, width: 16)
        }
        let added = columns.added.map { template.column($0, titled: $0.header) }
        // Other programs allow names that Excel does not.
        var plan = SheetPlan(
            name: layout.sheet, columns: own + added + [SheetColumn(MemberWorkbook.problem, width: 80)],
            freezing: .header(columns: 0))
        if !writer.allows(sheetName: plan.name) { plan.name = MemberWorkbook.sheet }
        return try writer.addSheet(plan)
    }

    /// In the encoding and with the separator of the uploaded file; a text that would begin a formula gets an apostrophe,
    /// which is taken away when it comes back.
    private func delimited(_ extent: Extent, _ columns: Columns, as text: DelimitedText) throws -> [UInt8] {
        var bytes = text.encoding.byteOrderMark
        var last = 0
        try forEach(extent) { row, line in
            var lines = ""
            switch line {
            case .above, .header:
                lines = String(repeating: "\r\n", count: max(0, min(Self.blankLines, row.number - last - 1)))
                last = row.number
            case .sound, .failed: break
            }
            lines += DelimitedLine.text(
                texts(row, line, columns).map(MemberTemplate.cell), delimiter: text.delimiter)
            guard let encoded = text.encoding.bytes(of: lines) else { throw MemberFileRefusal.damaged }
            bytes += encoded
        }
        return bytes
    }
}
