/// Looks for what makes another program run when the file is opened or printed: fields of a document and formulas of a
/// workbook that speak DDE, fields that fetch another file.
///
/// The words of a field may lie in many pieces (`DD` and `EAUTO`), so they are put together before they are read.
final class FieldScanner: PartScanner {
    private(set) var isActive = false

    private static let fields: Set = ["DDE", "DDEAUTO", "LINK", "INCLUDETEXT"]
    /// Characters of a field or formula that are looked at; its command stands at its beginning.
    private static let longest = 8_192

    private enum Text {
        case field, formula
    }

    /// The instructions of the fields that are open, the innermost last.
    private var open: [[UInt8]] = [[]]
    private var formula: [UInt8] = []
    /// What the text that comes next belongs to, and how many elements deep.
    private var reading: (text: Text, depth: Int)?
    private var depth = 0

    override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
        depth += 1
        if name == "instrText" || name == "delInstrText" {
            reading = (.field, depth)
        } else if name == "f" || name == "definedName" || name == "formula" || name == "formula1" || name == "formula2"
        {
            formula = []
            reading = (.formula, depth)
        } else if name == "fldSimple" {
            judge(field: Array((attributes.text("instr", .some) ?? attributes.text("instr") ?? "").utf8))
        } else if name == "fldChar" {
            switch attributes.text("fldCharType", .some) ?? attributes.text("fldCharType") {
            case "begin": if open.count < 100 { open.append([]) }
            case "separate": judge(field: open.last ?? [])
            case "end":
                if open.count > 1 { judge(field: open.removeLast()) }
            default: break
            }
        } else if name == "ddeLink" || name == "oleLink" {
            isActive = true
        }
    }

    override func end() {
        if let reading, reading.depth == depth {
            switch reading.text {
            case .field: judge(field: open.last ?? [])
            case .formula: judge(formula: formula)
            }
            self.reading = nil
        }
        depth -= 1
    }

    override func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let reading else { return }
        switch reading.text {
        case .field:
            if let last = open.indices.last, open[last].count < Self.longest { open[last] += bytes }
        case .formula:
            if formula.count < Self.longest { formula += bytes }
        }
    }

    /// The command of a field is its first word.
    private func judge(field bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace || $0 == "\"" || $0 == "\\" }
        if let command = words.first?.uppercased(), Self.fields.contains(command) { isActive = true }
    }

    /// `program|topic!item` is DDE; a bar has no other meaning outside quotes.
    private func judge(formula bytes: [UInt8]) {
        var quote: UInt8?
        for byte in bytes {
            if let inside = quote {
                if byte == inside { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "|") {
                isActive = true
            }
        }
    }
}
