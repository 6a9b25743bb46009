/// Whether one officer hands in to the centre by himself or a second one of the district confirms (domain 5.5, 复核).
public enum SubmissionControl: String, Hashable, Sendable, CaseIterable, Codable {
    case alone
    case twoPeople = "two-people"
}

/// How a district hands in, and since when.
public struct SubmissionRule: Hashable, Sendable {
    public let control: SubmissionControl
    /// Why it was decided so; empty as long as nothing was decided.
    public let reason: String
    /// Counts every change; 0 as long as nothing was decided.
    public let stamp: Int
    public let setAt: Instant?
    public let setBy: ID<Account>?

    public init(
        _ control: SubmissionControl, reason: String = "", stamp: Int = 0, setAt: Instant? = nil,
        setBy: ID<Account>? = nil
    ) {
        (self.control, self.reason, self.stamp) = (control, reason, stamp)
        (self.setAt, self.setBy) = (setAt, setBy)
    }

    /// What holds where nothing was decided.
    public static let standard = SubmissionRule(.alone)
    /// Characters of a reason.
    public static let reasonLimit = 200
    /// Accounts that a district needs before it can ask for a second person.
    public static let accountsNeeded = 2

    /// Why this account may not hand in by itself; nil when it may.
    ///
    /// Whoever has switched the second look off does not profit from it: another account hands in then.
    public func refusal(toHandInAloneBy account: ID<Account>) -> Refusal? {
        switch control {
        case .twoPeople: .secondPerson(.needed)
        case .alone: setBy == account ? .secondPerson(.released) : nil
        }
    }
}

/// Who has proposed a batch and who has confirmed it, where a district asks for a second person.
public struct SecondSignature: Hashable, Sendable {
    public let proposer: String
    public let proposedAt: Instant
    public let confirmer: String

    public init(proposer: String, proposedAt: Instant, confirmer: String) {
        (self.proposer, self.proposedAt, self.confirmer) = (proposer, proposedAt, confirmer)
    }
}

/// 提交复核: the lists that one officer wants to hand in, which a second one of the same district confirms or refuses.
///
/// It speaks of the lists as they were; when one of them changes, or the window closes, it falls away.
public struct SubmissionProposal: Hashable, Sendable {
    public let id: ID<SubmissionProposal>
    public let district: ID<Union>
    public let path: UnionPath
    public let year: Int
    public let proposedBy: ID<Account>
    public private(set) var status: Status

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// 待复核
        case waiting
        /// 已复核提交
        case confirmed
        /// 复核退回
        case refused
        /// 已撤回
        case withdrawn
        /// 已失效
        case overtaken

        /// The workflow: what is decided is decided; whoever was refused proposes anew.
        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.waiting, .confirm): .confirmed
            case (.waiting, .refuse): .refused
            case (.waiting, .withdraw): .withdrawn
            case (.waiting, .overtake): .overtaken
            case (.confirmed, .confirm), (.confirmed, .refuse), (.confirmed, .withdraw), (.confirmed, .overtake),
                (.refused, .confirm), (.refused, .refuse), (.refused, .withdraw), (.refused, .overtake),
                (.withdrawn, .confirm), (.withdrawn, .refuse), (.withdrawn, .withdraw), (.withdrawn, .overtake),
                (.overtaken, .confirm), (.overtaken, .refuse), (.overtaken, .withdraw), (.overtaken, .overtake):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case confirm, refuse, withdraw
        /// A list has changed, or the window is over.
        case overtake
    }

    public init(
        id: ID<SubmissionProposal>, district: ID<Union>, path: UnionPath, year: Int, proposedBy: ID<Account>,
        status: Status
    ) {
        (self.id, self.district, self.path, self.year) = (id, district, path, year)
        (self.proposedBy, self.status) = (proposedBy, status)
    }

    /// Characters of a refusal's reason.
    public static let reasonLimit = 200

    /// Why the actor may not do this; nil when he may: nobody confirms or refuses his own, and only he withdraws it.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        if let refusal = actor.authority.refusal(of: .submitToCentre, on: path) { return refusal }
        guard actor.union == district else { return .notFound }
        guard status.after(command) != nil else { return .changedMeanwhile }
        let isOwn = actor.account == proposedBy
        switch command {
        case .confirm, .refuse: return isOwn ? .secondPerson(.own) : nil
        case .withdraw: return isOwn ? nil : .secondPerson(.notOwn)
        case .overtake: return nil
        }
    }

    /// - Throws: what `refusal(of:by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// What the rule of the second person says no to.
public enum SecondPersonObstacle: Hashable, Sendable {
    /// The district wants a second person to confirm.
    case needed
    /// Nobody confirms what he has proposed.
    case own
    /// Only who has proposed takes it back.
    case notOwn
    /// Whoever has switched the second look off does not hand in by himself.
    case released
    /// Nobody else of the district could confirm.
    case nobodyElse
    /// One proposal at a time, and no other rule while it waits.
    case waiting
}

/// One list of a proposal, as it would be locked.
public struct ProposedList: Hashable, Sendable {
    public let enrolment: ID<UnitEnrolment>
    public let unit: String
    public let version: Int
    public let plan: String
    /// Without the people who have left or died since.
    public let heads: Int
    public let premium: Money
    /// Of its people, cards and rates, and of who is struck.
    public let fingerprint: String

    public init(
        enrolment: ID<UnitEnrolment>, unit: String, version: Int, plan: String, heads: Int, premium: Money,
        fingerprint: String
    ) {
        (self.enrolment, self.unit, self.version, self.plan) = (enrolment, unit, version, plan)
        (self.heads, self.premium, self.fingerprint) = (heads, premium, fingerprint)
    }
}

/// A list that is not what was proposed.
public struct ProposalChange: Hashable, Sendable {
    /// nil for a list that has come to it.
    public let before: ProposedList?
    /// nil for one that is not among the approved any more.
    public let after: ProposedList?

    public init(before: ProposedList?, after: ProposedList?) {
        (self.before, self.after) = (before, after)
    }

    /// What differs between the proposed lists and those of now, in the order of their keys.
    public static func between(_ before: [ProposedList], and after: [ProposedList]) -> [ProposalChange] {
        let old = Dictionary(before.map { ($0.enrolment, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.map { ($0.enrolment, $0) }, uniquingKeysWith: { first, _ in first })
        return Set(old.keys).union(new.keys).sorted().compactMap { key in
            let change = ProposalChange(before: old[key], after: new[key])
            return change.isReal ? change : nil
        }
    }

    /// The name of a unit alone is no change of its list.
    private var isReal: Bool {
        guard let before, let after else { return true }
        return before.version != after.version || before.plan != after.plan || before.heads != after.heads
            || before.premium != after.premium || before.fingerprint != after.fingerprint
    }

    public var unit: String { after?.unit ?? before?.unit ?? "" }
}
