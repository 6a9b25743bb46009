/// An import of members: what was uploaded for whom, and what it does or did.
public struct MemberImport: Hashable, Sendable {
    public let id: ID<MemberImport>
    public let union: ID<Union>
    public let unionPath: UnionPath
    public let unit: ID<EnrollingUnit>
    public let unitName: String
    public let enterprise: ID<Enterprise>?
    public let category: MemberCategory
    public let flexibleKind: String?
    public let fileName: String
    public let status: Status
    public let counts: ImportCounts
    public let createdAt: Instant
    public let createdBy: String
    public let appliedAt: Instant?
    public let version: Int

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// Its rows are being read, or judged again after a repair of many.
        case reading
        /// Waits for the confirmation.
        case staged
        /// Is being written into the roll, whole or not at all.
        case applying
        case applied
        /// Given up, or too old.
        case discarded

        /// Whether somebody works on it.
        public var isUnderWay: Bool {
            switch self {
            case .reading, .applying: true
            case .staged, .applied, .discarded: false
            }
        }
    }

    public init(
        id: ID<MemberImport>, union: ID<Union>, unionPath: UnionPath, unit: ID<EnrollingUnit>, unitName: String,
        enterprise: ID<Enterprise>?, category: MemberCategory, flexibleKind: String?, fileName: String, status: Status,
        counts: ImportCounts, createdAt: Instant, createdBy: String, appliedAt: Instant?, version: Int
    ) {
        self.id = id
        self.union = union
        self.unionPath = unionPath
        self.unit = unit
        self.unitName = unitName
        self.enterprise = enterprise
        self.category = category
        self.flexibleKind = flexibleKind
        self.fileName = fileName
        self.status = status
        self.counts = counts
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.appliedAt = appliedAt
        self.version = version
    }
}

/// Which rows of an import are wanted.
public enum ImportRows: String, Hashable, Sendable, CaseIterable {
    case all
    /// Those that the clerk does not want.
    case leftOut = "left-out"
    /// Those with a problem or a warning.
    case withProblem = "with-problem"
    case failed
    /// Those that the rules let in and the clerk wants.
    case standing
}
