/// The portable text with `?` numbered `$1`, `$2`, …, as PostgreSQL wants it.
///
/// A `?` in a quoted text, a quoted name or a comment stays.
package func numberingPlaceholders(_ text: String) -> String {
    var numbered: [UInt8] = []
    numbered.reserveCapacity(text.utf8.count + 16)
    var place = Place.statement
    var number = 0
    var previous: UInt8 = 0
    for byte in text.utf8 {
        if case .statement = place, byte == UInt8(ascii: "?") {
            number += 1
            numbered.append(contentsOf: "$\(number)".utf8)
            previous = byte
            continue
        }
        numbered.append(byte)
        let next = place.after(byte, previous: previous)
        // The characters that opened or closed a comment are not half of the next one.
        previous = next.depth == place.depth ? byte : 0
        place = next
    }
    return String(decoding: numbered, as: UTF8.self)
}

private enum Place {
    case statement
    /// A doubled quote closes and opens again, which comes to the same.
    case quoted(by: UInt8)
    case lineComment
    case blockComment(depth: Int)

    var depth: Int {
        switch self {
        case .statement, .quoted: 0
        case .lineComment: 1
        case .blockComment(let depth): 1 + depth
        }
    }

    func after(_ byte: UInt8, previous: UInt8) -> Place {
        switch self {
        case .statement:
            switch (previous, byte) {
            case (_, UInt8(ascii: "'")), (_, UInt8(ascii: "\"")): .quoted(by: byte)
            case (UInt8(ascii: "-"), UInt8(ascii: "-")): .lineComment
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): .blockComment(depth: 1)
            default: self
            }
        case .quoted(let quote):
            byte == quote ? .statement : self
        case .lineComment:
            byte == UInt8(ascii: "\n") ? .statement : self
        case .blockComment(let depth):
            switch (previous, byte) {
            case (UInt8(ascii: "*"), UInt8(ascii: "/")): depth == 1 ? .statement : .blockComment(depth: depth - 1)
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): .blockComment(depth: depth + 1)
            default: self
            }
        }
    }
}
