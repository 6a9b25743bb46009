/// Cuts delimited text into rows.
final class DelimitedBatches: RowBatches {
    private static let batchSize = 256

    private let text: [UInt8]
    private let delimiter: UInt8
    private let limits: WorkbookLimits
    private var index = 0
    private var record = 0
    private var rowCount = 0
    private var field: [UInt8] = []

    init(_ text: [UInt8], delimiter: UInt8, limits: WorkbookLimits) {
        self.text = text
        self.delimiter = delimiter
        self.limits = limits
    }

    func next() throws(WorkbookRefusal) -> [SheetRow]? {
        var rows: [SheetRow] = []
        while index < text.count, rows.count < DelimitedBatches.batchSize {
            record += 1
            let cells = try readRecord()
            guard !cells.isEmpty else { continue }
            rowCount += 1
            guard rowCount <= limits.maximumRows else { throw .tooManyRows(limit: limits.maximumRows) }
            rows.append(SheetRow(number: record, cells: cells))
        }
        guard rowCount > 0 else { throw .noRows }
        return rows.isEmpty ? nil : rows
    }

    /// Reads to the end of the record; cells end at the last that holds anything.
    private func readRecord() throws(WorkbookRefusal) -> [Cell] {
        var cells: [Cell] = []
        var column = 0
        while true {
            let end = try readField()
            if !field.isEmpty {
                guard column < limits.maximumColumns else {
                    throw .tooManyColumns(row: record, limit: limits.maximumColumns)
                }
                while cells.count < column { cells.append(.empty) }
                cells.append(.text(try fieldText(column)))
            }
            guard end == .field else { return cells }
            column += 1
        }
    }

    private enum FieldEnd {
        case field
        case record
    }

    /// Reads one field; quotes are doubled inside quotes and stand for themselves elsewhere.
    private func readField() throws(WorkbookRefusal) -> FieldEnd {
        field.removeAll(keepingCapacity: true)
        if index < text.count, text[index] == UInt8(ascii: "\"") {
            index += 1
            try readQuoted()
        }
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == delimiter { return .field }
            if byte == UInt8(ascii: "\n") { return .record }
            if byte == UInt8(ascii: "\r") {
                if index < text.count, text[index] == UInt8(ascii: "\n") { index += 1 }
                return .record
            }
            field.append(byte)
        }
        return .record
    }

    private func readQuoted() throws(WorkbookRefusal) {
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < text.count, text[index] == UInt8(ascii: "\"") else { return }
                index += 1
            }
            field.append(byte)
        }
        throw .damaged(detail: "quotation mark of record \(record) is never closed")
    }

    /// The text of the field; `="0012"`, by which programs keep a spreadsheet from counting, is 0012.
    private func fieldText(_ column: Int) throws(WorkbookRefusal) -> String {
        var bytes = field[...]
        if bytes.count >= 3, bytes.starts(with: "=\"".utf8), bytes.last == UInt8(ascii: "\"") {
            let inside = bytes.dropFirst(2).dropLast()
            if !inside.contains(UInt8(ascii: "\"")) { bytes = inside }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.count <= limits.maximumCellLength || text.utf16.count <= limits.maximumCellLength else {
            throw .cellTooLong(row: record, column: column, limit: limits.maximumCellLength)
        }
        return text
    }
}
