/// Delimited text (RFC 4180) open for reading, with the same rows as a workbook.
///
/// Every cell is a text: an identity number arrives with all its digits. Row numbers count records, blank ones too,
/// as a spreadsheet would show them.
public final class DelimitedText: SheetSource {
    public enum Delimiter: String, Hashable, Sendable, CaseIterable {
        case comma = ","
        case semicolon = ";"
        case tab = "\t"

        var byte: UInt8 { rawValue.utf8.first ?? 0 }
    }

    public let sheets = [Sheet(name: "", visibility: .visible, position: 0)]
    public let encoding: TextEncoding
    public let delimiter: Delimiter
    private let text: [UInt8]
    private let limits: WorkbookLimits

    /// Opens delimited text on the disk.
    public static func open(
        path: String, limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> DelimitedText {
        try open(bytes: FileBytes.read(path, limits), limits: limits)
    }

    /// Opens delimited text whose bytes are at hand: UTF-8 with or without a mark, GB 18030, or UTF-16 with a mark.
    public static func open(
        bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()
    ) throws(WorkbookRefusal) -> DelimitedText {
        guard bytes.count <= limits.maximumFileSize else { throw .tooLarge(limit: limits.maximumFileSize) }
        let kind = ContentKind.detect(bytes)
        guard kind != .empty else { throw .empty }
        guard kind == .text else { throw .notAWorkbook(detected: kind) }
        guard let (encoding, text) = TextEncoding.decode(bytes) else {
            throw .damaged(detail: "neither UTF-8 nor GB 18030")
        }
        return DelimitedText(encoding, text, limits)
    }

    private init(_ encoding: TextEncoding, _ text: [UInt8], _ limits: WorkbookLimits) {
        self.encoding = encoding
        self.limits = limits
        // Excel reads, and writes, a first line "sep=;".
        if text.count > 4, text.starts(with: "sep=".utf8),
            let told = Delimiter.allCases.first(where: { $0.byte == text[4] }),
            let end = text.firstIndex(of: UInt8(ascii: "\n")), end <= 6
        {
            delimiter = told
            self.text = Array(text[(end + 1)...])
        } else {
            delimiter = DelimitedText.guess(text)
            self.text = text
        }
    }

    public func batches(of sheet: Sheet) throws(WorkbookRefusal) -> any RowBatches {
        DelimitedBatches(text, delimiter: delimiter.byte, limits: limits)
    }

    /// The delimiter that the first records hold most often outside quotes; a comma if they hold none.
    private static func guess(_ text: [UInt8]) -> Delimiter {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in text.prefix(16_384) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        return Delimiter.allCases.max { (counts[$0.byte] ?? 0) < (counts[$1.byte] ?? 0) } ?? .comma
    }
}
