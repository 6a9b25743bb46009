/// A mobile number of mainland China: 1, then 3 to 9, then nine digits.
public struct PhoneNumber: RawRepresentable, Hashable, Sendable, Codable {
    /// The 11 digits.
    public let rawValue: String

    /// A number already normalised; nil when it is none.
    public init?(rawValue: String) {
        guard Self.problem(of: Array(rawValue.utf8)) == nil else { return nil }
        self.rawValue = rawValue
    }

    /// What is wrong with a typed number.
    public enum Problem: Error, Hashable, Sendable, Codable {
        case empty
        case wrongLength(Int)
        case notDigits
        /// Does not begin with 13 to 19; perhaps a landline.
        case unknownPrefix
        /// Shown as `1.39E+10`: digits are gone.
        case scientificNotation
    }

    /// How many numbers a text holds, parted by whatever is no digit: `19900000001/19900000002` holds two.
    public static func count(in text: String) -> Int {
        text.split { !$0.isWholeNumber }.count { part in
            switch validate(String(part)) {
            case .success: true
            case .failure: false
            }
        }
    }

    /// Drops spaces, hyphens, full-width forms and the country code 86, in brackets or without.
    public static func normalise(_ typed: String) -> NormalisedNumber {
        let number = NormalisedNumber(typed, without: .hyphens)
        for code in ["(+86)", "(86)", "(0086)", "+86", "0086", "86"] where number.text.hasPrefix(code) {
            let rest = String(number.text.dropFirst(code.count))
            guard rest.utf8.count == 11 else { continue }
            return NormalisedNumber(text: rest, changes: number.changes.union([.countryCode]))
        }
        return number
    }

    /// Normalises and judges a typed number.
    public static func validate(_ typed: String) -> Result<PhoneNumber, Problem> {
        let text = normalise(typed).text
        if let problem = problem(of: Array(text.utf8)) { return .failure(problem) }
        return PhoneNumber(rawValue: text).map(Result.success) ?? .failure(.notDigits)
    }

    private static func problem(of characters: [UInt8]) -> Problem? {
        guard !characters.isEmpty else { return .empty }
        guard !NumberDamage.isScientific(characters) else { return .scientificNotation }
        guard characters.allSatisfy(\.isDigit) else { return .notDigits }
        guard characters.count == 11 else { return .wrongLength(characters.count) }
        let isMobile = characters[0] == UInt8(ascii: "1") && (3...9).contains(characters[1].digit)
        return isMobile ? nil : .unknownPrefix
    }

    /// The first three and the last four digits: `199****0001`.
    public var masked: String { rawValue.masked(first: 3, last: 4) }

    public var lastFour: String { String(rawValue.suffix(4)) }
}
