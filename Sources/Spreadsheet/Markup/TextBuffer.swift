/// Text gathered from pieces of character data, in memory that is used again.
struct TextBuffer {
    /// A cell of the longest length has at most three bytes per UTF-16 code unit; more is cut, and stays too long.
    private static let longest = 3 * 32_767 + 3

    private(set) var bytes: [UInt8] = []

    @inline(__always)
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= TextBuffer.longest else { return }
        bytes.append(contentsOf: piece)
    }

    @inline(__always)
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    var isEmpty: Bool { bytes.isEmpty }

    /// Puts in the characters that XML cannot hold and Excel writes as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
    ///
    /// U+0000, which no text of ours may hold, is left out.
    mutating func decodeEscapes() {
        guard bytes.count >= 7, bytes.contains(UInt8(ascii: "_")) else { return }
        var target = 0
        var index = 0
        while index < bytes.count {
            if let unit = escape(at: index) {
                for byte in String(unit).utf8 where unit.value != 0 {
                    bytes[target] = byte
                    target += 1
                }
                index += 7
            } else {
                bytes[target] = bytes[index]
                target += 1
                index += 1
            }
        }
        bytes.removeLast(bytes.count - target)
    }

    private func escape(at start: Int) -> UnicodeScalar? {
        guard bytes[start] == UInt8(ascii: "_"), start + 6 < bytes.count, bytes[start + 1] == UInt8(ascii: "x"),
            bytes[start + 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt32 = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return UnicodeScalar(value)
    }

    /// The bytes without the white space around them.
    @inline(__always)
    func withTrimmed<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { all in
            var start = 0
            var end = all.count
            while start < end, all[start] <= 0x20 { start += 1 }
            while end > start, all[end - 1] <= 0x20 { end -= 1 }
            return body(UnsafeBufferPointer(rebasing: all[start..<end]))
        }
    }

    var text: String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
