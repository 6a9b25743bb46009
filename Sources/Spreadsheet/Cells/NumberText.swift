#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading and showing the decimal numbers of a spreadsheet file.
enum NumberText {
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The value of `-12.5` or `3.1E+17`; nil for anything else, also for infinity and NaN.
    static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var index = 0
        var mantissa = 0
        var digits = 0
        var decimals = 0
        var isNegative = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var isPastPoint = false
        scan: while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if digits < 16 { mantissa = mantissa * 10 + Int(bytes[index] - UInt8(ascii: "0")) }
                digits += 1
                if isPastPoint { decimals += 1 }
            case UInt8(ascii: "."):
                guard !isPastPoint else { return nil }
                isPastPoint = true
            default: break scan
            }
            index += 1
        }
        guard digits > 0 else { return nil }
        if index == bytes.count, digits <= 15 {
            // Both are exact, so the quotient is the nearest Double (Clinger's fast path).
            let value = Double(mantissa) / powersOfTen[decimals]
            return isNegative ? -value : value
        }
        guard index == bytes.count || isExponent(bytes[index...]) else { return nil }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static func isExponent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = bytes.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return false }
        var rest = bytes.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The number as a spreadsheet shows it in a cell without format.
    ///
    /// 2470.1 stands in files of Excel as 2470.0999999999999; 15 digits show it as it was typed.
    static func shown(_ text: String, _ value: Double) -> String {
        guard text.utf8.count > 16, text.utf8.contains(UInt8(ascii: ".")), !text.uppercased().contains("E") else {
            return text
        }
        var buffer = [CChar](repeating: 0, count: 40)
        let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.15g", $0) }
        guard length > 0, Int(length) < buffer.count else { return text }
        return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
