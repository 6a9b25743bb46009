/// A column of 会员信息 that an account may show or hide; the name, the state and the acts always stand.
public enum MemberListColumn: String, Hashable, Sendable, CaseIterable, Codable {
    case documentType = "document-type"
    case document
    case phone
    case sex
    case union
    case workplace
    case label
    case source
    case note
    case number
    case category
    case flexibleKind = "flexible-kind"
    case household
    case post
    case socialInsurance = "social-insurance"
    case joinedOn = "joined-on"

    /// Whether it is shown to an account that has not chosen (domain, section 3: the columns of the manual).
    public var isStandard: Bool {
        switch self {
        case .documentType, .document, .phone, .sex, .union, .workplace, .label, .source, .note: true
        case .number, .category, .flexibleKind, .household, .post, .socialInsurance, .joinedOn: false
        }
    }

    /// Whether a file of those who have left has it: what they were in the union, not what was known of them otherwise.
    public var isKeptOfFormer: Bool {
        switch self {
        case .documentType, .document, .sex, .union, .workplace, .source, .number, .category, .joinedOn: true
        case .phone, .label, .note, .flexibleKind, .household, .post, .socialInsurance: false
        }
    }

    public static let standard: Set<MemberListColumn> = Set(allCases.filter(\.isStandard))
}
