#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the characters of a text file are written as bytes.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8
    /// The Chinese national standard, which contains GBK and GB 2312; what Excel and banks in China write.
    case gb18030
    /// What Excel calls "Unicode text".
    case utf16LittleEndian
    case utf16BigEndian

    /// The encoding a byte order mark tells, and the mark's length.
    static func byteOrderMark(of bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// What a file in this encoding begins with, so that programs know it; nothing for GB 18030, which has no mark.
    public var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .gb18030: []
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }

    /// The bytes of a text, without a mark; nil for what the encoding cannot say.
    public func bytes(of text: String) -> [UInt8]? {
        if self == .utf8 || text.isEmpty { return Array(text.utf8) }
        return Self.convert(Array(text.utf8), from: .utf8, to: self)
    }

    /// Finds the encoding and turns the text into UTF-8 without a mark; nil if it is valid in none.
    static func decode(_ bytes: [UInt8]) -> (encoding: TextEncoding, text: [UInt8])? {
        if let (encoding, length) = byteOrderMark(of: bytes) {
            let rest = Array(bytes[length...])
            if encoding == .utf8 { return isUTF8(rest) ? (.utf8, rest) : nil }
            return convert(rest, from: encoding, to: .utf8).map { (encoding, $0) }
        }
        if isUTF8(bytes) { return (.utf8, bytes) }
        return convert(bytes, from: .gb18030, to: .utf8).map { (.gb18030, $0) }
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    private var converterName: String {
        switch self {
        case .utf8: "UTF-8"
        case .gb18030: "GB18030"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        }
    }

    private static func convert(
        _ bytes: [UInt8], from encoding: TextEncoding, to target: TextEncoding
    ) -> [UInt8]? {
        guard let converter = iconv_open(target.converterName, encoding.converterName),
            Int(bitPattern: converter) != -1
        else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        let capacity = bytes.count * 2 + 16
        return input.withUnsafeMutableBufferPointer { source in
            let text = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
                var from = source.baseAddress
                var fromLeft = source.count
                var into = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var intoLeft = capacity
                let result = iconv(converter, &from, &fromLeft, &into, &intoLeft)
                // Zero bytes count as failure below: an empty text never comes here.
                count =
                    result == -1 || fromLeft > 0
                    ? 0 : capacity - intoLeft
            }
            return text.isEmpty ? nil : text
        }
    }
}
