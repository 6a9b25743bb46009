#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Parses XML in UTF-8 for the large parts of a workbook, the sheets and the shared strings.
///
/// expat alone takes longer for a sheet than an import may. This reader does what such parts need and no more: tags,
/// attributes, text, the five entities of XML, character references, CDATA, comments. It checks the nesting, the
/// encoding and the characters, and refuses every document type, so that no other entity can be. A test reads the
/// same files with expat and finds the same. Names and values are ended with a zero in place, in the reader's buffer.
final class MarkupReader: PieceParser {
    static let pieceSize = 64 << 10
    private static let longestToken = 1 << 20
    private static let mostAttributes = 128
    private static let deepest = 128
    private static let longestOpenNames = 8192

    private let stream: PartStream
    let scanner: PartScanner
    private(set) var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = MarkupReader.pieceSize * 2
    private(set) var filled = 0
    private var position = 0
    private(set) var isAtEnd = false
    private var isFinished = false

    private let attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let attributeEnds: UnsafeMutablePointer<Int>
    /// Names of the open elements, one after the other, and where each ends.
    private let openNames: UnsafeMutablePointer<UInt8>
    private let openEnds: UnsafeMutablePointer<Int>
    private(set) var depth = 0
    private var hasRoot = false

    init(_ stream: PartStream, _ scanner: PartScanner) {
        self.stream = stream
        self.scanner = scanner
        buffer = .allocate(capacity: capacity)
        attributes = .allocate(capacity: MarkupReader.mostAttributes * 2 + 1)
        attributeEnds = .allocate(capacity: MarkupReader.mostAttributes * 2)
        openNames = .allocate(capacity: MarkupReader.longestOpenNames)
        openEnds = .allocate(capacity: MarkupReader.deepest + 1)
        openEnds[0] = 0
    }

    deinit {
        buffer.deallocate()
        attributes.deallocate()
        attributeEnds.deallocate()
        openNames.deallocate()
        openEnds.deallocate()
    }

    /// Looks at the first piece: whether it is in UTF-8, as far as its declaration says.
    func canRead() throws(WorkbookRefusal) -> Bool {
        try fill()
        let start = UnsafeBufferPointer(start: buffer, count: filled)
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        guard position < filled else { return true }
        // UTF-16 begins with a mark or holds a zero among its first two bytes.
        guard start[position] != 0, start[position] < 0x80, filled < position + 2 || start[position + 1] != 0 else {
            return false
        }
        let declaration = String(decoding: start[position...].prefix(200), as: UTF8.self).lowercased()
        guard declaration.hasPrefix("<?xml"), let end = declaration.firstRange(of: "?>"),
            let name = declaration[..<end.lowerBound].firstRange(of: "encoding")
        else { return true }
        return declaration[name.upperBound..<end.lowerBound].contains("utf-8")
    }

    func advance() throws(WorkbookRefusal) -> Bool {
        guard !isFinished else { return false }
        try parse()
        guard isAtEnd else {
            try fill()
            return true
        }
        guard position == filled, depth == 0, hasRoot else { throw damage("ends too early") }
        isFinished = true
        return false
    }

    func damage(_ reason: String) -> WorkbookRefusal {
        .damaged(detail: "\(stream.name): \(reason)")
    }

    private func fill() throws(WorkbookRefusal) {
        let rest = filled - position
        if position > 0 { memmove(buffer, buffer + position, rest) }
        position = 0
        filled = rest
        if rest + MarkupReader.pieceSize > capacity {
            guard rest < MarkupReader.longestToken else { throw damage("endless token") }
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            grown.update(from: buffer, count: rest)
            buffer.deallocate()
            buffer = grown
            capacity *= 2
        }
        let count = try stream.read(into: buffer + rest, count: MarkupReader.pieceSize)
        filled += count
        isAtEnd = count == 0
    }

    /// Goes through the tokens that are complete in the buffer.
    private func parse() throws(WorkbookRefusal) {
        let limit = filled
        var index = position
        defer { position = index }
        while index < limit {
            let next: Int?
            if buffer[index] != UInt8(ascii: "<") {
                next = try text(from: index)
            } else if index + 1 < limit {
                switch buffer[index + 1] {
                case UInt8(ascii: "/"): next = try endTag(from: index + 2)
                case UInt8(ascii: "!"): next = try declaration(from: index)
                case UInt8(ascii: "?"): next = find("?>", from: index + 2)
                default: next = try startTag(from: index + 1)
                }
            } else {
                next = nil
            }
            guard let next else { return }
            index = next
            if let refusal = scanner.refusal { throw refusal }
        }
    }

    private func startTag(from start: Int) throws(WorkbookRefusal) -> Int? {
        let bytes = buffer
        let limit = filled
        let nameEnd = endOfName(start)
        var index = nameEnd
        var count = 0
        while true {
            let gap = index
            while index < limit, MarkupReader.isSpace(bytes[index]) { index += 1 }
            guard index < limit else { return nil }
            if bytes[index] == UInt8(ascii: ">") {
                try open(start, nameEnd, count)
                return index + 1
            }
            if bytes[index] == UInt8(ascii: "/") {
                guard index + 1 < limit else { return nil }
                guard bytes[index + 1] == UInt8(ascii: ">") else { throw damage("broken tag") }
                try open(start, nameEnd, count)
                close()
                return index + 2
            }
            guard index > gap, count < MarkupReader.mostAttributes else { throw damage("broken tag") }
            guard let end = try attribute(from: index, number: count) else { return nil }
            index = end
            count += 1
        }
    }

