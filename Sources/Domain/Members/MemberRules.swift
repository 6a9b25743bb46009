/// What a row must fulfil by itself (domain, sections 3 and 8; manual 2023, part 1, 三).
public struct MemberRules: Hashable, Sendable {
    let unionName: String
    let unionCode: String
    let addressRule: AddressRule
    let today: CalendarDay
    let vocabulary: MemberVocabulary

    public init(
        unionName: String, unionCode: String, addressRule: AddressRule, today: CalendarDay,
        vocabulary: MemberVocabulary
    ) {
        self.unionName = unionName
        self.unionCode = unionCode
        self.addressRule = addressRule
        self.today = today
        self.vocabulary = vocabulary
    }

    public func judge(_ row: MemberRow) -> JudgedRow {
        var reading = Reading(row)
        let name = name(in: &reading)
        let sex = sex(in: &reading)
        let document = document(in: &reading)
        // It follows from a number that has yet to be mended.
        if document != nil, row[.sex].text.isBlank { reading.note(.missing(.sex)) }
        let phone = phone(in: &reading)
        if let sex, let told = document?.sex, told != sex { reading.note(.sexAgainstNumber(told)) }
        checkUnion(in: &reading)
        let workplace = reading.freeText(.workplace)
        let label = code(.label, .unknownLabel, .label, in: &reading)
        let household = code(.household, .unknownHousehold, .household, in: &reading)
        let post = code(.post, .unknownPost, .post, in: &reading)
        let address = address(in: &reading)
        let complete = document.map { $0.with(expiry: expiry(of: $0, in: &reading)) }
        if document == nil { _ = expiry(of: nil, in: &reading) }
        guard let name, let sex, let complete, let phone else {
            return JudgedRow(row: row, entry: nil, problems: reading.problems)
        }
        let entry = MemberEntry(
            name: name, sex: sex, document: complete, phone: phone, workplace: workplace, label: label,
            household: household, post: post, address: address)
        return JudgedRow(row: row, entry: entry, problems: reading.problems)
    }

    /// The cells of a row and the problems found so far.
    private struct Reading {
        let row: MemberRow
        var problems: [MemberProblem] = []

        init(_ row: MemberRow) {
            self.row = row
        }

        mutating func note(_ problem: MemberProblem) {
            problems.append(problem)
        }

        /// The text of a cell that must hold one.
        mutating func required(_ column: MemberColumn) -> String? {
            let text = optional(column)
            if text == nil, row[column].text.isBlank { note(.missing(column)) }
            return text
        }

        /// The text of a cell; nil when it is empty or too long.
        mutating func optional(_ column: MemberColumn) -> String? {
            let text = row[column].text.trimmed
            guard !text.isEmpty else { return nil }
            guard text != MemberRow.Cell.unsavedFormula.text else {
                note(.formulaUnsaved(column))
                return nil
            }
            // A character has at least one byte.
            guard text.utf8.count <= column.limit || text.count <= column.limit else {
                note(.tooLong(column, limit: column.limit))
                return nil
            }
            return text
        }

        /// The text of a cell in which anything may stand but the error of a formula; nil as for ``optional(_:)``.
        mutating func freeText(_ column: MemberColumn) -> String? {
            guard let text = optional(column) else { return nil }
            guard !SpreadsheetError.isOne(text) else {
                note(.formulaError(column))
                return nil
            }
            return text
        }
    }
}

/// What a spreadsheet shows where a formula has no result: it reaches lists as text, and csv files keep nothing else.
private enum SpreadsheetError {
    private static let texts: Set<String> = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
    ]

    static func isOne(_ text: String) -> Bool { text.hasPrefix("#") && texts.contains(text.uppercased()) }
}

// MARK: - Columns

extension MemberRules {
    private func name(in reading: inout Reading) -> String? {
        guard let text = reading.required(.name) else { return nil }
        guard let name = Self.personName(text) else {
            reading.note(.nameUnreadable)
            return nil
        }
        if Self.hasRemark(name) { reading.note(.nameWithRemark) }
        return name
    }

