/// One node of the federation tree (工会组织).
public struct Union: Hashable, Sendable {
    public let id: ID<Union>
    public let parent: ID<Union>?
    /// 工会编号: six digits of the district and six of a serial.
    public let code: String
    public let name: String
    public let kind: UnionKind
    public let path: UnionPath
    /// The union's own 统一社会信用代码 (begins 81), not its enterprise's.
    public let creditCode: String?
    /// 临时工会 of a district: takes members who left their employer.
    public let role: Standing

    public enum Standing: String, Hashable, Sendable, CaseIterable, Codable {
        case ordinary, holding
        /// Deleted: it has no place in the tree any more, what it did stays readable.
        case dissolved
    }

    public init(
        id: ID<Union>, parent: ID<Union>?, code: String, name: String, kind: UnionKind, path: UnionPath,
        creditCode: String?, role: Standing
    ) {
        self.id = id
        self.parent = parent
        self.code = code
        self.name = name
        self.kind = kind
        self.path = path
        self.creditCode = creditCode
        self.role = role
    }

    public var isHolding: Bool { role == .holding }

    public var isDissolved: Bool { role == .dissolved }
}

/// An employer covered by a union (企业 / 单位).
public struct Enterprise: Hashable, Sendable {
    public let id: ID<Enterprise>
    public let union: ID<Union>
    /// 统一社会信用代码, normalised.
    public let code: String
    public let name: String

    public init(id: ID<Enterprise>, union: ID<Union>, code: String, name: String) {
        self.id = id
        self.union = union
        self.code = code
        self.name = name
    }
}

/// What enrols as one (参保单位): a union with one of its enterprises, or the union itself (本级).
public struct EnrollingUnit: Hashable, Sendable {
    public let id: ID<EnrollingUnit>
    public let union: ID<Union>
    public let enterprise: ID<Enterprise>?
    public let path: UnionPath
    /// Name of the enterprise, or of the union for its own members.
    public let name: String
    public let unionName: String
    public let unionCode: String
    /// 组织机构代码: characters 9–17 of the credit code; nil when none is known.
    public let organisationCode: String?

    public init(
        id: ID<EnrollingUnit>, union: ID<Union>, enterprise: ID<Enterprise>?, path: UnionPath, name: String,
        unionName: String, unionCode: String, organisationCode: String?
    ) {
        self.id = id
        self.union = union
        self.enterprise = enterprise
        self.path = path
        self.name = name
        self.unionName = unionName
        self.unionCode = unionCode
        self.organisationCode = organisationCode
    }
}
