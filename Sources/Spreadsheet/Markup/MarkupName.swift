/// The local part of an element's or attribute's name; prefixes are not looked at.
///
/// Valid only during the call that hands it over.
struct MarkupName {
    let bytes: UnsafeBufferPointer<UInt8>
    let hasPrefix: Bool

    @inline(__always)
    init(_ name: UnsafePointer<CChar>) {
        let start = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
        var end = 0
        var local = 0
        while start[end] != 0 {
            if start[end] == UInt8(ascii: ":") { local = end + 1 }
            end += 1
        }
        bytes = UnsafeBufferPointer(start: start + local, count: end - local)
        hasPrefix = local > 0
    }

    @inline(__always)
    static func == (name: MarkupName, literal: StaticString) -> Bool {
        guard name.bytes.count == literal.utf8CodeUnitCount else { return false }
        for index in 0..<name.bytes.count where name.bytes[index] != literal.utf8Start[index] { return false }
        return true
    }
}

/// The attributes of an element; valid only during the call that hands them over.
struct MarkupAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<CChar>?>

    /// The value of the attribute with this local name.
    func text(_ name: StaticString, _ prefix: Prefix = .none) -> String? {
        var index = 0
        while let key = list[index], let value = list[index + 1] {
            let found = MarkupName(key)
            if found == name, found.hasPrefix == (prefix == .some) { return String(cString: value) }
            index += 2
        }
        return nil
    }

    enum Prefix {
        case none
        case some
    }
}

/// Follows the markup of one part of a workbook.
class PartScanner {
    /// Set to end the reading.
    final var refusal: WorkbookRefusal?
    /// The parser at work, to be stopped after a refusal.
    final var parser: OpaquePointer?

    func start(_ name: MarkupName, _ attributes: MarkupAttributes) {}
    func end() {}
    func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
