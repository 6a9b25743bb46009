/// An address that may stand in `href`, `src` and `action`: a path of this site, a fragment, or https.
///
/// It cannot hold `javascript:`, `data:` or a scheme-relative address (`//elsewhere`), whatever it was made from.
public struct URLText: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    private init(checked text: String) { description = text }

    /// A path of this site with its segments and query, each percent-encoded.
    ///
    /// Empty segments and the segments `.` and `..` are left out, so that the path stays the one that was meant.
    public init(segments: [String], query: [(name: String, value: String)] = []) {
        var text = ""
        for segment in segments where !["", ".", ".."].contains(segment) {
            text += "/" + URLText.encoded(segment)
        }
        if text.isEmpty { text = "/" }
        for (index, item) in query.enumerated() {
            text += (index == 0 ? "?" : "&") + URLText.encoded(item.name) + "=" + URLText.encoded(item.value)
        }
        description = text
    }

    /// The element with this id on the same page.
    public init(fragment: String) { description = "#" + URLText.encoded(fragment) }

    /// An address found elsewhere, such as "return to" after logging in; nil if it leaves the site.
    public init?(path text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), URLText.isClean(text) else { return nil }
        description = text
    }

    /// A page of another site; nil unless it is https with a host.
    public init?(https text: String) {
        let scheme = "https://"
        guard text.hasPrefix(scheme), text.utf8.count > scheme.utf8.count, URLText.isClean(text),
            text.dropFirst(scheme.count).first != "/"
        else { return nil }
        description = text
    }

    /// A telephone link made of the digits and the leading plus of the text; nil if it has none.
    public init?(telephone text: String) {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        description = "tel:" + (text.hasPrefix("+") ? "+" : "") + digits
    }

    /// The same address with a fragment behind it.
    public func at(_ fragment: String) -> URLText {
        URLText(checked: description.prefix { $0 != "#" } + "#" + URLText.encoded(fragment))
    }

    // Browsers read a backslash as a slash and drop tabs and line ends before they look for the scheme.
    private static func isClean(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "@"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension URLText: ExpressibleByStringLiteral {
    /// A path or fragment written in the source code; anything else becomes `#`.
    public init(stringLiteral literal: StaticString) {
        let text = String(decoding: literal.buffer, as: UTF8.self)
        self = text.hasPrefix("#") ? URLText(fragment: String(text.dropFirst())) : URLText(path: text) ?? "#"
    }
}
