import Foundation

/// The name a browser gives to an uploaded file: for people to recognise, never a place to store it.
enum FileName {
    /// Most characters that are kept, counted from the end so that the extension stays.
    static let limit = 200

    /// The name in the parameters of a Content-Disposition; nil when the part is no file.
    ///
    /// `filename*` (RFC 8187) comes before `filename`; that one may be raw UTF-8 as browsers send it, percent-encoded
    /// (RFC 7578, section 2), or an encoded word (RFC 2047) as mail libraries write it.
    static func of(_ parameters: [String: String]) -> String? {
        if let extended = parameters["filename*"], let name = extendedValue(extended) { return clean(name) }
        guard let plain = parameters["filename"] else { return parameters["filename*"] == nil ? nil : "" }
        return clean(encodedWord(plain) ?? percentEncoded(plain) ?? withBrowserEscapes(plain))
    }

    /// The last component without control, format and direction characters, which could disguise an extension.
    static func clean(_ name: String) -> String {
        let last = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? ""
        let visible = last.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
            default: true
            }
        }
        let text = String(String.UnicodeScalarView(visible)).trimmingCharacters(in: .whitespaces)
        return ["", ".", ".."].contains(text) ? "" : String(text.suffix(limit))
    }

    /// `UTF-8''%E5%B7%A5.xlsx`; nil when malformed or in another character set.
    private static func extendedValue(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return PercentEncoding.decode(parts[2].utf8).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// `=?utf-8?Q?=E5=B7=A5.xlsx?=`, several of them joined; nil when the text is not made of these.
    private static func encodedWord(_ text: String) -> String? {
        let words = text.split(separator: " ")
        guard !words.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for word in words {
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0] == "=", parts[4] == "=", parts[1].lowercased() == "utf-8" else {
                return nil
            }
            let decoded =
                switch parts[2].lowercased() {
                case "q": quotedPrintable(parts[3])
                case "b": Data(base64Encoded: String(parts[3])).map { Array($0) }
                default: nil as [UInt8]?
                }
            guard let decoded else { return nil }
            bytes += decoded
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func quotedPrintable(_ text: Substring) -> [UInt8]? {
        PercentEncoding.decode(
            text.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "="): UInt8(ascii: "%")
                case UInt8(ascii: "_"): UInt8(ascii: " ")
                default: byte
                }
            })
    }

    /// A wholly percent-encoded name, told by what it decodes to: letters beyond ASCII.
    ///
    /// `100%25.xlsx` stays as it is.
    private static func percentEncoded(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let bytes = PercentEncoding.decode(text.utf8) else { return nil }
        return bytes.contains { $0 >= 0x80 } ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// The three characters that browsers escape in names (HTML, multipart/form-data encoding).
    static func withBrowserEscapes(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
