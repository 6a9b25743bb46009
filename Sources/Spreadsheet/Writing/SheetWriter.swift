import CXlsxWriter

/// Writes the rows of one sheet from top to bottom.
public final class SheetWriter {
    private static let lastRow = 1_048_576
    private static let longestText = 32_767

    private let plan: SheetPlan
    private let formats: CellFormats
    private var worksheet: UnsafeMutablePointer<lxw_worksheet>?
    private var rowFormats: [[CellFormats.Format?]] = []
    private var headerRow: Int?
    /// Rows written so far, which is also the number of the last one.
    public private(set) var rowCount = 0

    init(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ plan: SheetPlan, _ formats: CellFormats) {
        self.worksheet = worksheet
        self.plan = plan
        self.formats = formats
    }

    /// Writes a title across all columns.
    public func title(_ text: String) throws(WritingFailure) {
        try merged(text, formats.format(.title), height: 26)
    }

    /// Writes a note across all columns, that many lines high.
    public func note(_ text: String, lines: Int = 1) throws(WritingFailure) {
        try merged(text, formats.format(.note), height: Double(min(25, max(1, lines))) * 16)
    }

    /// Writes the titles of the columns, and what hangs on them: frozen rows, filter, drop-down lists, repeated rows.
    public func header() throws(WritingFailure) {
        let worksheet = try beginRow(height: 24)
        let row = UInt32(rowCount - 1)
        headerRow = rowCount
        for (column, spec) in plan.columns.enumerated() {
            try write(spec.title, worksheet, row, column, formats.format(.heading(spec.necessity)))
        }
        if case .header(let columns) = plan.freezing {
            worksheet_freeze_panes(worksheet, row + 1, UInt16(clamping: max(0, columns)))
        }
        _ = worksheet_repeat_rows(worksheet, row, row)
        for (column, spec) in plan.columns.enumerated() {
            guard let choices = spec.choices else { continue }
            guard ColumnChoices.add(choices, to: worksheet, column: UInt16(clamping: column), below: row) else {
                throw .choices(column: column)
            }
        }
    }

    /// Writes a row; cells are laid out and shown as their columns say.
    public func row(_ cells: [OutputCell], tone: RowTone = .plain) throws(WritingFailure) {
        guard cells.count <= plan.columns.count else { throw .tooManyCells(row: rowCount + 1) }
        let worksheet = try beginRow(height: nil)
        let row = UInt32(rowCount - 1)
        let formats = rowFormats[tone.rawValue]
        for column in 0..<plan.columns.count {
            let format = formats[column]
            let position = UInt16(truncatingIfNeeded: column)
            switch column < cells.count ? cells[column] : .empty {
            case .empty: if tone != .plain { _ = worksheet_write_blank(worksheet, row, position, format) }
            case .text(let text): try write(text, worksheet, row, column, format)
            case .integer(let number): _ = worksheet_write_number(worksheet, row, position, Double(number), format)
            case .number(let number):
                guard number.isFinite else { continue }
                _ = worksheet_write_number(worksheet, row, position, number, format)
            case .money(let fen): _ = worksheet_write_number(worksheet, row, position, Double(fen) / 100, format)
            case .date(let date):
                guard let serial = DateSystem.serial(of: date) else {
                    try write(date.description, worksheet, row, column, format)
                    continue
                }
                _ = worksheet_write_number(worksheet, row, position, serial, format)
            }
        }
    }

    func prepare() throws(WritingFailure) {
        guard let worksheet else { throw .closed }
        rowFormats = RowTone.allCases.map { tone in plan.columns.map { formats.format(.column($0.kind, tone)) } }
        for (column, spec) in plan.columns.enumerated() {
            let position = UInt16(clamping: column)
            _ = worksheet_set_column(worksheet, position, position, spec.width, rowFormats[0][column])
        }
        switch plan.visibility {
        case .visible: break
        case .hidden, .veryHidden: worksheet_hide(worksheet)
        }
        PageSetting.apply(plan.page, to: worksheet)
    }

    func finish() {
        guard let worksheet else { return }
        let lastColumn = UInt16(clamping: max(0, plan.columns.count - 1))
        if plan.filter == .header, let headerRow {
            _ = worksheet_autofilter(
                worksheet, UInt32(headerRow - 1), 0, UInt32(max(headerRow, rowCount) - 1), lastColumn)
        }
        // Identity numbers are texts of digits; Excel need not warn of them.
        let textColumns = plan.columns.indices.filter { plan.columns[$0].kind == .text }.map { column in
            let letters = SheetRow.letters(ofColumn: column)
            return "\(letters)1:\(letters)\(SheetWriter.lastRow)"
        }
        if !textColumns.isEmpty {
            _ = worksheet_ignore_errors(
                worksheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), textColumns.joined(separator: " "))
        }
        self.worksheet = nil
    }

    private func beginRow(height: Double?) throws(WritingFailure) -> UnsafeMutablePointer<lxw_worksheet> {
        guard let worksheet else { throw .closed }
        guard rowCount < SheetWriter.lastRow else { throw .tooManyRows }
        rowCount += 1
        if let height { _ = worksheet_set_row(worksheet, UInt32(rowCount - 1), height, nil) }
        return worksheet
    }

    private func merged(_ text: String, _ format: CellFormats.Format?, height: Double) throws(WritingFailure) {
        let worksheet = try beginRow(height: height)
        let row = UInt32(rowCount - 1)
        guard plan.columns.count > 1 else { return try write(text, worksheet, row, 0, format) }
        guard text.utf16.count <= SheetWriter.longestText else { throw .textTooLong(row: rowCount, column: 0) }
        let lastColumn = UInt16(clamping: plan.columns.count - 1)
        _ = worksheet_merge_range(worksheet, row, 0, row, lastColumn, SheetWriter.writable(text), format)
    }

    private func write(
        _ text: String, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: Int,
        _ format: CellFormats.Format?
    ) throws(WritingFailure) {
        guard text.utf8.count <= SheetWriter.longestText || text.utf16.count <= SheetWriter.longestText else {
            throw .textTooLong(row: rowCount, column: column)
        }
        let position = UInt16(truncatingIfNeeded: column)
        let result = worksheet_write_string(worksheet, row, position, SheetWriter.writable(text), format)
        guard result == LXW_NO_ERROR else { throw .textTooLong(row: rowCount, column: column) }
    }

    /// The text as the format can hold it.
    ///
    /// U+0000 would end it, U+FFFE and U+FFFF are no characters of XML, and what looks like the escape of a character
    /// (`_x000D_`) must itself be escaped (ECMA-376 part 1, 22.9.2.19).
    private static func writable(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0 || $0 == 0xEF || $0 == UInt8(ascii: "_") }) else { return text }
        var scalars = text.unicodeScalars
        scalars.removeAll { $0.value == 0 || $0.value == 0xFFFE || $0.value == 0xFFFF }
        return String(scalars).replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
    }
}
