/// Opens a file that should hold a table, whatever it is called.
public enum TableFile {
    /// A workbook or delimited text, told apart by content.
    public static func open(
        bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> any SheetSource {
        guard bytes.count <= limits.maximumFileSize else { throw .tooLarge(limit: limits.maximumFileSize) }
        guard ContentKind.detect(bytes) == .text else { return try Workbook.open(bytes: bytes, limits: limits) }
        return try DelimitedText.open(bytes: bytes, limits: limits)
    }

    /// A workbook or delimited text, told apart by content.
    public static func open(
        path: String, limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> any SheetSource {
        try open(bytes: FileBytes.read(path, limits), limits: limits)
    }
}
