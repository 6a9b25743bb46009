/// What is asked about one membership and not decided yet.
public struct PendingRequests: Hashable, Sendable {
    /// The latest open transfer; a person may be asked for by several unions.
    public let transfer: ID<MembershipTransfer>?
    public let removal: ID<RemovalRequest>?

    public static let none = PendingRequests(transfer: nil, removal: nil)

    public init(transfer: ID<MembershipTransfer>?, removal: ID<RemovalRequest>?) {
        (self.transfer, self.removal) = (transfer, removal)
    }
}
