/// Turns the markup of a sheet into rows (ECMA-376 part 1, 18.3).
///
/// The hot path of an import: it allocates nothing per cell but the texts themselves.
final class SheetScanner: PartScanner {
    /// Rows that are complete and not yet taken.
    private(set) var ready: [SheetRow] = []
    private let shared: SharedStrings
    private let dateStyles: [Bool]
    private let dateSystem: DateSystem
    private let limits: WorkbookLimits

    private var place = Place.outside
    private var placeAfterSkipping = Place.outside
    private var skippedDepth = 0

    private var rowNumber = 0
    private var rowCount = 0
    private var cells: [Cell] = []
    private var column = 0
    private var nextColumn = 0
    private var style = 0
    private var kind = CellKind.number
    private var formula = Formula.none
    private var buffer = TextBuffer()

    private enum Place {
        case outside, sheet, row, cell, value, inline, run, inlineText, runText, skipped
    }

    private enum CellKind {
        case number, shared, text, boolean, error, date
    }

    /// Whether a cell has a formula, and a place for what it ended in.
    private enum Formula {
        case none, alone, withValue
    }

    /// Excel has 1,048,576 rows and 16,384 columns.
    private static let lastRow = 1_048_576
    private static let columnCount = 16_384

    init(shared: SharedStrings, dateStyles: [Bool], dateSystem: DateSystem, limits: WorkbookLimits) {
        self.shared = shared
        self.dateStyles = dateStyles
        self.dateSystem = dateSystem
        self.limits = limits
    }

    var hasRows: Bool { rowCount > 0 }

