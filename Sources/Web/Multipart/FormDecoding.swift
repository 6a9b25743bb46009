/// Reads `application/x-www-form-urlencoded`: form bodies and query strings.
///
/// Stricter than browsers' parsers: a broken percent sequence, bytes that are no UTF-8 and NUL characters are refused,
/// because no form of ours sends them.
enum FormDecoding {
    /// Names and values of one form.
    ///
    /// - Parameter limit: most pairs; a page of checkboxes has a thousand.
    static func fields(
        _ bytes: some Sequence<UInt8>, limit: Int = 5_000
    ) throws(FormProblem) -> FormFields {
        let pairs = Array(bytes).split(separator: UInt8(ascii: "&"), maxSplits: limit)
        guard pairs.count <= limit else { throw .tooManyParts(limit: limit) }
        var fields = FormFields()
        for pair in pairs {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            fields.append(try text(name), try text(pair.dropFirst(name.count + 1)))
        }
        return fields
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(FormProblem) -> String {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let decoded = PercentEncoding.decode(spaced) else { throw .malformed(.percentEncoding) }
        guard let text = String(validating: decoded, as: UTF8.self), !text.utf8.contains(0) else { throw .notText }
        return text
    }
}

/// `%E5%B7%A5` and the like.
enum PercentEncoding {
    /// The bytes that are meant; nil when a percent sign is not followed by two hexadecimal digits.
    static func decode(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
            decoded.append(high << 4 | low)
        }
        return decoded
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
