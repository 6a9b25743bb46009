/// A deletion that the superior has to approve, because the membership should never have been there.
public struct RemovalRequest: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<RemovalRequest>
    public let member: ID<Member>
    public let person: ID<Person>
    public let path: UnionPath
    public let ground: Ground
    public private(set) var status: Status

    public enum Ground: String, Hashable, Sendable, CaseIterable, Codable {
        /// 误录
        case mistaken
        /// 重复
        case duplicate
    }

    public init(
        id: ID<RemovalRequest>, member: ID<Member>, person: ID<Person>, path: UnionPath, ground: Ground, status: Status
    ) {
        self.id = id
        self.member = member
        self.person = person
        self.path = path
        self.ground = ground
        self.status = status
    }

    /// Why the actor may not do this; nil when he may: a union above approves, the union itself withdraws.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        let action: Action
        switch command {
        case .accept, .return: action = .approveRemovals
        case .withdraw: action = .removeMembers
        case .lapse: return .notAllowed(.approveRemovals, .level)
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

/// Which requests for a deletion are looked at.
public enum RemovalPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}
