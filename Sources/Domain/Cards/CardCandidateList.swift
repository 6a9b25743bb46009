/// Which part of 待办会员列表 is shown.
public enum CardCandidatePart: String, Hashable, Sendable, CaseIterable, Codable {
    /// Everybody who is in no batch.
    case open
    /// A card can be ordered now.
    case ready
    /// Something must be mended first.
    case obstructed
    /// Already in a batch.
    case ordered
    /// Of all of them, those with a card that is to be replaced.
    case replacements
    /// Of all of them, those of another class whose own request was granted.
    case requested
    /// Of another class and not among them: they apply themselves.
    case applying

    /// Whether somebody who needs a card is in the part.
    public func contains(_ need: CardNeed, _ obstacles: [CardObstacle]) -> Bool {
        switch self {
        case .open: !obstacles.contains(.inBatch)
        case .ready: obstacles.isEmpty
        case .obstructed: !obstacles.isEmpty && !obstacles.contains(.inBatch)
        case .ordered: obstacles.contains(.inBatch)
        case .replacements: need == .replacement
        case .requested: need == .requested
        case .applying: false
        }
    }
}

/// What 待办会员列表 is narrowed to.
public struct CardCandidateFilter: Hashable, Sendable {
    public var part: CardCandidatePart
    /// The beginning of the member number 会员编号.
    public var number: String?
    /// A part of the name.
    public var name: String?

    public init(_ part: CardCandidatePart, number: String? = nil, name: String? = nil) {
        (self.part, self.number, self.name) = (part, number, name)
    }

    /// The whole part is shown.
    public var isOpen: Bool { number == nil && name == nil }
}

/// How those who need a card divide: the three parts add up to the total.
public struct CardCandidateCounts: Hashable, Sendable {
    public let ready: Int
    public let obstructed: Int
    public let ordered: Int
    /// Of all of them, who have a card that is to be replaced.
    public let replacements: Int
    /// Of all of them, of another class than 关联企业, whose own request was granted.
    public let requested: Int

    public init(ready: Int, obstructed: Int, ordered: Int, replacements: Int = 0, requested: Int = 0) {
        self.ready = ready
        self.obstructed = obstructed
        self.ordered = ordered
        self.replacements = replacements
        self.requested = requested
    }

    public var total: Int { ready + obstructed + ordered }

    /// How many a part has; nil for those who apply themselves, who are not among them.
    public func people(in part: CardCandidatePart) -> Int? {
        switch part {
        case .open: ready + obstructed
        case .ready: ready
        case .obstructed: obstructed
        case .ordered: ordered
        case .replacements: replacements
        case .requested: requested
        case .applying: nil
        }
    }
}

/// A place in a list of members in the order in which they joined; what it costs to go on from it does not grow with it.
public enum MemberPlace: Hashable, Sendable {
    case first
    case after(ID<Member>)
    case before(ID<Member>)
}
