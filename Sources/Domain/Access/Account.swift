/// A person who may log in, always named, always of one union.
public struct Account: Hashable, Sendable {
    public let id: ID<Account>
    public let name: String
    public let displayName: String
    public let union: ID<Union>

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case active, disabled
    }

    public init(id: ID<Account>, name: String, displayName: String, union: ID<Union>) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.union = union
    }
}

/// The account that acts, with all that its authority rests on, read anew for every request.
public struct Actor: Hashable, Sendable {
    public let account: ID<Account>
    public let name: String
    public let displayName: String
    public let union: ID<Union>
    public let unionName: String
    public let kind: UnionKind
    public let path: UnionPath
    public let roles: Set<Role>

    public init(
        account: ID<Account>, name: String, displayName: String, union: ID<Union>, unionName: String, kind: UnionKind,
        path: UnionPath, roles: Set<Role>
    ) {
        self.account = account
        self.name = name
        self.displayName = displayName
        self.union = union
        self.unionName = unionName
        self.kind = kind
        self.path = path
        self.roles = roles
    }

    public var authority: Authority { Authority(self) }
}
