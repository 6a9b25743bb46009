/// One row of a table that holds at least one cell.
public struct SheetRow: Hashable, Sendable {
    /// The row's number as the spreadsheet shows it, from 1.
    public let number: Int
    /// The cells from column A on; ends at the last cell that is not empty.
    public let cells: [Cell]

    public init(number: Int, cells: [Cell]) {
        self.number = number
        self.cells = cells
    }

    /// The cell of a column counted from 0; empty past the end of the row.
    public subscript(column: Int) -> Cell {
        cells.indices.contains(column) ? cells[column] : .empty
    }

    /// The letters over a column counted from 0: A, B, …, Z, AA.
    public static func letters(ofColumn column: Int) -> String {
        var letters = ""
        var rest = max(0, column)
        while true {
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
            guard rest >= 26 else { return letters }
            rest = rest / 26 - 1
        }
    }
}