    /// Takes the complete rows.
    func takeRows() -> [SheetRow] {
        let rows = ready
        ready = []
        ready.reserveCapacity(rows.count)
        return rows
    }

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        switch place {
        case .outside: if name == "sheetData" { place = .sheet }
        case .sheet: if name == "row" { beginRow(attributes) } else { skip() }
        case .row: if name == "c" { beginCell(attributes) } else { skip() }
        case .cell: beginPart(name)
        case .inline: if name == "t" { place = .inlineText } else if name == "r" { place = .run } else { skip() }
        case .run: if name == "t" { place = .runText } else { skip() }
        case .value, .inlineText, .runText: skip()
        case .skipped: skippedDepth += 1
        }
    }

    override func end() {
        switch place {
        case .outside: break
        case .sheet: place = .outside
        case .row: endRow()
        case .cell: endCell()
        case .value, .inline: place = .cell
        case .run, .inlineText: place = .inline
        case .runText: place = .run
        case .skipped:
            skippedDepth -= 1
            if skippedDepth == 0 { place = placeAfterSkipping }
        }
    }

    override func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch place {
        case .value, .inlineText, .runText: buffer.append(bytes)
        case .outside, .sheet, .row, .cell, .inline, .run, .skipped: break
        }
    }

    private func beginPart(_ name: MarkupName) {
        if name == "v" {
            place = .value
            if formula == .alone { formula = .withValue }
        } else if name == "is" {
            place = .inline
        } else {
            if name == "f", formula == .none { formula = .alone }
            skip()
        }
    }

    private func skip() {
        placeAfterSkipping = place
        place = .skipped
        skippedDepth = 1
    }

    private func beginRow(_ attributes: MarkupAttributes) {
        place = .row
        nextColumn = 0
        cells.reserveCapacity(ready.last?.cells.count ?? 0)
        var number = rowNumber + 1
        if let written = attributes.text("r") { number = Int(written) ?? 0 }
        guard number > rowNumber, number <= SheetScanner.lastRow else {
            refusal = .damaged(detail: "row number out of order after row \(rowNumber)")
            return
        }
        rowNumber = number
    }

    private func endRow() {
        place = .sheet
        guard !cells.isEmpty else { return }
        rowCount += 1
        guard rowCount <= limits.maximumRows else {
            refusal = .tooManyRows(limit: limits.maximumRows)
            return
        }
        ready.append(SheetRow(number: rowNumber, cells: cells))
        cells = []
    }

    private func beginCell(_ attributes: MarkupAttributes) {
        place = .cell
        kind = .number
        formula = .none
        style = 0
        column = nextColumn
        buffer.clear()
        var index = 0
        while let name = attributes.list[index], let value = attributes.list[index + 1] {
            index += 2
            guard name[1] == 0 else { continue }
            let start = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
            switch UInt8(bitPattern: name[0]) {
            case UInt8(ascii: "r"): column = SheetScanner.column(start)
            case UInt8(ascii: "s"): style = SheetScanner.digits(start) ?? 0
            case UInt8(ascii: "t"): kind = SheetScanner.kind(start)
            default: break
            }
        }
        nextColumn = column + 1
        guard column >= 0, column < SheetScanner.columnCount else {
            refusal = .damaged(detail: "cell without a column in row \(rowNumber)")
            return
        }
    }

    private func endCell() {
        place = .row
        guard let cell = held() else { return }
        guard column < limits.maximumColumns else {
            refusal = .tooManyColumns(row: rowNumber, limit: limits.maximumColumns)
            return
        }
        if column < cells.count {
            cells[column] = cell
        } else {
            while cells.count < column { cells.append(.empty) }
            cells.append(cell)
        }
    }

    /// What the cell holds; nil for nothing.
    private func held() -> Cell? {
        switch formula {
        case .none: break
        case .alone: return .unsavedFormula
        // A formula that ends in an empty text says that it is a text.
        case .withValue: if buffer.isEmpty, kind == .number { return .unsavedFormula }
        }
        guard !buffer.isEmpty, let cell = content(), !cell.isEmpty else { return nil }
        return cell
    }

    private func content() -> Cell? {
        switch kind {
        case .number: return number()
        case .shared: return sharedText()
        case .text:
            buffer.decodeEscapes()
            return buffer.bytes.withUnsafeBufferPointer { text($0) }
        case .boolean:
            return .boolean(buffer.withTrimmed { $0.first != UInt8(ascii: "0") && $0.first != UInt8(ascii: "f") })
        case .error: return .error(buffer.text)
        case .date: return SheetDate(buffer.text).map { .date($0) } ?? .text(buffer.text)
        }
    }

    private func number() -> Cell? {
        let (written, value) = buffer.withTrimmed { (String(decoding: $0, as: UTF8.self), NumberText.value($0)) }
        guard let value else { return buffer.bytes.withUnsafeBufferPointer { text($0) } }
        if style < dateStyles.count, dateStyles[style], let date = dateSystem.date(of: value) { return .date(date) }
        return .number(text: written, value: value)
    }

    private func sharedText() -> Cell? {
        let number = buffer.bytes.withUnsafeBufferPointer { bytes in
            bytes.reduce(into: 0) { number, byte in
                guard number >= 0, number < 1 << 40, byte >= 0x30, byte <= 0x39 else {
                    number = -1
                    return
                }
                number = number * 10 + Int(byte - 0x30)
            }
        }
        guard let cell = shared.withText(number, { text($0) }) else {
            refusal = .damaged(detail: "no shared string \(number)")
            return nil
        }
        return cell
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Cell {
        guard bytes.count > 0 else { return .empty }
        let text = String(decoding: bytes, as: UTF8.self)
        if bytes.count > limits.maximumCellLength, text.utf16.count > limits.maximumCellLength {
            refusal = .cellTooLong(row: rowNumber, column: column, limit: limits.maximumCellLength)
        }
        return .text(text)
    }

    private static func kind(_ text: UnsafePointer<UInt8>) -> CellKind {
        switch text[0] {
        case UInt8(ascii: "s"): text[1] == 0 ? .shared : .text
        case UInt8(ascii: "i"): .text
        case UInt8(ascii: "b"): .boolean
        case UInt8(ascii: "e"): .error
        case UInt8(ascii: "d"): .date
        default: .number
        }
    }

    /// The column of a reference such as "AB12", from 0; -1 if there is none.
    private static func column(_ reference: UnsafePointer<UInt8>) -> Int {
        var column = 0
        var index = 0
        while index < 4 {
            let letter = reference[index] & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") else { break }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
            index += 1
        }
        return column - 1
    }

    private static func digits(_ text: UnsafePointer<UInt8>) -> Int? {
        var number = 0
        var index = 0
        while text[index] != 0 {
            guard index < 9, text[index] >= 0x30, text[index] <= 0x39 else { return nil }
            number = number * 10 + Int(text[index] - 0x30)
            index += 1
        }
        return number
    }
}
