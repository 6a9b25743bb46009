/// One act on several people; each has a result of his own.
public struct TransferRun: Hashable, Sendable {
    public let id: ID<TransferRun>
    public let act: Act
    public let people: Int
    public let done: Int
    public let at: Instant
    public let account: String

    public enum Act: String, Hashable, Sendable, CaseIterable, Codable {
        case request, accept, `return`, withdraw
    }

    public init(id: ID<TransferRun>, act: Act, people: Int, done: Int, at: Instant, account: String) {
        self.id = id
        self.act = act
        self.people = people
        self.done = done
        self.at = at
        self.account = account
    }

    public var skipped: Int { people - done }

    /// How many one act takes.
    public static let limit = 10_000
}

/// Why one of several people was left as he was.
public enum TransferProblem: String, Hashable, Sendable, CaseIterable, Codable {
    /// He is no member of the union any more.
    case left
    /// The receiving union has him.
    case alreadyThere = "already-there"
    /// A transfer to the same union waits for its decision.
    case alreadyAsked = "already-asked"
    /// A transfer to another union waits for its decision.
    case alreadyLeaving = "already-leaving"
    /// Decided or withdrawn by somebody else.
    case decided
    /// The union that was asked has it to itself still.
    case awaitsUnion = "awaits-union"
    /// Who has asked does not decide, and the other way round.
    case otherSide = "other-side"
    /// The receiving union has several enterprises, and none is chosen.
    case placementMissing = "placement-missing"
}
