#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Text between the tags.
extension MarkupReader {
    enum Place {
        case text
        /// Text in which no entity is meant.
        case characterData
        /// White space counts as a space.
        case attribute
    }

    /// Hands the text up to the next tag to the scanner; nil if more of it must be read first.
    func text(from start: Int) throws(WorkbookRefusal) -> Int? {
        let bytes = buffer
        let limit = filled
        var index = start
        var seen: UInt8 = 0
        var isPlain = true
        while index < limit {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<") { break }
            if byte < 0x20 || byte == UInt8(ascii: "&") { isPlain = false }
            seen |= byte
            index += 1
        }
        if index == limit, !isAtEnd {
            guard limit - start >= MarkupReader.pieceSize else { return nil }
            index = cut(start, limit)
            guard index > start else { throw damage("endless entity") }
        }
        guard depth > 0 else {
            for place in start..<index where !MarkupReader.isSpace(bytes[place]) { throw damage("text outside") }
            return index
        }
        guard seen < 0x80 || MarkupReader.isUTF8(UnsafeBufferPointer(start: bytes + start, count: index - start)) else {
            throw damage("not UTF-8")
        }
        let end = isPlain ? index : try decode(start, index, in: .text)
        scanner.characters(UnsafeBufferPointer(start: bytes + start, count: end - start))
        return index
    }

    /// A place near the end of a long text that splits neither a character nor an entity.
    private func cut(_ start: Int, _ limit: Int) -> Int {
        var end = limit - 1
        while end > start, buffer[end] & 0xC0 == 0x80 { end -= 1 }
        // A carriage return belongs to the line feed that may follow.
        if end > start, buffer[end - 1] == 0x0D { end -= 1 }
        var index = end - 1
        while index >= max(start, end - 16) {
            if buffer[index] == UInt8(ascii: ";") { return end }
            if buffer[index] == UInt8(ascii: "&") { return index }
            index -= 1
        }
        return end
    }

    /// Comments are skipped, character data handed on, document types refused.
    func declaration(from start: Int) throws(WorkbookRefusal) -> Int? {
        if try begins("<!--", at: start) { return find("-->", from: start + 4) }
        if try begins("<![CDATA[", at: start) {
            guard let end = find("]]>", from: start + 9) else { return nil }
            let content = UnsafeBufferPointer(start: buffer + start + 9, count: end - start - 12)
            guard depth > 0, MarkupReader.isUTF8(content) else { throw damage("broken character data") }
            let decoded = try decode(start + 9, end - 3, in: .characterData)
            scanner.characters(UnsafeBufferPointer(rebasing: content[..<(decoded - start - 9)]))
            return end
        }
        if try begins("<!DOCTYPE", at: start) { throw .forbiddenMarkup }
        guard isAtEnd || filled - start < 9 else { throw damage("unknown declaration") }
        return nil
    }

    private func begins(_ pattern: StaticString, at start: Int) throws(WorkbookRefusal) -> Bool {
        let length = pattern.utf8CodeUnitCount
        return filled - start >= length && memcmp(buffer + start, pattern.utf8Start, length) == 0
    }

    /// Puts characters in the place of entities and line ends, in the buffer; the text never grows.
    func decode(_ start: Int, _ end: Int, in place: Place) throws(WorkbookRefusal) -> Int {
        var target = start
        var index = start
        while index < end {
            let byte = buffer[index]
            index += 1
            switch byte {
            case UInt8(ascii: "&") where place != .characterData:
                let scalar = try reference(&index, end)
                for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    buffer[target] = unit
                    target += 1
                }
            case 0x0D, 0x0A, 0x09:
                if byte == 0x0D, index < end, buffer[index] == 0x0A { index += 1 }
                buffer[target] = place == .attribute ? 0x20 : byte == 0x09 ? 0x09 : 0x0A
                target += 1
            case 0..<0x20: throw damage("forbidden character")
            default:
                buffer[target] = byte
                target += 1
            }
        }
        return target
    }

    /// Reads the rest of an entity or character reference.
    private func reference(_ index: inout Int, _ end: Int) throws(WorkbookRefusal) -> UnicodeScalar {
        let start = index
        while index < end, index - start < 10, buffer[index] != UInt8(ascii: ";") { index += 1 }
        guard index < end, buffer[index] == UInt8(ascii: ";") else { throw damage("broken entity") }
        let name = String(decoding: UnsafeBufferPointer(start: buffer + start, count: index - start), as: UTF8.self)
        index += 1
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        let digits = name.hasPrefix("#x") ? name.dropFirst(2) : name.dropFirst(1)
        guard name.hasPrefix("#"), digits.first?.isHexDigit == true,
            let value = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10), let scalar = UnicodeScalar(value),
            value >= 0x20 || [0x09, 0x0A, 0x0D].contains(value), value != 0xFFFE, value != 0xFFFF
        else { throw damage("unknown entity") }
        return scalar
    }

    /// Whether the bytes are UTF-8 without U+FFFE and U+FFFF, which XML forbids.
    static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        let count = bytes.count
        func follows(_ place: Int) -> Bool { place < count && bytes[place] & 0xC0 == 0x80 }
        while index < count {
            let first = bytes[index]
            if first < 0x80 {
                index += 1
            } else if first >= 0xE0, first < 0xF0 {
                guard follows(index + 1), follows(index + 2) else { return false }
                let second = bytes[index + 1]
                guard first != 0xE0 || second >= 0xA0, first != 0xED || second < 0xA0,
                    first != 0xEF || second != 0xBF || bytes[index + 2] < 0xBE
                else { return false }
                index += 3
            } else if first >= 0xC2, first < 0xE0 {
                guard follows(index + 1) else { return false }
                index += 2
            } else {
                guard first >= 0xF0, first < 0xF5, follows(index + 1), follows(index + 2), follows(index + 3) else {
                    return false
                }
                guard first != 0xF0 || bytes[index + 1] >= 0x90, first != 0xF4 || bytes[index + 1] < 0x90 else {
                    return false
                }
                index += 4
            }
        }
        return true
    }
}
