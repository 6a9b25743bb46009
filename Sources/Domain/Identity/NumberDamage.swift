/// How a spreadsheet or a hand has destroyed a citizen number, and how to repair it.
///
/// Nothing is repaired silently: the damage is named, the repair is told, and where the number meant can be computed it
/// is offered as a suggestion that a person confirms.
public enum NumberDamage: String, CaseIterable, Hashable, Sendable, Codable {
    /// Shown as `3.10101E+17`: most digits are gone.
    case scientificNotation

    /// More than 15 digits in a numeric cell, which keeps 15: the rest has become zeros or noise.
    case digitsLost

    /// Letters that look like digits: O for 0, I or L for 1.
    case lettersForDigits

    /// Blanks or hyphens between the digits.
    case separated

    /// A number of the first generation of cards.
    case fifteenDigits

    /// Ends in 000 and the check character does not fit: most likely cut to 15 digits before it became text.
    case endsInZeros

    /// How the cell that held the number is stored.
    public enum Cell: Hashable, Sendable {
        case text
        case numeric
    }

    /// Names the damage of what stood in a cell for a citizen number; nil when there is none of these kinds.
    ///
    /// A text cell with a fitting check character is sound, even when it ends in 000.
    public static func recognise(_ text: String, in cell: Cell) -> NumberDamage? {
        if cell == .text, isPlain(text) { return nil }
        let characters = Array(NormalisedNumber(text, without: .none).text.utf8)
        if isScientific(characters) { return cell == .numeric ? .digitsLost : .scientificNotation }
        let digits = characters.count(where: \.isDigit)
        let hasFraction = characters.contains(UInt8(ascii: "."))
        if cell == .numeric, hasFraction ? digits > 16 : digits > 15 { return .digitsLost }
        let joined = NormalisedNumber(text, without: .hyphens).text.utf8.count
        guard joined == 15 || joined == 18 else { return nil }
        if joined != characters.count || hasGap(text) { return .separated }
        if digits == 15, joined == 15 { return .fifteenDigits }
        if digits >= 9, replacingLetters(characters) != characters { return .lettersForDigits }
        guard joined == 18, digits >= 17, characters.suffix(3).allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return nil
        }
        return ResidentIdentityNumber.checkCharacter(characters.prefix(17)) == characters[17] ? nil : .endsInZeros
    }

    /// Eighteen digits, or seventeen and X, that do not end in zeros: what an undamaged cell holds.
    private static func isPlain(_ text: String) -> Bool {
        let characters = text.utf8
        guard characters.count == 18, let last = characters.last, characters.dropLast().allSatisfy(\.isDigit) else {
            return false
        }
        return last == UInt8(ascii: "X") || last.isDigit && last != UInt8(ascii: "0")
    }

    /// What the person who has the file must do.
    public enum Repair: String, CaseIterable, Hashable, Sendable, Codable {
        /// Set the column to text and type the number again from the document; it cannot be recovered from the cell.
        case typeAgainAsText

        /// Replace the letters by the digits they stand for.
        case replaceLetters

        /// Leave out what stands between the digits.
        case joinDigits

        /// Take the number of 18 characters from the person's present card.
        case takeFromPresentCard
    }

    public var repair: Repair {
        switch self {
        case .scientificNotation, .digitsLost, .endsInZeros: .typeAgainAsText
        case .lettersForDigits: .replaceLetters
        case .separated: .joinDigits
        case .fifteenDigits: .takeFromPresentCard
        }
    }

    /// The number that was probably meant, to be confirmed by a person; nil when it cannot be known.
    ///
    /// What stands between the digits is left out, letters become the digits they look like, and 15 digits get the
    /// century and the check character (GB 11643-1999): the first generation wrote the year with two digits, all of them
    /// of the 20th century.
    public func suggestion(for text: String) -> String? {
        switch self {
        case .scientificNotation, .digitsLost, .endsInZeros: return nil
        case .lettersForDigits, .separated, .fifteenDigits: break
        }
        var candidate = Self.replacingLetters(Array(NormalisedNumber(text, without: .hyphens).text.utf8))
        if candidate.count == 15 {
            let body = candidate.prefix(6) + Array("19".utf8) + candidate.dropFirst(6)
            candidate = body + [ResidentIdentityNumber.checkCharacter(body[...])]
        }
        return try? ResidentIdentityNumber.parse(String(decoding: candidate, as: UTF8.self), today: .latest).get().text
    }

    /// Whether a blank stands between two characters that are shown.
    private static func hasGap(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
        return scalars.count > 1
    }

    private static func replacingLetters(_ characters: [UInt8]) -> [UInt8] {
        characters.map { character in
            switch character {
            case UInt8(ascii: "O"): UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
            case _: character
            }
        }
    }

    /// Digits, perhaps a fraction, E, perhaps a sign, digits.
    static func isScientific(_ characters: [UInt8]) -> Bool {
        let parts = characters.split(separator: UInt8(ascii: "E"), omittingEmptySubsequences: false)
        guard parts.count == 2, var exponent = parts.last, let mantissa = parts.first else { return false }
        if exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-") { exponent.removeFirst() }
        guard (1...3).contains(exponent.count), exponent.allSatisfy(\.isDigit) else { return false }
        let points = mantissa.count { $0 == UInt8(ascii: ".") }
        return mantissa.first?.isDigit == true && points <= 1
            && mantissa.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }
}
