/// A membership that goes from one union to another (会籍转移), as soon as the other side agrees.
public struct MembershipTransfer: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<MembershipTransfer>
    public let member: ID<Member>
    public let person: ID<Person>
    public let from: ID<Union>
    public let fromPath: UnionPath
    public let to: ID<Union>
    public let toPath: UnionPath
    /// Nil until the receiving union says where it puts the person.
    public let unit: ID<EnrollingUnit>?
    public let initiator: Initiator
    /// The first day on which the superior of the union that decides may decide in its place.
    public let superiorFrom: CalendarDay
    public private(set) var status: Status
    public let version: Int

    /// Who asks; the other side decides.
    public enum Initiator: String, Hashable, Sendable, CaseIterable, Codable {
        /// The union that has found its new member in another union by an import.
        case receiving
        /// The union whose member leaves.
        case releasing
    }

    public init(
        id: ID<MembershipTransfer>, member: ID<Member>, person: ID<Person>, from: ID<Union>, fromPath: UnionPath,
        to: ID<Union>, toPath: UnionPath, unit: ID<EnrollingUnit>?, initiator: Initiator, superiorFrom: CalendarDay,
        status: Status, version: Int
    ) {
        self.id = id
        self.member = member
        self.person = person
        self.from = from
        self.fromPath = fromPath
        self.to = to
        self.toPath = toPath
        self.unit = unit
        self.initiator = initiator
        self.superiorFrom = superiorFrom
        self.status = status
        self.version = version
    }

    /// The path of the union that decides.
    public var decider: UnionPath {
        switch initiator {
        case .receiving: fromPath
        case .releasing: toPath
        }
    }

    /// The path of the union that has asked.
    public var requester: UnionPath {
        switch initiator {
        case .receiving: toPath
        case .releasing: fromPath
        }
    }

    /// Why the actor may not do this; nil when he may (domain, section 3).
    ///
    /// The union that was asked decides; its superior only when the union has let its days go by. Who has asked
    /// withdraws.
    public func refusal(of command: Command, by actor: Actor, on today: CalendarDay) -> Refusal? {
        let place: UnionPath
        switch command {
        case .accept, .return: place = decider
        case .withdraw: place = requester
        case .lapse: return .notAllowed(.decideTransfers, .level)
        }
        if let refusal = actor.authority.refusal(of: .decideTransfers, on: place) { return refusal }
        guard status.after(command) != nil else { return .changedMeanwhile }
        if actor.kind.isBase || actor.path == place { return nil }
        switch command {
        case .accept, .return:
            return today < superiorFrom ? .transferAwaitsUnion(through: superiorFrom.adding(days: -1)) : nil
        case .withdraw, .lapse: return .notAllowed(.decideTransfers, .level)
        }
    }

    /// - Throws: what `refusal(of:by:on:)` says.
    public mutating func perform(_ command: Command, by actor: Actor, on today: CalendarDay) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor, on: today) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// How long the union that was asked has a transfer to itself.
public enum TransferPeriod {
    /// Days, while the city has set no number.
    public static let usualDays = 7

    /// Whether somebody at the union itself decides: not for a holding union or a branch, which others look after.
    public static func hasClerk(_ kind: UnionKind, _ standing: Union.Standing) -> Bool {
        switch standing {
        case .holding, .dissolved: false
        case .ordinary: kind.isBase || kind.isDistrictLevel || kind == .subdistrictFederation
        }
    }

    /// The first day on which the superior may decide; at once where nobody at the union itself can.
    public static func superiorFrom(
        _ kind: UnionKind, _ standing: Union.Standing, askedOn today: CalendarDay, days: Int
    ) -> CalendarDay {
        hasClerk(kind, standing) ? today.adding(days: min(max(days, 0), 365)) : today
    }
}

/// Which transfers are looked at.
public enum TransferPart: String, Hashable, Sendable, CaseIterable {
    /// Those that the union decides now, and has not yet.
    case waiting
    /// Those that unions below still have to themselves.
    case below
    /// Those that the unions looked after have decided.
    case decided
    /// Those that they have asked for.
    case requested
}
