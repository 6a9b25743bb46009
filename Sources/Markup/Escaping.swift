/// How characters that HTML gives a meaning to are written so that they lose it.
enum Escaping {
    case text
    case attribute

    /// Appends the escaped text.
    ///
    /// Control characters other than tab and line ends are not allowed in HTML; they become U+FFFD.
    func append(_ string: String, to bytes: inout [UInt8]) {
        var string = string
        string.withUTF8 { source in
            bytes.reserveCapacity(bytes.count + source.count)
            var start = 0
            for index in source.indices {
                guard let replacement = replacement(of: source[index]) else { continue }
                bytes += source[start..<index]
                bytes += replacement.buffer
                start = index + 1
            }
            bytes += source[start...]
        }
    }

    private func replacement(of byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): self == .attribute ? "&quot;" : nil
        case UInt8(ascii: "'"): self == .attribute ? "&#39;" : nil
        case 0x09, 0x0a, 0x0d: nil
        case 0x00..<0x20, 0x7f: "\u{FFFD}"
        default: nil
        }
    }
}
