/// 批量删除申请: so many memberships that one account wants to end in a day that a second one has to consent
/// (security checklist, item 53).
///
/// It speaks of an act that is noted already, with everybody's reason; nothing of it is done before the consent, and
/// then it is done as it would have been at once: who has changed meanwhile is left out.
public struct MassRemoval: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<MassRemoval>
    public let askedBy: ID<Account>
    /// The union of whoever asks.
    public let path: UnionPath
    public let act: Act
    /// How many are to go for which reason.
    public let reasons: [RemovalReason: Int]
    /// By the real clock: until then it waits.
    public let expiresAt: Instant
    public private(set) var status: Status

    /// What waits.
    public enum Act: Hashable, Sendable, Codable {
        /// 批量删除 from 会员信息.
        case batch(ID<MemberBatch>)
        /// Everything that is decided of a comparison, whoever comes and changes by it as well.
        case comparison(ID<MemberComparison>)
    }

    public init(
        id: ID<MassRemoval>, askedBy: ID<Account>, path: UnionPath, act: Act, reasons: [RemovalReason: Int],
        expiresAt: Instant, status: Status
    ) {
        (self.id, self.askedBy, self.path, self.act) = (id, askedBy, path, act)
        (self.reasons, self.expiresAt, self.status) = (reasons, expiresAt, status)
    }

    /// So many memberships one account may end by deletion in one civil day without a second person.
    ///
    /// One by one or many at once: as many people as may leave with whole numbers in a file. What the superior approves
    /// for each (误录, 重复) is not counted.
    public static let peopleAlone = 499
    /// Days for which it waits.
    public static let waitingDays: Int64 = 7
    /// Characters of what the second person says.
    public static let reasonLimit = 200

    public var people: Int { reasons.values.reduce(0, +) }

    /// How many an account may still end today, when it has ended so many.
    public static func peopleAlone(after before: Int) -> Int { max(0, peopleAlone - before) }

    /// As it is at this moment, whether or not it was tidied up since its time was over.
    public func standing(at now: Instant) -> MassRemoval {
        guard now >= expiresAt, let lapsed = status.after(.lapse) else { return self }
        var request = self
        request.status = lapsed
        return request
    }

    /// Why the actor may not do this; nil when he may: nobody consents to his own, and only he takes it back.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        if let refusal = actor.authority.refusal(of: .consentRemovals, on: path) { return refusal }
        switch command {
        case .accept, .return: if actor.account == askedBy { return .massRemoval(.own) }
        case .withdraw: if actor.account != askedBy { return .massRemoval(.notOwn) }
        case .lapse:
            // Time alone does it.
            return .notAllowed(.consentRemovals, .role)
        }
        return status.after(command) == nil ? .changedMeanwhile : nil
    }

    /// - Throws: what `refusal(of:by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// What stands between somebody and many deletions.
public enum MassRemovalObstacle: Hashable, Sendable {
    /// Nobody consents to what he has asked himself.
    case own
    /// Only whoever has asked takes the request back.
    case notOwn
    /// No other account at the asker's union or above it could consent.
    case nobodyElse
    /// The act waits for its consent, or was not consented to.
    case notConsented
    /// The day's number is used, and one at a time nobody is asked.
    case spent
    /// Whoever has asked may delete no members any more.
    case askerGone
}

/// Who would be asked, before anybody is.
public enum MassRemovalConsenter: Hashable, Sendable {
    /// Another account of the same union.
    case colleague
    /// The union above, by its name.
    case superior(String)
    case nobody
}
