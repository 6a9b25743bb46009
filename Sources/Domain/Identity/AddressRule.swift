/// How long the address of the workplace must be for a card to be posted; a parameter of the plan year.
///
/// Error for those who need a card, a hint for others.
public enum AddressRule: String, CaseIterable, Hashable, Sendable, Codable {
    /// Manual 2024, import template, note 1.
    case moreThanSixChineseCharacters = "more-than-six-chinese-characters"

    /// Manual 2023, import template, note c.
    case atLeastSixCharacters = "at-least-six-characters"

    public func isFulfilled(by address: String) -> Bool {
        switch self {
        case .moreThanSixChineseCharacters: Self.chineseCharacters(in: address) > 6
        case .atLeastSixCharacters: address.count { !$0.isWhitespace } >= 6
        }
    }

    /// Han characters, without digits, letters, punctuation and spaces.
    public static func chineseCharacters(in text: String) -> Int {
        text.unicodeScalars.count { $0.isPlainHan || (!$0.isASCII && $0.properties.isIdeographic) }
    }
}