    /// Notes where name and value of an attribute stand; nil if it is not complete.
    private func attribute(from start: Int, number: Int) throws(WorkbookRefusal) -> Int? {
        let bytes = buffer
        let limit = filled
        let nameEnd = endOfName(start)
        var index = nameEnd
        while index < limit, MarkupReader.isSpace(bytes[index]) { index += 1 }
        guard index < limit else { return nil }
        guard bytes[index] == UInt8(ascii: "="), nameEnd > start else { throw damage("broken attribute") }
        index += 1
        while index < limit, MarkupReader.isSpace(bytes[index]) { index += 1 }
        guard index < limit else { return nil }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw damage("broken attribute") }
        let valueStart = index + 1
        index = valueStart
        while index < limit, bytes[index] != quote {
            guard bytes[index] != UInt8(ascii: "<") else { throw damage("broken attribute") }
            index += 1
        }
        guard index < limit else { return nil }
        attributes[number * 2] = UnsafeRawPointer(bytes + start).assumingMemoryBound(to: CChar.self)
        attributes[number * 2 + 1] = UnsafeRawPointer(bytes + valueStart).assumingMemoryBound(to: CChar.self)
        attributeEnds[number * 2] = nameEnd
        attributeEnds[number * 2 + 1] = index
        return index + 1
    }

    private func open(_ start: Int, _ end: Int, _ attributeCount: Int) throws(WorkbookRefusal) {
        let first = start < end ? buffer[start] : 0
        guard first | 0x20 >= UInt8(ascii: "a"), first != 0x7F else { throw damage("broken name") }
        guard depth > 0 || !hasRoot else { throw damage("second root") }
        let used = openEnds[depth]
        guard depth < MarkupReader.deepest, used + end - start <= MarkupReader.longestOpenNames else {
            throw damage("nested too deeply")
        }
        hasRoot = true
        memcpy(openNames + used, buffer + start, end - start)
        depth += 1
        openEnds[depth] = used + end - start
        buffer[end] = 0
        for number in 0..<attributeCount {
            buffer[attributeEnds[number * 2]] = 0
            try endValue(number * 2 + 1)
        }
        try refuseRepetition(attributeCount)
        attributes[attributeCount * 2] = nil
        let name = UnsafeRawPointer(buffer + start).assumingMemoryBound(to: CChar.self)
        scanner.start(MarkupName(name), MarkupAttributes(list: attributes))
    }

    private func endValue(_ number: Int) throws(WorkbookRefusal) {
        guard let value = attributes[number] else { return }
        let start = UnsafeRawPointer(value) - UnsafeRawPointer(buffer)
        let end = attributeEnds[number]
        var isPlain = true
        for index in start..<end where buffer[index] == UInt8(ascii: "&") || buffer[index] < 0x20 { isPlain = false }
        buffer[isPlain ? end : try decode(start, end, in: .attribute)] = 0
    }

    private func refuseRepetition(_ count: Int) throws(WorkbookRefusal) {
        guard count > 1 else { return }
        for later in 1..<count {
            for earlier in 0..<later {
                guard let one = attributes[later * 2], let other = attributes[earlier * 2] else { continue }
                if one[0] == other[0], strcmp(one, other) == 0 { throw damage("attribute twice") }
            }
        }
    }

    private func endTag(from start: Int) throws(WorkbookRefusal) -> Int? {
        let bytes = buffer
        let limit = filled
        let nameEnd = endOfName(start)
        var index = nameEnd
        while index < limit, MarkupReader.isSpace(bytes[index]) { index += 1 }
        guard index < limit else { return nil }
        guard bytes[index] == UInt8(ascii: ">"), depth > 0 else { throw damage("broken end tag") }
        let opened = openEnds[depth - 1]
        let length = openEnds[depth] - opened
        guard length == nameEnd - start, memcmp(bytes + start, openNames + opened, length) == 0 else {
            throw damage("end tag of another element")
        }
        close()
        return index + 1
    }

    private func close() {
        depth -= 1
        if scanner.refusal == nil { scanner.end() }
    }

    private func endOfName(_ start: Int) -> Int {
        let bytes = buffer
        let limit = filled
        var index = start
        while index < limit {
            switch bytes[index] {
            case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "<"),
                UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
                return index
            default: index += 1
            }
        }
        return index
    }

    /// The place after the next occurrence, nil if there is none in the buffer.
    func find(_ pattern: StaticString, from start: Int) -> Int? {
        let length = pattern.utf8CodeUnitCount
        guard filled - start >= length else { return nil }
        for index in start...(filled - length) where memcmp(buffer + index, pattern.utf8Start, length) == 0 {
            return index + length
        }
        return nil
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
