/// A number of 18 characters that follows GB 11643-1999: area, day of birth, serial, check character.
///
/// The numbers of citizens, of the residence permits for Hong Kong, Macau and Taiwan residents (81, 82, 83) and of the
/// foreigners' permits of 2023 (9) are built alike; `documentType` says which it is. The district inside the area is
/// not checked, because the codes are historical.
public struct ResidentIdentityNumber: Hashable, Sendable {
    /// The 18 characters, with a capital X.
    public let text: String
    public let birth: CalendarDay
    public let sex: Sex
    public let documentType: DocumentType

    private init(text: String, birth: CalendarDay, sex: Sex, documentType: DocumentType) {
        self.text = text
        self.birth = birth
        self.sex = sex
        self.documentType = documentType
    }

    /// The first six digits.
    public var area: String { String(text.prefix(6)) }

    /// Judges normalised text (see `NormalisedNumber`) on a given day.
    ///
    /// The most telling problem comes first: length, characters, province, day of birth, check character.
    public static func parse(
        _ text: String, today: CalendarDay
    ) -> Result<ResidentIdentityNumber, IdentityNumberProblem> {
        let characters = Array(text.utf8)
        guard !characters.isEmpty else { return .failure(.empty) }
        guard characters.count != 15 || !characters.allSatisfy(\.isDigit) else { return .failure(.fifteenDigits) }
        guard characters.count == 18 else { return .failure(.wrongLength(text.count)) }
        let body = characters.prefix(17)
        let last = characters[17]
        guard body.allSatisfy(\.isDigit), last.isDigit || last == UInt8(ascii: "X") else {
            return .failure(.notDigits)
        }
        guard let documentType = documentType(area: body.prefix(6)) else {
            return .failure(.unknownProvince(String(text.prefix(2))))
        }
        guard let birth = CalendarDay(digits: body[6..<14]), birth.year >= 1900 else {
            return .failure(.invalidBirthDate)
        }
        let expected = checkCharacter(body)
        guard last == expected else {
            return .failure(.wrongCheckDigit(expected: String(decoding: [expected], as: UTF8.self)))
        }
        guard birth <= today else { return .failure(.birthInFuture(birth)) }
        let sex: Sex = body[16].digit.isMultiple(of: 2) ? .female : .male
        return .success(.init(text: text, birth: birth, sex: sex, documentType: documentType))
    }

    /// Builds a number with its check character, for invented people.
    ///
    /// - Parameters:
    ///   - area: six digits; 3199xx is assigned to no district.
    ///   - serial: 0 to 999, odd for men.
    /// - Returns: nil when the area or the serial cannot stand in a number.
    public static func make(area: String, birth: CalendarDay, serial: Int) -> ResidentIdentityNumber? {
        guard area.utf8.count == 6, area.utf8.allSatisfy(\.isDigit), (0...999).contains(serial) else { return nil }
        let body = Array((area + birth.compact + String(String(serial + 1_000).dropFirst())).utf8)
        let text = String(decoding: body + [checkCharacter(body[...])], as: UTF8.self)
        return try? parse(text, today: .latest).get()
    }
}

extension ResidentIdentityNumber {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters = Array("10X98765432".utf8)

    /// The check character of the first 17 digits: ISO 7064 MOD 11-2, as GB 11643 writes it.
    static func checkCharacter(_ body: ArraySlice<UInt8>) -> UInt8 {
        checkCharacters[zip(body, weights).reduce(0) { $0 + $1.0.digit * $1.1 } % 11]
    }

    private static func documentType(area: ArraySlice<UInt8>) -> DocumentType? {
        guard let first = area.first, let second = area.dropFirst().first else { return nil }
        switch first.digit * 10 + second.digit {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71: return .residentIdentityCard
        case 81...83: return .residencePermit
        case 90...99: return .foreignerPermit
        case _: return nil
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    /// The value of an ASCII digit; 0 for anything else.
    var digit: Int { isDigit ? Int(self) - 48 : 0 }
}
