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
    /// Rows whose name was not entered, because nobody has agreed to it; 0 before the confirmation.
    public let keptNames: Int
    /// Why it was not written; nil for one that was or may be.
    public let ending: Ending?
    public let version: Int

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// Its rows are being read, or judged again after a repair of many.
        case reading
        /// Waits for the confirmation.
        case staged
        /// Is being written into the roll, whole or not at all.
        case applying
        case applied
        /// Not written, and never will be (`Ending`).
        case discarded

        /// Whether somebody works on it.
        public var isUnderWay: Bool {
            switch self {
            case .reading, .applying: true
            case .staged, .applied, .discarded: false
            }
        }
    }

    /// Why an import was not written into the roll.
    public enum Ending: String, Hashable, Sendable, CaseIterable, Codable {
        /// By the clerk.
        case givenUp = "given-up"
        /// Nobody has confirmed it in time.
        case expired
        /// Its rows could not be read or changed to the end.
        case interrupted
    }

    /// Days after that of the upload on which it may still be confirmed.
    public static let days = 7

    /// The last day on which it may be confirmed.
    public var lastDay: CalendarDay { createdAt.day.adding(days: Self.days) }

    /// Imports that began before this moment have had their last day.
    public static func expiry(at now: Instant) -> Instant {
        Instant(milliseconds: -Instant.shanghaiOffset).moved(to: now.day.adding(days: -days))
    }

    public init(
        id: ID<MemberImport>, union: ID<Union>, unionPath: UnionPath, unit: ID<EnrollingUnit>, unitName: String,
        enterprise: ID<Enterprise>?, category: MemberCategory, flexibleKind: String?, fileName: String, status: Status,
        counts: ImportCounts, createdAt: Instant, createdBy: String, appliedAt: Instant?, keptNames: Int = 0,
        ending: Ending? = nil, version: Int
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
        self.keptNames = keptNames
        self.ending = ending
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
