/// Writes delimited text (RFC 4180) that a spreadsheet opens without running anything.
public enum DelimitedLine {
    /// One record with its line end (CR LF).
    ///
    /// A text that a spreadsheet would take for a formula (leading = + - @, tab, carriage return, or a full-width
    /// sign of these) gets an apostrophe in front; numbers and money do not, so a negative amount stays a number.
    public static func text(_ cells: [OutputCell], delimiter: DelimitedText.Delimiter = .comma) -> String {
        cells.map { field($0) }.joined(separator: delimiter.rawValue) + "\r\n"
    }

    private static func field(_ cell: OutputCell) -> String {
        switch cell {
        case .empty: ""
        case .text(let text): quoted(neutralised(text))
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .money(let fen): yuan(fen)
        case .date(let date): date.description
        }
    }

    /// Puts an apostrophe before a text that would begin a formula, and leaves out U+0000.
    public static func neutralised(_ text: String) -> String {
        let text = text.unicodeScalars.contains("\0") ? text.replacing("\0", with: "") : text
        guard let first = text.unicodeScalars.first, formulaOpenings.contains(first) else { return text }
        return "'" + text
    }

    /// A text without the apostrophe that `neutralised` puts in front.
    public static func restored(_ text: String) -> String {
        let rest = text.unicodeScalars.dropFirst()
        guard text.unicodeScalars.first == "'", let first = rest.first, formulaOpenings.contains(first) else {
            return text
        }
        return String(rest)
    }

    private static let formulaOpenings: Set<UnicodeScalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    private static func quoted(_ text: String) -> String {
        let mustQuote = text.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "\t"),
                UInt8(ascii: ";"), UInt8(ascii: " "):
                true
            default: false
            }
        }
        return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    private static func yuan(_ fen: Int64) -> String {
        let cents = fen.magnitude % 100
        return (fen < 0 ? "-" : "") + String(fen.magnitude / 100) + (cents < 10 ? ".0" : ".") + String(cents)
    }
}