    /// A typed name as it is kept; nil for what cannot be one.
    static func personName(_ text: String) -> String? {
        if !text.isEmpty, text.unicodeScalars.allSatisfy(\.isPlainHan) { return text }
        let parts = text.split(whereSeparator: \.isWhitespace)
        // Spaces within a Chinese name only line it up with others.
        let isChinese = parts.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }
        let name = parts.joined(separator: isChinese ? "" : " ")
        guard name.unicodeScalars.allSatisfy(mayStandInName), name.contains(where: \.isLetter) else { return nil }
        return name
    }

    /// Whether words stand in brackets behind a Chinese name: （外包）, while （大） tells namesakes apart.
    private static func hasRemark(_ name: String) -> Bool {
        guard let open = name.firstIndex(where: { "（(".contains($0) }) else { return false }
        return name[open...].unicodeScalars.count(where: \.properties.isIdeographic) > 1
    }

    /// Letters of any script with their marks, digits that tell namesakes apart, and what joins or brackets the parts.
    private static func mayStandInName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber:
            true
        case _: " ·•‧・.-'’()（）".unicodeScalars.contains(scalar)
        }
    }

    private func sex(in reading: inout Reading) -> Sex? {
        guard let text = reading.optional(.sex) else { return nil }
        guard let sex = vocabulary.sexes[text] ?? Self.figure(text, beside: reading.row) else {
            reading.note(.unknownSex)
            return nil
        }
        return sex
    }

    /// 1 and 2 for male and female (GB/T 2261.1), only beside a number that says the same: other lists mean otherwise.
    private static func figure(_ text: String, beside row: MemberRow) -> Sex? {
        let sex: Sex
        switch text {
        case "1": sex = .male
        case "2": sex = .female
        case _: return nil
        }
        let number = NormalisedNumber(row[.documentNumber].text, without: .none).text
        let told = ResidentIdentityNumber.parse(number, today: .latest)
        return (try? told.get())?.sex == sex ? sex : nil
    }

    private func document(in reading: inout Reading) -> IdentityDocument? {
        let typeText = reading.required(.documentType)
        let type = typeText.flatMap { vocabulary.documentTypes[$0] }
        if typeText != nil, type == nil { reading.note(.unknownDocumentType) }
        guard let number = reading.required(.documentNumber), let type else { return nil }
        if let damage = damage(of: number, type: type, in: reading.row[.documentNumber].form) {
            reading.note(.damagedNumber(damage))
            return nil
        }
        switch IdentityDocument.validate(type: type, number: number, today: today) {
        case .success(let document):
            let changes = IdentityDocument.normalise(number, type: type).changes
            if !changes.isEmpty {
                reading.note(.numberRewritten(NormalisedNumber.Change.allCases.filter(changes.contains)))
            }
            return document
        case .failure(let problem):
            reading.note(.number(problem))
            return nil
        }
    }

    /// Letters for digits and 15 digits are faults of citizen numbers only; lost digits are faults of any number.
    private func damage(of text: String, type: DocumentType, in form: NumberDamage.Cell) -> NumberDamage? {
        guard let damage = NumberDamage.recognise(text, in: form) else { return nil }
        switch damage {
        case .digitsLost, .scientificNotation: return damage
        case .endsInZeros: return type.isCitizenNumber ? damage : nil
        // Without a number to offer it is a wrong number like any other.
        case .lettersForDigits, .separated, .fifteenDigits:
            return type.isCitizenNumber && damage.suggestion(for: text) != nil ? damage : nil
        }
    }

    private func phone(in reading: inout Reading) -> PhoneNumber? {
        guard let text = reading.required(.phone) else { return nil }
        switch PhoneNumber.validate(text) {
        case .success(let phone): return phone
        case .failure(.scientificNotation): reading.note(.phoneDamaged)
        case .failure(.empty), .failure(.wrongLength), .failure(.notDigits), .failure(.unknownPrefix):
            reading.note(PhoneNumber.count(in: text) > 1 ? .severalPhones : .phoneMalformed)
        }
        return nil
    }

    private func checkUnion(in reading: inout Reading) {
        let name = reading.required(.unionName)
        if let code = reading.required(.unionCode), NormalisedNumber(code, without: .none).text != unionCode {
            reading.note(.unionCodeOfAnotherUnion(expected: unionCode))
        } else if let name, name != unionName {
            reading.note(.unionNameDiffers(expected: unionName))
        }
    }

    private func code(
        _ dictionary: MemberDictionary, _ problem: MemberProblem, _ column: MemberColumn, in reading: inout Reading
    ) -> String? {
        guard let word = reading.optional(column) else { return nil }
        let code = vocabulary.code(of: word, in: dictionary)
        if code == nil { reading.note(problem) }
        return code
    }

    private func address(in reading: inout Reading) -> String? {
        guard let address = reading.freeText(.address) else { return nil }
        if !addressRule.isFulfilled(by: address) { reading.note(.addressTooShort(addressRule)) }
        return address
    }

    private func expiry(of document: IdentityDocument?, in reading: inout Reading) -> IdentityDocument.Expiry? {
        guard let text = reading.optional(.documentExpiry) else { return nil }
        guard let expiry = Self.expiry(text, longTerm: vocabulary.longTerm) else {
            reading.note(.expiryUnreadable)
            return nil
        }
        switch document?.with(expiry: expiry).expiryProblem(on: today) {
        case .expired: reading.note(.expired)
        case .longTermTooEarly, .againstAge: reading.note(.expiryAgainstAge)
        case nil: break
        }
        return expiry
    }

    /// Reads 2035-03-20, 2035/3/20, 2035.3.20, 20350320, year, month and day between other signs, or a word for
    /// 长期.
    public static func expiry(_ text: String, longTerm: Set<String>) -> IdentityDocument.Expiry? {
        if let day = CalendarDay(text) { return .date(day) }
        if longTerm.contains(text) { return .longTerm }
        let groups = text.split { !("0"..."9").contains($0) }
        if groups.count == 1, groups[0].count == 8, groups[0].count == text.count {
            return CalendarDay(compact: groups[0]).map { .date($0) }
        }
        // A cell with a time of day has more groups; midnight is no part of an expiry.
        guard groups.count >= 3, groups[0].count == 4, let year = Int(groups[0]), let month = Int(groups[1]),
            let day = Int(groups[2]), groups.dropFirst(3).allSatisfy({ Int($0) == 0 })
        else { return nil }
        return CalendarDay(year: year, month: month, day: day).map { .date($0) }
    }
}

extension DocumentType {
    fileprivate var isCitizenNumber: Bool {
        switch self {
        case .residentIdentityCard, .residencePermit: true
        case .foreignerPermit, .passport, .hongKongMacauPermit, .taiwanPermit: false
        }
    }
}
