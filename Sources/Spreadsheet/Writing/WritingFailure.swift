/// Why a workbook could not be written.
public enum WritingFailure: Error, Hashable, Sendable {
    /// The file or its temporary files could not be made or finished; the detail is for the log.
    case file(detail: String)
    /// The name is too long, holds a forbidden character, or is taken.
    case sheetName(String)
    /// A text is longer than 32,767 UTF-16 code units; row from 1, column from 0.
    case textTooLong(row: Int, column: Int)
    /// More than 1,048,576 rows.
    case tooManyRows
    /// More cells than the sheet has columns.
    case tooManyCells(row: Int)
    /// The list of a column does not fit: a comma in an item, more than 255 characters, a message too long.
    case choices(column: Int)
    /// The workbook is closed already.
    case closed
}
