/// What a union or an enterprise says of itself (manual 2023, 组织信息梳理); empty text where nothing is known.
public struct OrganisationParticulars: Hashable, Sendable, Codable {
    public var name: String
    /// 工会编号; an enterprise has none, and a new union may leave its own to the approval.
    public var code: String
    /// 统一社会信用代码, normalised; a union's own begins 81 and is not its enterprise's.
    public var creditCode: String
    /// Why a credit code is kept although a check character does not fit.
    public var creditReason: String
    public var economicType: String
    public var industry: String
    public var address: String
    public var contactName: String
    public var contactPhone: String

    public init(
        name: String = "", code: String = "", creditCode: String = "", creditReason: String = "",
        economicType: String = "", industry: String = "", address: String = "", contactName: String = "",
        contactPhone: String = ""
    ) {
        self.name = name
        self.code = code
        self.creditCode = creditCode
        self.creditReason = creditReason
        self.economicType = economicType
        self.industry = industry
        self.address = address
        self.contactName = contactName
        self.contactPhone = contactPhone
    }

    public subscript(field: OrganisationField) -> String {
        get {
            switch field {
            case .name: name
            case .code: code
            case .creditCode: creditCode
            case .creditReason: creditReason
            case .economicType: economicType
            case .industry: industry
            case .address: address
            case .contactName: contactName
            case .contactPhone: contactPhone
            }
        }
        set {
            switch field {
            case .name: name = newValue
            case .code: code = newValue
            case .creditCode: creditCode = newValue
            case .creditReason: creditReason = newValue
            case .economicType: economicType = newValue
            case .industry: industry = newValue
            case .address: address = newValue
            case .contactName: contactName = newValue
            case .contactPhone: contactPhone = newValue
            }
        }
    }

    /// Without the spaces around, with the numbers in their normal form; a reason only beside a code that needs one.
    public var normalised: OrganisationParticulars {
        var particulars = self
        for field in OrganisationField.allCases { particulars[field] = Self.trimmed(self[field]) }
        particulars.creditCode = CreditCode.normalise(creditCode).text
        if !contactPhone.isEmpty { particulars.contactPhone = PhoneNumber.normalise(contactPhone).text }
        if CreditCode(rawValue: particulars.creditCode)?.checkProblems.isEmpty ?? true { particulars.creditReason = "" }
        return particulars
    }

    /// 组织机构代码, which the credit code contains.
    public var organisationCode: String? { CreditCode(rawValue: creditCode)?.organisationCode }

    /// 联系电话 as it leaves in a file or stands in a list: of a mobile number, which is a person's, the first three and
    /// last four digits; an office's landline whole.
    public var maskedContactPhone: String? {
        let text = normalised.contactPhone
        guard !text.isEmpty else { return nil }
        return OrganisationForm.isLandline(text) ? text : text.masked(first: 3, last: 4)
    }

    /// The fields in which the two differ, in their order.
    public func differences(from other: OrganisationParticulars) -> [OrganisationField] {
        OrganisationField.allCases.filter { self[$0] != other[$0] }
    }

    private static func trimmed(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let first = words.firstIndex(where: { !$0.isWhitespace }),
            let last = words.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(words[first...last])
    }
}

/// A field of 组织信息 or of 企业信息.
public enum OrganisationField: String, Hashable, Sendable, CaseIterable, Codable {
    case name, code, creditCode, creditReason, economicType, industry, address, contactName, contactPhone

    /// The most characters that a field takes.
    public var limit: Int {
        switch self {
        case .name: 60
        case .code: 12
        case .creditCode: 18
        case .creditReason: 200
        case .economicType, .industry: 30
        case .address: 100
        case .contactName: 30
        case .contactPhone: 20
        }
    }
}

