/// A piece of a page, already escaped.
///
/// It can only be built from text (which is escaped), from elements and attributes of this module, and from
/// ``TrustedMarkup``; so a value typed by a person cannot become an element, an attribute or a script.
public struct HTML: Sendable, Hashable {
    /// The UTF-8 bytes to send.
    public private(set) var bytes: [UInt8]

    /// Nothing.
    public init() { bytes = [] }

    /// Text, escaped.
    public init(_ text: String) {
        bytes = []
        Escaping.text.append(text, to: &bytes)
    }

    /// Markup that stands in the source code.
    public init(_ trusted: TrustedMarkup) { bytes = trusted.bytes }

    /// The result of a builder closure.
    public init(@HTMLBuilder _ content: () -> HTML) { self = content() }

    public var isEmpty: Bool { bytes.isEmpty }

    /// The same as a string, for tests and logs; a response sends `bytes`.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func append(_ other: HTML) { bytes += other.bytes }

    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.append(right)
        return sum
    }

    mutating func append(_ name: StaticString) { bytes += name.buffer }
    mutating func append(raw more: [UInt8]) { bytes += more }
}

/// A part of a page that is a value: its stored properties say what is shown, `html` says how.
public protocol Component {
    @HTMLBuilder var html: HTML { get }
}

/// The only way to write markup that was not built: a literal in the source code.
public struct TrustedMarkup: Sendable {
    let bytes: [UInt8]

    /// - Parameter literal: markup that a reviewer reads in the source; `StaticString` admits no interpolation.
    public init(_ literal: StaticString) { bytes = Array(literal.buffer) }
}

/// A whole page with its doctype, in simplified Chinese.
public func document(@HTMLBuilder content: () -> HTML) -> HTML {
    HTML(TrustedMarkup("<!DOCTYPE html>\n")) + element("html", [.lang("zh-CN")], content)
}

extension StaticString {
    var buffer: UnsafeBufferPointer<UInt8> {
        guard hasPointerRepresentation else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
