/// An account as its administrators see it.
public struct ManagedAccount: Hashable, Sendable {
    public let account: Account
    public let unionName: String
    public let kind: UnionKind
    public let path: UnionPath
    /// Every role it was given, also those that do not hold yet or no longer.
    public let grants: [RoleGrant]
    /// The roles that hold on the day on which the account was looked at.
    public let roles: Set<Role>
    public let status: Account.Status
    public let lockedUntil: Instant?
    public let lastLoginAt: Instant?
    public let secondFactor: SecondFactor
    public let version: Int

    /// Whether a login asks for a code besides the password.
    public enum SecondFactor: Hashable, Sendable {
        case inUse
        /// Will be set up at the next login, before anything else: a role that holds, or will, asks for it.
        case missing
        case notNeeded
    }

    public init(
        account: Account, unionName: String, kind: UnionKind, path: UnionPath, grants: [RoleGrant],
        on day: CalendarDay, status: Account.Status, lockedUntil: Instant?, lastLoginAt: Instant?,
        secondFactor: SecondFactor, version: Int
    ) {
        self.account = account
        self.unionName = unionName
        self.kind = kind
        self.path = path
        self.grants = grants
        self.roles = grants.roles(on: day)
        self.status = status
        self.lockedUntil = lockedUntil
        self.lastLoginAt = lastLoginAt
        self.secondFactor = secondFactor
        self.version = version
    }

    /// Why this actor may not manage the account, though it is in his subtree.
    public func refusal(of action: Action, by actor: Actor) -> Refusal? {
        if let refusal = actor.authority.refusal(of: action, on: path) { return refusal }
        return account.id == actor.account ? .notAllowed(action, .ownAccount) : nil
    }
}
