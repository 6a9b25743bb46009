/// Why a whole file is not taken; nothing of it is stored.
public enum MemberFileRefusal: Error, Hashable, Sendable {
    case missing
    case empty
    /// Something else than a workbook or delimited text; `old` for one of Excel 97–2003.
    case notWorkbook
    case oldWorkbook
    case encrypted
    case macros
    case damaged
    /// In megabytes.
    case tooLarge(limit: Int)
    /// Unzips to far more than its size, or holds what only an attack holds.
    case suspicious
    case tooManyRows(limit: Int)
    case tooManyColumns(row: Int, limit: Int)
    case cellTooLong(row: Int, limit: Int)
    /// No row under the header.
    case noRows
    /// People stand under no header, so that nothing says what the columns are.
    case headerMissing
    /// The header lacks columns that must be there.
    case columnsMissing([MemberColumn])
    /// No sheet has the name that was asked for; those that could be read.
    case sheetMissing([String])
}
