/// 扫码入会申请: somebody who scanned a 组织码 asks the union to take him.
public struct JoinApplication: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<JoinApplication>
    public let union: ID<Union>
    public let unionPath: UnionPath
    public let category: MemberCategory
    public let enterprise: ID<Enterprise>?
    public let flexibleKind: String?
    public private(set) var status: Status

    public init(
        id: ID<JoinApplication>, union: ID<Union>, unionPath: UnionPath, category: MemberCategory,
        enterprise: ID<Enterprise>?, flexibleKind: String?, status: Status
    ) {
        self.id = id
        self.union = union
        self.unionPath = unionPath
        self.category = category
        self.enterprise = enterprise
        self.flexibleKind = flexibleKind
        self.status = status
    }

    /// Open applications of one union; more are refused, so that nobody can bury its clerk in them.
    public static let mostOpen = 2_000

    /// - Throws: `Refusal.changedMeanwhile` for one that is decided.
    public mutating func perform(_ command: Command) throws(Refusal) {
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// Which applications are looked at.
public enum JoinApplicationPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}