/// What is wrong with one field.
public enum OrganisationProblem: Hashable, Sendable {
    case missing
    /// Another union under the same superior has the name.
    case nameTaken
    /// A new union of the name has been asked for under the same superior, and waits.
    case nameAsked
    case tooLong(limit: Int)
    /// No twelve digits.
    case codeShape
    /// Not of the district: the six digits with which its numbers begin.
    case codeOfAnotherDistrict(prefix: String)
    case codeTaken
    /// Its form is wrong, which nobody can keep.
    case credit(CreditCode.Problem)
    /// A check does not fit; kept only with a reason.
    case creditCheck([CreditCode.Problem])
    /// Somebody else has the credit code.
    case creditTaken(by: CodeHolder)
    case phone(PhoneNumber.Problem)

    /// Who has a code: by name within one's own scope, otherwise only that somebody has it.
    public enum CodeHolder: Hashable, Sendable {
        case named(String)
        case elsewhere
    }
}

/// All that is wrong with a form, in the order of its fields.
public struct OrganisationProblems: Error, Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let field: OrganisationField
        public let problem: OrganisationProblem

        public init(_ field: OrganisationField, _ problem: OrganisationProblem) {
            (self.field, self.problem) = (field, problem)
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }
}

/// What is judged, since a union and an enterprise do not need the same fields.
public enum OrganisationForm: Hashable, Sendable {
    /// A union; with the six digits with which its number begins, unless it keeps the number it has.
    case union(numberPrefix: String?)
    case enterprise

    /// The fields that a person fills in.
    public var fields: [OrganisationField] {
        switch self {
        case .union: OrganisationField.allCases
        case .enterprise: OrganisationField.allCases.filter { $0 != .code }
        }
    }

    /// What can be judged without looking anything up.
    ///
    /// A wrong check character is a warning: real codes that fail exist, and one is kept with a reason
    /// (GB 32100-2015; domain 8.2).
    ///
    /// - Parameter particulars: normalised.
    public func problems(of particulars: OrganisationParticulars) -> OrganisationProblems {
        var entries: [OrganisationProblems.Entry] = []
        for field in fields {
            if let problem = problem(of: field, particulars) { entries.append(.init(field, problem)) }
        }
        return OrganisationProblems(entries)
    }

    private func problem(of field: OrganisationField, _ particulars: OrganisationParticulars) -> OrganisationProblem? {
        let text = particulars[field]
        switch field {
        case .creditCode: return creditProblem(text, kept: !particulars.creditReason.isEmpty)
        case .code: return codeProblem(text)
        case .contactPhone:
            guard !text.isEmpty, case .failure(let problem) = PhoneNumber.validate(text) else { return nil }
            return Self.isLandline(text) ? nil : .phone(problem)
        case .name where text.isEmpty: return .missing
        case .name, .creditReason, .economicType, .industry, .address, .contactName:
            return text.count > field.limit ? .tooLong(limit: field.limit) : nil
        }
    }

    private func creditProblem(_ text: String, kept isKept: Bool) -> OrganisationProblem? {
        if text.isEmpty {
            switch self {
            case .union: return nil
            case .enterprise: return .missing
            }
        }
        switch CreditCode.validate(text) {
        case .failure(let problem): return .credit(problem)
        case .success(let code):
            return code.checkProblems.isEmpty || isKept ? nil : .creditCheck(code.checkProblems)
        }
    }

    private func codeProblem(_ text: String) -> OrganisationProblem? {
        guard case .union(let prefix?) = self, !text.isEmpty else { return nil }
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return .codeShape }
        return text.hasPrefix(prefix) ? nil : .codeOfAnotherDistrict(prefix: prefix)
    }

    /// A number of an office: area code and seven or eight digits, perhaps an extension.
    static func isLandline(_ text: String) -> Bool {
        let digits = text.utf8.filter { (48...57).contains($0) }.count
        return text.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 } && text.hasPrefix("0")
            && (10...16).contains(digits)
    }
}

/// The words that the city's dictionaries offer for organisations.
public struct OrganisationWords: Hashable, Sendable {
    /// Of 经济类型.
    public var economicTypes: [String]
    /// Of 所属行业.
    public var industries: [String]

    public init(economicTypes: [String] = [], industries: [String] = []) {
        (self.economicTypes, self.industries) = (economicTypes, industries)
    }
}
