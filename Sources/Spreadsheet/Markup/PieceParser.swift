/// Parses a part piece by piece and feeds a scanner.
protocol PieceParser: AnyObject {
    /// Parses the next piece; false after the last.
    func advance() throws(WorkbookRefusal) -> Bool
}

extension Archive {
    /// A parser for a part that may be large; nil if there is no such part.
    ///
    /// What spreadsheet programs write, UTF-8, goes through `MarkupReader`, three times as fast; any other encoding
    /// goes through expat.
    func parser(of part: String, feeding scanner: PartScanner) throws(WorkbookRefusal) -> (any PieceParser)? {
        guard let stream = try self.part(part) else { return nil }
        let reader = MarkupReader(stream, scanner)
        if try reader.canRead() { return reader }
        guard let again = try self.part(part) else { return nil }
        return try PartParser(again, scanner)
    }
}
