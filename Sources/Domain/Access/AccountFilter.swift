/// What an administrator looks for among the accounts of his subtree.
public struct AccountFilter: Hashable, Sendable {
    /// A part of the account's name; the person's own stands in no address.
    public let name: String?
    /// A part of the name of the account's union, or the beginning of its number.
    public let union: String?
    public let holding: Holding?
    public let status: Account.Status?

    /// What the account may do today.
    public enum Holding: Hashable, Sendable {
        case role(Role)
        /// It waits for a role.
        case nothing
        /// It loses a role within `noticeDays`, today among them.
        case ending
    }

    /// How many days before its end a role is listed as ending.
    public static let noticeDays = 30

    public init(
        name: String? = nil, union: String? = nil, holding: Holding? = nil, status: Account.Status? = nil
    ) {
        (self.name, self.union, self.holding, self.status) = (name, union, holding, status)
    }

    public var isEmpty: Bool { self == AccountFilter() }
}
