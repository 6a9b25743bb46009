/// A table file that is open for reading: a workbook, or delimited text.
///
/// Belongs to one thread at a time.
public protocol SheetSource: AnyObject {
    /// The sheets in the order of their tabs; delimited text has one, without a name.
    var sheets: [Sheet] { get }

    /// Begins to read a sheet from its first row.
    func batches(of sheet: Sheet) throws(WorkbookRefusal) -> any RowBatches
}

/// Rows of one sheet, handed out in small batches in the order of the file.
///
/// Whoever reads on one thread and works on another sends the batches between them.
public protocol RowBatches: AnyObject {
    /// The next rows, some hundreds; nil after the last.
    ///
    /// Rows without a cell that holds anything are left out. Throws `noRows` if there was no row at all. After a
    /// refusal, nothing that was read before should be used: the file is not what it seemed.
    func next() throws(WorkbookRefusal) -> [SheetRow]?
}

extension SheetSource {
    /// Hands every row of the sheet to the closure, in constant memory.
    ///
    /// Throws a `WorkbookRefusal`, or what the closure throws, which ends the reading.
    public func rows(of sheet: Sheet, body: (SheetRow) throws -> Void) throws {
        let batches = try batches(of: sheet)
        while let batch = try batches.next() {
            for row in batch { try body(row) }
        }
    }
}

/// A sheet of a workbook.
public struct Sheet: Hashable, Sendable {
    public enum Visibility: Hashable, Sendable {
        case visible
        case hidden
        /// Hidden in a way that only a macro or another program can undo.
        case veryHidden
    }

    public let name: String
    public let visibility: Visibility
    /// Position among the sheets, from 0.
    public let position: Int
}
