/// How far a card has come since it was issued; the old card stays in the records whatever becomes of it.
public enum CardLife: String, Hashable, Sendable, CaseIterable, Codable {
    case inUse = "in-use"
    /// 换卡: it is used until the new one comes.
    case beingReplaced = "being-replaced"
    /// 挂失: its holder orders another, or finds it.
    case lost
    /// 注销
    case cancelled
    /// A new card has come in its place.
    case replaced

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        /// 挂失
        case reportLoss = "report-loss"
        /// 解除挂失
        case recover
        /// 换卡
        case askReplacement = "ask-replacement"
        case withdrawReplacement = "withdraw-replacement"
        /// 注销; for good
        case cancel
        /// By the new card, never by hand.
        case replace

        /// Why it may be done; nobody gives a reason for what nobody does by hand.
        public var reasons: [CardReason] {
            switch self {
            case .reportLoss: [.lost, .stolen]
            case .recover: [.found, .mistaken]
            case .askReplacement: [.damaged, .expiring, .nameChanged, .ownWish]
            case .withdrawReplacement: [.ownWish, .mistaken]
            case .cancel: [.ownWish, .lost, .stolen, .damaged, .expiring, .nameChanged, .mistaken]
            case .replace: []
            }
        }
    }

    public func after(_ command: Command) -> CardLife? {
        switch (self, command) {
        case (.inUse, .reportLoss), (.beingReplaced, .reportLoss): .lost
        case (.lost, .recover): .inUse
        case (.inUse, .askReplacement): .beingReplaced
        case (.beingReplaced, .withdrawReplacement): .inUse
        case (.inUse, .cancel), (.beingReplaced, .cancel), (.lost, .cancel): .cancelled
        case (.beingReplaced, .replace), (.lost, .replace): .replaced
        case (.inUse, .recover), (.inUse, .withdrawReplacement), (.inUse, .replace),
            (.beingReplaced, .recover), (.beingReplaced, .askReplacement),
            (.lost, .reportLoss), (.lost, .askReplacement), (.lost, .withdrawReplacement),
            (.cancelled, .reportLoss), (.cancelled, .recover), (.cancelled, .askReplacement),
            (.cancelled, .withdrawReplacement), (.cancelled, .cancel), (.cancelled, .replace),
            (.replaced, .reportLoss), (.replaced, .recover), (.replaced, .askReplacement),
            (.replaced, .withdrawReplacement), (.replaced, .cancel), (.replaced, .replace):
            nil
        }
    }

    /// - Parameter replacementAsked: when another card was asked for in its place.
    public init(_ status: ServiceCard.Status, replacementAsked: CalendarDay?) {
        switch status {
        case .issued: self = replacementAsked == nil ? .inUse : .beingReplaced
        case .lost: self = .lost
        case .cancelled: self = .cancelled
        case .replaced: self = .replaced
        }
    }

    public var status: ServiceCard.Status {
        switch self {
        case .inUse, .beingReplaced: .issued
        case .lost: .lost
        case .cancelled: .cancelled
        case .replaced: .replaced
        }
    }
}

/// Why something is done with a card; a word of a list, because a free text would gather personal data.
public enum CardReason: String, Hashable, Sendable, CaseIterable, Codable {
    case lost, stolen, found, damaged, expiring
    case nameChanged = "name-changed"
    case ownWish = "own-wish"
    case mistaken
}

/// A card of a person with its batch, as the platform keeps it for good.
public struct CardRecord: Hashable, Sendable {
    public let id: ID<ServiceCard>
    public let number: BankCardNumber
    public let life: CardLife
    public let issuedOn: CalendarDay
    /// When it was last reported lost, found, cancelled or replaced.
    public let changedOn: CalendarDay?
    /// The batch that brought it; nil for one that was there before the platform.
    public let batchNumber: String?
    public let version: Int

    public init(
        id: ID<ServiceCard>, number: BankCardNumber, life: CardLife, issuedOn: CalendarDay, changedOn: CalendarDay?,
        batchNumber: String?, version: Int
    ) {
        self.id = id
        self.number = number
        self.life = life
        self.issuedOn = issuedOn
        self.changedOn = changedOn
        self.batchNumber = batchNumber
        self.version = version
    }
}

/// Why somebody is among those for whom a card is ordered.
public enum CardNeed: String, Hashable, Sendable, CaseIterable, Codable {
    /// 新办
    case first
    /// 本人申请, granted by his union
    case requested
    /// 补办: the card he had is lost
    case lost
    /// 换卡: the card he has is to be replaced
    case replacement
}
