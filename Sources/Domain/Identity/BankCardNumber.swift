/// The number of a bank card: 16 to 19 digits.
///
/// A wrong check digit is worth a warning and no more, because some issuers number otherwise.
public struct BankCardNumber: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    /// A number already normalised; nil unless it has 16 to 19 digits.
    public init?(rawValue: String) {
        guard (16...19).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(\.isDigit) else { return nil }
        self.rawValue = rawValue
    }

    /// What is wrong with a typed number.
    public enum Problem: Error, Hashable, Sendable, Codable {
        case empty
        case wrongLength(Int)
        case notDigits
    }

    /// Drops spaces, hyphens and full-width forms.
    public static func normalise(_ typed: String) -> NormalisedNumber {
        NormalisedNumber(typed, without: .hyphens)
    }

    /// Normalises and judges a typed number; ask `hasFittingCheckDigit` besides.
    public static func validate(_ typed: String) -> Result<BankCardNumber, Problem> {
        let text = normalise(typed).text
        guard !text.isEmpty else { return .failure(.empty) }
        guard text.utf8.allSatisfy(\.isDigit) else { return .failure(.notDigits) }
        return BankCardNumber(rawValue: text).map(Result.success) ?? .failure(.wrongLength(text.utf8.count))
    }

    /// What the last digit says of the others.
    public enum CheckDigit: String, Hashable, Sendable, CaseIterable {
        case fitting
        /// Worth asking the bank.
        case odd
    }

    public var checkDigit: CheckDigit { hasFittingCheckDigit ? .fitting : .odd }

    /// Whether the last digit fits the others (ISO/IEC 7812-1 annex B, Luhn).
    public var hasFittingCheckDigit: Bool {
        Self.luhnSum(Array(rawValue.utf8)[...]).isMultiple(of: 10)
    }

    /// The first and the last four digits.
    public var masked: String { rawValue.masked(first: 4, last: 4) }

    public var lastFour: String { String(rawValue.suffix(4)) }

    /// Builds a number with its check digit, for invented cards.
    ///
    /// - Parameter length: of the whole number, 16 to 19.
    /// - Returns: nil when the prefix is not of digits or prefix and serial do not fit before the check digit.
    public static func make(prefix: String, serial: Int, length: Int = 16) -> BankCardNumber? {
        let digits = String(serial)
        let padding = length - 1 - prefix.utf8.count - digits.utf8.count
        guard serial >= 0, padding >= 0 else { return nil }
        let body = prefix + String(repeating: "0", count: padding) + digits
        let sum = luhnSum(Array((body + "0").utf8)[...])
        return BankCardNumber(rawValue: body + String((10 - sum % 10) % 10))
    }

    private static func luhnSum(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reversed().enumerated().reduce(0) { sum, entry in
            let value = entry.element.digit * (entry.offset.isMultiple(of: 2) ? 1 : 2)
            return sum + value / 10 + value % 10
        }
    }
}
