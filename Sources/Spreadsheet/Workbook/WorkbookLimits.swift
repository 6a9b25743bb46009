/// How much of a stranger's file we are ready to read (security.md, section 3).
public struct WorkbookLimits: Hashable, Sendable {
    /// Bytes of the file.
    public var maximumFileSize = 10_000_000
    /// Entries in the zip archive.
    public var maximumEntries = 200
    /// Unzipped bytes per zipped byte; an entry that unzips to less than a mebibyte is not judged.
    public var maximumRatio = 100
    /// Bytes of all parts read, counted while inflating: what the archive says of itself is not believed.
    public var maximumUnzippedSize = 200_000_000
    /// Rows of one sheet that hold anything; add the rows above the data if they must not count.
    public var maximumRows = 100_000
    /// Columns up to the last cell that holds anything.
    public var maximumColumns = 200
    /// Characters of a cell as Excel counts them, UTF-16 code units.
    public var maximumCellLength = 32_767

    public init() {}

    /// The usual limits, with another number of rows.
    public init(maximumRows: Int) {
        self.maximumRows = maximumRows
    }
}
