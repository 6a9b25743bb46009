/// The number by which a sealed value names its key; drawn at random, so that two rings never share one by accident.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Reads the eight hexadecimal digits of `description`; nil for anything else.
    public init?(text: String) {
        guard let value = UInt32(text, radix: 16), KeyID(rawValue: value).description == text else { return nil }
        rawValue = value
    }

    static func random() -> KeyID {
        KeyID(rawValue: .random(in: 1 ... .max))
    }

    /// Eight hexadecimal digits, as in the key file.
    public var description: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}

extension KeyID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = KeyID(text: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a key id of eight hexadecimal digits")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
