/// What one cell of a table holds.
public enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    /// A number: the digits as they stand in the file, and their value.
    ///
    /// A spreadsheet keeps 15 digits. An identity number typed into a number cell is already destroyed in the file
    /// ("3.10101199001012E+17"); the written text lets the caller say so.
    case number(text: String, value: Double)
    case boolean(Bool)
    case date(SheetDate)
    /// The error a formula ended in, such as "#N/A".
    case error(String)
    /// A formula of which the file keeps no result: other programs write them, and a spreadsheet works them out when it
    /// opens and saves the file.
    case unsavedFormula

    public var isEmpty: Bool { self == .empty }

    /// The cell as a person would read it.
    ///
    /// Numbers come as they are written, long binary fractions rounded to the 15 digits that spreadsheets show;
    /// dates as "yyyy-MM-dd", empty cells and formulas without a result as an empty text.
    public var text: String {
        switch self {
        case .empty, .unsavedFormula: ""
        case .text(let text), .error(let text): text
        case .number(let text, let value): NumberText.shown(text, value)
        case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
        case .date(let date): date.description
        }
    }
}
