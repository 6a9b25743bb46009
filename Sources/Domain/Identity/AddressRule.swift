/// How long the address of the workplace must be for a card to be posted; a parameter of the plan year.
///
/// Error for those who need a card, a hint for others.
public enum AddressRule: String, CaseIterable, Hashable, Sendable, Codable {
    /// Manual 2024, import template, note 1.
    case moreThanSixChineseCharacters = "more-than-six-chinese-characters"

    /// Manual 2023, import template, note c.
    case atLeastSixCharacters = "at-least-six-characters"

    /// What of an address is counted.
    public var measure: AddressLength.Measure {
        switch self {
        case .moreThanSixChineseCharacters: .chinese
        case .atLeastSixCharacters: .characters
        }
    }

    /// So many of them at least.
    public var least: Int {
        switch self {
        case .moreThanSixChineseCharacters: 7
        case .atLeastSixCharacters: 6
        }
    }

    public func isFulfilled(by address: String) -> Bool { AddressLength(address)[measure] >= least }
}

/// How long an address is, as the rules of the years measure it.
public struct AddressLength: Hashable, Sendable {
    /// Without spaces.
    public let characters: Int
    /// Han characters, without digits, letters, punctuation and spaces.
    public let chinese: Int

    public init(_ address: String) {
        characters = address.count { !$0.isWhitespace }
        chinese = address.unicodeScalars.count { $0.isPlainHan || (!$0.isASCII && $0.properties.isIdeographic) }
    }

    public enum Measure: Hashable, Sendable {
        case characters, chinese
    }

    public subscript(measure: Measure) -> Int {
        switch measure {
        case .characters: characters
        case .chinese: chinese
        }
    }
}
