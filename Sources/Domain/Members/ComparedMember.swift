/// What a roster can say of a member, on the platform or after the row.
public struct ComparedMember: Hashable, Sendable {
    public var name: String
    public var sex: Sex
    public var phone: PhoneNumber?
    public var expiry: IdentityDocument.Expiry?
    public var unit: ID<EnrollingUnit>
    public var category: MemberCategory
    public var flexibleKind: String?
    public var workplace: String
    public var label: String?
    public var household: String?
    public var post: String?
    public var address: String?

    public init(
        name: String, sex: Sex, phone: PhoneNumber?, expiry: IdentityDocument.Expiry?, unit: ID<EnrollingUnit>,
        category: MemberCategory, flexibleKind: String? = nil, workplace: String, label: String? = nil,
        household: String? = nil, post: String? = nil, address: String? = nil
    ) {
        self.name = name
        self.sex = sex
        self.phone = phone
        self.expiry = expiry
        self.unit = unit
        self.category = category
        self.flexibleKind = flexibleKind
        self.workplace = workplace
        self.label = label
        self.household = household
        self.post = post
        self.address = address
    }

    /// The fields in which the other differs, in the order of a row.
    public func differences(to other: ComparedMember) -> [ComparedField] {
        ComparedField.allCases.filter { field in
            switch field {
            case .name: name != other.name
            case .phone: phone != other.phone
            case .sex: sex != other.sex
            case .unit: unit != other.unit || category != other.category || flexibleKind != other.flexibleKind
            case .workplace: workplace != other.workplace
            case .label: label != other.label
            case .household: household != other.household
            case .address: address != other.address
            case .documentExpiry: expiry != other.expiry
            case .post: post != other.post
            }
        }
    }
}

/// What may differ between a roster and the platform; the document itself tells who it is and never does.
public enum ComparedField: String, Hashable, Sendable, CaseIterable, Codable {
    case name, phone, sex
    /// Class, unit and flexible kind.
    case unit
    case workplace, label, household, address
    case documentExpiry = "document-expiry"
    case post
}

/// One difference as it is shown: telephone numbers and addresses cut down.
public struct FieldChange: Hashable, Sendable, Codable {
    public let field: ComparedField
    public let from: String
    public let to: String

    public init(_ field: ComparedField, from: String, to: String) {
        self.field = field
        self.from = from
        self.to = to
    }
}
