/// What is written into one cell.
public enum OutputCell: Hashable, Sendable {
    case empty
    /// Always a text, never a formula, whatever it begins with.
    case text(String)
    case integer(Int64)
    case number(Double)
    /// An amount in fen, shown in yuan with two decimals.
    case money(fen: Int64)
    case date(SheetDate)
}

/// How a row looks.
public enum RowTone: Int, Hashable, Sendable, CaseIterable {
    case plain
    /// Bold, with a line above.
    case total
    /// Light red, for a row that somebody must look at.
    case marked
}
