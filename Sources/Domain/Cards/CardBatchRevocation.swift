/// 批次撤消申请: a unit asks to take a submitted batch back, its superior decides (domain, section 4).
public struct CardBatchRevocation: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<CardBatchRevocation>
    public let batch: ID<CardBatch>
    public let path: UnionPath
    public private(set) var status: Status

    public init(id: ID<CardBatchRevocation>, batch: ID<CardBatch>, path: UnionPath, status: Status) {
        self.id = id
        self.batch = batch
        self.path = path
        self.status = status
    }

    /// Longest reason of a request and of its return, in characters.
    public static let textLimit = 200
    /// How many are decided at once.
    public static let decisionLimit = 100

    /// Why the actor may not do this; nil when he may: a union above decides, the union itself withdraws.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        let action: Action
        switch command {
        case .accept, .return: action = .reviewCardRevocations
        case .withdraw: action = .orderCards
        case .lapse: return .notAllowed(.reviewCardRevocations, .level)
        }
        if let refusal = actor.authority.refusal(of: action, on: path) { return refusal }
        guard status.after(command) != nil else { return .changedMeanwhile }
        switch command {
        case .accept, .return: return actor.path == path ? .notAllowed(action, .ownWork) : nil
        case .withdraw, .lapse: return nil
        }
    }

    /// - Throws: what `refusal(of:by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// Which requests to take a batch back are looked at.
public enum CardRevocationPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}
