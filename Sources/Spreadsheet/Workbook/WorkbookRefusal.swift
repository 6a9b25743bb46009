/// Why a file is not read.
///
/// Rows and columns are numbered as in the spreadsheet: rows from 1, columns from 0 (`SheetRow.letters(ofColumn:)`).
public enum WorkbookRefusal: Error, Hashable, Sendable {
    /// The file has no bytes.
    case empty
    /// The file could not be opened or read from the disk.
    case unreadable(path: String)
    /// The content is something else, whatever the file is called.
    case notAWorkbook(detected: ContentKind)
    /// A workbook with a password.
    case encrypted
    /// A workbook with macros.
    case macros
    /// The file is broken; the detail is for the log.
    case damaged(detail: String)
    /// The file has more bytes than the limit.
    case tooLarge(limit: Int)
    /// The unzipped parts have more bytes than the limit.
    case tooLargeUnzipped(limit: Int)
    case tooManyEntries(limit: Int)
    /// The archive unzips to more than the limit times its size.
    case tooCompressed(limit: Int)
    /// A document type declaration, which could name entities and outside files.
    case forbiddenMarkup
    /// No sheet, or no row that holds anything.
    case noRows
    case tooManyRows(limit: Int)
    case tooManyColumns(row: Int, limit: Int)
    case cellTooLong(row: Int, column: Int, limit: Int)
}
