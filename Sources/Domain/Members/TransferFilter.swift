/// What the queue of 会籍审核管理 is narrowed to.
public struct TransferFilter: Hashable, Sendable {
    public var initiator: MembershipTransfer.Initiator?
    /// Part of the receiving union's name, or of the releasing one's where the account knows it.
    public var union: String?
    /// Nil for every one that the part of the queue shows.
    public var status: MembershipTransfer.Status?

    public init() {}

    public var isEmpty: Bool { self == TransferFilter() }
}
