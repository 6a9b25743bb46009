/// Two memberships that may be one human being's.
///
/// The union that both stand under decides: the lowest that has both in its subtree, or one above it.
public struct DuplicatePair: Hashable, Sendable {
    public let id: ID<DuplicatePair>
    public let kind: Kind
    public let first: ID<Member>
    public let second: ID<Member>
    /// The path of the lowest union over both.
    public let path: UnionPath
    public let status: Status
    /// Why the two are not one person.
    public let reason: String?
    public let decidedAt: Instant?
    public let decidedBy: String
    public let version: Int

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// One person, the same document, is an open member of two unions.
        case twoUnions = "two-unions"
        /// Two people who are probably one, whose document has been renewed.
        case renewedDocument = "renewed-document"
        /// The same name, birth and sex within one union, with different documents (同一人换证？).
        case sameUnion = "same-union"
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case open, merged
        /// 不是同一人; the pair does not come back.
        case different
    }

    /// Longest reason, in characters.
    public static let reasonLimit = 200

    public init(
        id: ID<DuplicatePair>, kind: Kind, first: ID<Member>, second: ID<Member>, path: UnionPath, status: Status,
        reason: String?, decidedAt: Instant?, decidedBy: String, version: Int
    ) {
        self.id = id
        self.kind = kind
        self.first = first
        self.second = second
        self.path = path
        self.status = status
        self.reason = reason
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
        self.version = version
    }
}

/// What two records of people are compared by.
public struct PersonTraits: Hashable, Sendable {
    public let name: String
    public let sex: Sex
    /// Nil when the document does not tell it, as a passport's number.
    public let birth: CalendarDay?
    /// The blind index of the telephone number.
    public let phone: [UInt8]?

    public init(name: String, sex: Sex, birth: CalendarDay?, phone: [UInt8]?) {
        (self.name, self.sex, self.birth, self.phone) = (name, sex, birth, phone)
    }

    /// Whether two people are probably one with a renewed document **[ours]**.
    ///
    /// Same name, sex and telephone number, and no birth that speaks against it. A name with a birth alone is too
    /// common in a city of six million, and a telephone number alone is often the personnel office's.
    public func isAlike(_ other: PersonTraits) -> Bool {
        guard name == other.name, sex == other.sex, let phone, phone == other.phone else { return false }
        guard let birth, let otherBirth = other.birth else { return true }
        return birth == otherBirth
    }
}

extension PersonTraits {
    /// What two people of one union have in common when they are probably one; nil where the birth is not known.
    ///
    /// Within one union a name with a birth is rare enough to ask **[ours]**.
    public var sameUnionKey: String? {
        birth.map { "\(name) \(sex.rawValue) \($0)" }
    }
}

extension UnionPath {
    /// The path of the lowest union over both; of a union and one under it the upper one's.
    public func common(with other: UnionPath) -> UnionPath {
        lineage.last { $0.contains(other) } ?? .root
    }
}
