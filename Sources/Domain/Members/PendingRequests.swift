/// What is asked about one membership and not decided yet.
public struct PendingRequests: Hashable, Sendable {
    /// The latest open transfer; a person may be asked for by several unions.
    public var transfer: ID<MembershipTransfer>?
    public var removal: ID<RemovalRequest>?
    /// 更正 that the member himself asks for.
    public var correction: ID<OwnRequest>?

    public static let none = PendingRequests(transfer: nil, removal: nil)

    public init(
        transfer: ID<MembershipTransfer>?, removal: ID<RemovalRequest>?, correction: ID<OwnRequest>? = nil
    ) {
        (self.transfer, self.removal, self.correction) = (transfer, removal, correction)
    }

    /// Whether the membership itself may end by what is asked.
    public var isOnItsWay: Bool { transfer != nil || removal != nil }

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case transfer, removal, correction
    }
}
