/// One human being, unique in the city by identity document.
///
/// Earlier documents are kept, so that a renewed permit does not make a second person.
public struct Person: Hashable, Sendable {
    public let id: ID<Person>
    public let name: String
    public let sex: Sex
    public let document: IdentityDocument
    public let phone: PhoneNumber?
    public let socialInsurance: SocialInsuranceStatus

    public init(
        id: ID<Person>, name: String, sex: Sex, document: IdentityDocument, phone: PhoneNumber?,
        socialInsurance: SocialInsuranceStatus
    ) {
        self.id = id
        self.name = name
        self.sex = sex
        self.document = document
        self.phone = phone
        self.socialInsurance = socialInsurance
    }
}

/// 人保状态: what the social-insurance register says of a person.
public enum SocialInsuranceStatus: String, Hashable, Sendable, CaseIterable, Codable {
    case insured
    case unverified
    case retired
    case deceased
}

/// The three import classes (manual 2023, part 1, 三).
public enum MemberCategory: String, Hashable, Sendable, CaseIterable, Codable {
    case enterprise
    case outsideEnterprise = "outside-enterprise"
    case flexible

    /// Whether members of this class stand in the workbench (manual 2024, question 2).
    public var isInWorkbench: Bool { self == .enterprise }
}

/// How a membership came about (会员来源).
public enum MemberSource: String, Hashable, Sendable, CaseIterable, Codable {
    case batchImport = "batch-import"
    case single
    case scan
    case transfer
}

/// One person's membership of one union.
public struct Member: Hashable, Sendable {
    public let id: ID<Member>
    /// 会员编号: given once, never used again.
    public let number: String
    public let person: Person
    public let union: ID<Union>
    public let unit: ID<EnrollingUnit>
    public let category: MemberCategory
    public let workplace: String
    public let label: String?
    public let source: MemberSource
    public let note: String?

    public init(
        id: ID<Member>, number: String, person: Person, union: ID<Union>, unit: ID<EnrollingUnit>,
        category: MemberCategory, workplace: String, label: String?, source: MemberSource, note: String?
    ) {
        self.id = id
        self.number = number
        self.person = person
        self.union = union
        self.unit = unit
        self.category = category
        self.workplace = workplace
        self.label = label
        self.source = source
        self.note = note
    }
}
