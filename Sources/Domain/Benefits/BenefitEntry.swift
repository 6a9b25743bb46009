/// What a payment is entered by: the columns of the centre's file, and the fields of the form.
public enum BenefitColumn: String, Hashable, Sendable, CaseIterable, Codable {
    case name
    case documentType = "document-type"
    case documentNumber = "document-number"
    case year, kind, amount
    case paidOn = "paid-on"
    case reference

    /// Without the type every number is a 身份证's.
    public var isRequired: Bool { self != .documentType }
}

/// What is wrong with a payment as it was typed; every one names the column to look at.
public enum BenefitProblem: String, Error, Hashable, Sendable, CaseIterable, Codable {
    case nameMissing = "name-missing"
    case documentTypeUnknown = "document-type-unknown"
    case numberMissing = "number-missing"
    /// A spreadsheet has destroyed it.
    case numberDamaged = "number-damaged"
    case numberInvalid = "number-invalid"
    case yearInvalid = "year-invalid"
    case kindMissing = "kind-missing"
    case kindTooLong = "kind-too-long"
    case amountInvalid = "amount-invalid"
    case dayInvalid = "day-invalid"
    case dayAhead = "day-ahead"
    /// Nothing is paid for a year that has not begun.
    case dayBeforeYear = "day-before-year"
    case referenceMissing = "reference-missing"
    case referenceTooLong = "reference-too-long"
    /// Two rows of one file carry it.
    case referenceTwice = "reference-twice"
    /// Another payment that holds carries it.
    case referenceTaken = "reference-taken"
    /// Nobody in the city has the document.
    case personUnknown = "person-unknown"
    /// Somebody else than the name says has the document.
    case nameDiffers = "name-differs"

    public var column: BenefitColumn {
        switch self {
        case .nameMissing, .nameDiffers: .name
        case .documentTypeUnknown: .documentType
        case .numberMissing, .numberDamaged, .numberInvalid, .personUnknown: .documentNumber
        case .yearInvalid: .year
        case .kindMissing, .kindTooLong: .kind
        case .amountInvalid: .amount
        case .dayInvalid, .dayAhead, .dayBeforeYear: .paidOn
        case .referenceMissing, .referenceTooLong, .referenceTwice, .referenceTaken: .reference
        }
    }
}

/// All that is wrong with one payment; nothing of it is kept.
public struct BenefitRefusal: Error, Hashable, Sendable {
    public let problems: [BenefitProblem]

    public init(_ problems: [BenefitProblem]) {
        self.problems = problems
    }
}

/// The facts of a payment that a correction may change.
public struct BenefitFacts: Hashable, Sendable {
    public let year: Int
    public let kind: String
    public let amount: Money
    public let paidOn: CalendarDay

    public init(year: Int, kind: String, amount: Money, paidOn: CalendarDay) {
        self.year = year
        self.kind = kind
        self.amount = amount
        self.paidOn = paidOn
    }

    /// Reads what was typed.
    ///
    /// - Throws: `BenefitRefusal` with everything that is wrong.
    public init(
        year: String, kind: String, amount: String, paidOn: String, today: CalendarDay
    ) throws(BenefitRefusal) {
        var problems: [BenefitProblem] = []
        let number = Int(Self.plain(year)).flatMap {
            BenefitPayment.years.contains($0) ? $0 : nil
        }
        if number == nil { problems.append(.yearInvalid) }
        let kind = String(kind.filter { !$0.isWhitespace })
        if kind.isEmpty { problems.append(.kindMissing) }
        if kind.count > BenefitPayment.kindLimit { problems.append(.kindTooLong) }
        let money = Money(yuanText: Self.plain(amount)).flatMap { $0 > .zero ? $0 : nil }
        if money == nil { problems.append(.amountInvalid) }
        let day = Self.day(paidOn)
        if let day {
            if day > today { problems.append(.dayAhead) }
            if let number, day.year < number { problems.append(.dayBeforeYear) }
        } else {
            problems.append(.dayInvalid)
        }
        guard problems.isEmpty, let number, let money, let day else { throw BenefitRefusal(problems) }
        self.init(year: number, kind: kind, amount: money, paidOn: day)
    }

    /// Reads a day as people and spreadsheets write it.
    private static func day(_ text: String) -> CalendarDay? {
        switch MemberRules.expiry(text.trimmed, longTerm: []) {
        case .date(let day): day
        case .longTerm, nil: nil
        }
    }

    /// Without spaces and signs of the currency, full-width stops and commas as plain ones.
    private static func plain(_ text: String) -> String {
        String(
            text.compactMap { character -> Character? in
                if character.isWhitespace || "¥￥".contains(character) { return nil }
                if character == "，" { return "," }
                if character == "．" { return "." }
                return character
            })
    }
}

/// A payment that is fit to be entered, for a person who is still to be found.
public struct BenefitEntry: Hashable, Sendable {
    public let name: String
    public let document: IdentityDocument
    public let facts: BenefitFacts
    public let reference: String

    /// What was typed, cell by cell.
    public struct Typed: Hashable, Sendable {
        public var name = ""
        /// Nil when the words mean no type of document.
        public var documentType: DocumentType? = .residentIdentityCard
        public var number = MemberRow.Cell.empty
        public var year = ""
        public var kind = ""
        public var amount = ""
        public var paidOn = ""
        public var reference = ""

        public init() {}
    }

    /// - Throws: `BenefitRefusal` with everything that is wrong.
    public init(_ typed: Typed, today: CalendarDay) throws(BenefitRefusal) {
        var problems: [BenefitProblem] = []
        let name = typed.name.trimmed
        if name.isEmpty { problems.append(.nameMissing) }
        var document: IdentityDocument?
        do throws(BenefitProblem) {
            document = try Self.document(typed, today: today)
        } catch {
            problems.append(error)
        }
        let reference = typed.reference.trimmed
        if reference.isEmpty { problems.append(.referenceMissing) }
        if reference.count > BenefitPayment.referenceLimit { problems.append(.referenceTooLong) }
        var facts: BenefitFacts?
        do throws(BenefitRefusal) {
            facts = try BenefitFacts(
                year: typed.year, kind: typed.kind, amount: typed.amount, paidOn: typed.paidOn, today: today)
        } catch {
            problems += error.problems
        }
        guard problems.isEmpty, let document, let facts else { throw BenefitRefusal(problems) }
        self.name = name
        self.document = document
        self.facts = facts
        self.reference = reference
    }

    private static func document(
        _ typed: Typed, today: CalendarDay
    ) throws(BenefitProblem) -> IdentityDocument {
        guard let type = typed.documentType else { throw .documentTypeUnknown }
        guard !typed.number.text.trimmed.isEmpty else { throw .numberMissing }
        guard typed.number.form == .text || NumberDamage.recognise(typed.number.text, in: typed.number.form) == nil
        else { throw .numberDamaged }
        guard let document = try? IdentityDocument.validate(type: type, number: typed.number.text, today: today).get()
        else { throw .numberInvalid }
        return document
    }
}
