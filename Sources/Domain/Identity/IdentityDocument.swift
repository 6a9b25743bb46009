/// The paper that identifies a person: kind, number and day of expiry.
///
/// Two documents are the same when kind and normalised number are; `key` joins the two for look-ups.
public struct IdentityDocument: Hashable, Sendable {
    public let type: DocumentType

    /// The normalised number: half-width, capital letters, no spaces.
    public let number: String

    /// Nil while nobody has entered it.
    public let expiry: Expiry?

    /// A document read from where only validated ones are kept; typed numbers go through `validate`.
    public init(type: DocumentType, number: String, expiry: Expiry?) {
        self.type = type
        self.number = number
        self.expiry = expiry
    }

    /// Until when a document holds good.
    public enum Expiry: Hashable, Sendable {
        /// The last day on which it is valid.
        case date(CalendarDay)

        /// Without end, as given to people of 46 and more.
        case longTerm
    }

    /// The same document with another expiry.
    public func with(expiry: Expiry?) -> IdentityDocument {
        IdentityDocument(type: type, number: number, expiry: expiry)
    }

    /// Kind and number in one text, equal exactly for equal documents; the input of the blind index.
    public var key: String { type.rawValue + ":" + number }
}

// MARK: - Validation

extension IdentityDocument {
    /// Brings a typed number into the form in which it is judged, and tells what was changed.
    public static func normalise(_ typed: String, type: DocumentType) -> NormalisedNumber {
        switch type {
        case .taiwanPermit: NormalisedNumber(typed, without: .brackets)
        case .residentIdentityCard, .hongKongMacauPermit, .residencePermit, .passport, .foreignerPermit:
            NormalisedNumber(typed, without: .none)
        }
    }

    /// Normalises and judges a typed number; the document has no expiry yet.
    public static func validate(
        type: DocumentType, number typed: String, today: CalendarDay
    ) -> Result<IdentityDocument, IdentityNumberProblem> {
        let number = normalise(typed, type: type).text
        guard !number.isEmpty else { return .failure(.empty) }
        let document = IdentityDocument(type: type, number: number, expiry: nil)
        switch type {
        case .residentIdentityCard, .residencePermit: return judgeByCitizenRule(document, today: today)
        case .foreignerPermit:
            if number.utf8.first?.isCapital == true { return judgeByPattern(document) }
            return judgeByCitizenRule(document, today: today)
        case .hongKongMacauPermit, .taiwanPermit, .passport: return judgeByPattern(document)
        }
    }

    private static func judgeByCitizenRule(
        _ document: IdentityDocument, today: CalendarDay
    ) -> Result<IdentityDocument, IdentityNumberProblem> {
        switch ResidentIdentityNumber.parse(document.number, today: today) {
        case .success(let number) where number.documentType != document.type:
            return .failure(.ofAnotherDocument(number.documentType))
        case .success:
            return .success(document)
        case .failure(let problem):
            let lettered: [DocumentType] = [.hongKongMacauPermit, .foreignerPermit]
            let other = lettered.first { $0 != document.type && $0.fits(document.number) }
            return .failure(other.map { .ofAnotherDocument($0) } ?? problem)
        }
    }

    private static func judgeByPattern(
        _ document: IdentityDocument
    ) -> Result<IdentityDocument, IdentityNumberProblem> {
        document.type.fits(document.number) ? .success(document) : .failure(.malformed(document.type))
    }
}

extension DocumentType {
    /// Whether a normalised number has the outer form of this kind of document.
    fileprivate func fits(_ number: String) -> Bool {
        let characters = Array(number.utf8)
        switch self {
        case .hongKongMacauPermit:
            let isRegion = characters.first == UInt8(ascii: "H") || characters.first == UInt8(ascii: "M")
            return isRegion && [9, 11].contains(characters.count) && characters.dropFirst().allSatisfy(\.isDigit)
        case .taiwanPermit:
            if characters.count == 8 { return characters.allSatisfy(\.isDigit) }
            guard characters.count == 11, let last = characters.last else { return false }
            return characters.dropLast().allSatisfy(\.isDigit) && last.isCapital
        case .passport:
            return (5...17).contains(characters.count) && characters.allSatisfy { $0.isDigit || $0.isCapital }
        case .foreignerPermit:
            return characters.count == 15 && characters.prefix(3).allSatisfy(\.isCapital)
                && characters.dropFirst(3).allSatisfy(\.isDigit)
        case .residentIdentityCard, .residencePermit:
            return characters.count == 18
        }
    }
}

// MARK: - What the number tells

extension IdentityDocument {
    /// The number as one of GB 11643, when it is built like that.
    public var residentNumber: ResidentIdentityNumber? {
        switch type {
        case .residentIdentityCard, .residencePermit, .foreignerPermit:
            try? ResidentIdentityNumber.parse(number, today: .latest).get()
        case .hongKongMacauPermit, .taiwanPermit, .passport: nil
        }
    }

    /// The day of birth, when the number contains it.
    public var birth: CalendarDay? { residentNumber?.birth }

    /// The sex, when the number contains it.
    public var sex: Sex? { residentNumber?.sex }

    /// The number for lists: the first and last four characters of long numbers, two and two of shorter ones.
    public var masked: String {
        switch number.count {
        case 12...: number.masked(first: 4, last: 4)
        case 8...11: number.masked(first: 2, last: 2)
        case _: number.masked(first: 1, last: 1)
        }
    }

    public var lastFour: String { String(number.suffix(4)) }
}

extension IdentityDocument.Expiry: RawRepresentable, Codable {
    /// `2035-03-20` or `long-term`, as it is stored.
    public var rawValue: String {
        switch self {
        case .date(let day): day.description
        case .longTerm: "long-term"
        }
    }

    public init?(rawValue: String) {
        if rawValue == "long-term" {
            self = .longTerm
        } else if let day = CalendarDay(rawValue) {
            self = .date(day)
        } else {
            return nil
        }
    }
}
