import DatabaseKit
public import Domain
import Store

/// What becomes of a member's cards after they were issued: 挂失, 解除挂失, 换卡, 注销, and the history of all of them.
public struct CardLives: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Looking

    /// All cards that a member ever had, the newest first.
    public func cards(of member: ID<Member>, _ occasion: Occasion) async throws -> [CardRecord] {
        try await platform.database.read { [platform] transaction in
            let candidate = try Self.find(member, .viewCards, transaction, platform, occasion)
            return try ServiceCardStore(transaction, platform.seal).cards(of: candidate.person)
        }
    }

    /// A member with his cards, what can be done with the newest now, and what was done.
    public struct Sheet: Sendable {
        public let member: ID<Member>
        public let number: String
        public let name: String
        public let document: IdentityDocument
        /// The newest first.
        public let cards: [CardRecord]
        /// What would succeed now for this account.
        public let open: [CardLife.Command]
        /// The batch in which he waits for a card.
        public let batchNumber: String?
        /// The newest first.
        public let history: [Step]
    }

    /// What was done with a card.
    public struct Step: Sendable {
        public let at: Instant
        public let account: String
        public let card: BankCardNumber
        public let command: CardLife.Command?
        public let reason: CardReason?
    }

    public func sheet(of member: ID<Member>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            let candidate = try Self.find(member, .viewCards, transaction, platform, occasion)
            let cards = try ServiceCardStore(transaction, platform.seal).cards(of: candidate.person)
            let mayAct =
                candidate.applicant.membership == .open
                && occasion.actor.authority.allows(.orderCards, on: candidate.path)
            return Sheet(
                member: member, number: candidate.number, name: candidate.name,
                document: try CardCandidateStore(transaction, platform.seal).document(of: candidate), cards: cards,
                open: mayAct ? Self.open(cards, candidate) : [], batchNumber: candidate.batchNumber,
                history: try Self.history(of: cards, transaction))
        }
    }

    private static func history(of cards: [CardRecord], _ transaction: any Transaction) throws -> [Step] {
        let events = EventStore(transaction)
        var steps: [(key: Int64, step: Step)] = []
        for card in cards {
            for event in try events.history(of: .serviceCard, card.id.rawValue) {
                let step = Step(
                    at: event.at, account: event.account, card: card.number,
                    command: CardLife.Command(rawValue: event.action),
                    reason: event.detail.flatMap(CardReason.init))
                steps.append((event.id, step))
            }
        }
        return steps.sorted { $0.key > $1.key }.map(\.step)
    }

    // MARK: Acting

    public struct Receipt: Codable, Hashable, Sendable {
        public let member: ID<Member>
        public let name: String
        public let life: CardLife
    }

    /// Changes the newest card of a member of the actor's own union.
    ///
    /// - Parameter version: of the card that was shown.
    /// - Throws: `Refusal.reasonMissing` for a reason that is none for it, `.changedMeanwhile` when the card is no longer
    ///   in a state for it, `.alreadyInBatch` when a new card is on its way already, `StaleVersion`.
    public func perform(
        _ command: CardLife.Command, on card: ID<ServiceCard>, of member: ID<Member>, because reason: CardReason,
        version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("card-\(command.rawValue)", occasion) { [platform] transaction in
            let candidate = try Self.find(member, .orderCards, transaction, platform, occasion)
            guard candidate.applicant.membership == .open else { throw Refusal.notFound }
            let store = ServiceCardStore(transaction, platform.seal)
            guard let event = command.memberEvent, let found = try store.cards(of: candidate.person).first,
                found.id == card
            else { throw Refusal.notFound }
            guard command.reasons.contains(reason) else { throw Refusal.reasonMissing }
            guard let life = found.life.after(command) else { throw Refusal.changedMeanwhile }
            if let refusal = Self.refusal(of: command, candidate) { throw refusal }
            try store.change(card, to: life, version: version, on: occasion.today)
            let events = EventStore(transaction)
            try events.record(
                command.rawValue, on: .serviceCard, card.rawValue, at: candidate.path, from: found.life.rawValue,
                to: life.rawValue, detail: reason.rawValue, occasion)
            try events.record(
                event.rawValue, on: .member, member.rawValue, at: candidate.path, detail: reason.rawValue, occasion)
            try EnrolmentFreshness.refresh(
                RegisterStore(transaction).openEnrolments(of: [candidate.person]), transaction, occasion)
            try CardBatches.refreshFailures(unit: candidate.unit, union: candidate.union, transaction, occasion)
            return Receipt(member: member, name: candidate.name, life: life)
        }
    }

    private static func open(
        _ cards: [CardRecord], _ candidate: CardCandidateStore.Candidate
    ) -> [CardLife.Command] {
        guard let card = cards.first else { return [] }
        return CardLife.Command.allCases.filter {
            $0.memberEvent != nil && card.life.after($0) != nil && refusal(of: $0, candidate) == nil
        }
    }

    /// Nobody gets a card back while a new one is on its way and would come beside it.
    private static func refusal(
        of command: CardLife.Command, _ candidate: CardCandidateStore.Candidate
    ) -> Refusal? {
        switch command {
        case .recover, .withdrawReplacement: candidate.batchNumber == nil ? nil : .alreadyInBatch(people: 1)
        case .reportLoss, .askReplacement, .cancel, .replace: nil
        }
    }

    private static func find(
        _ member: ID<Member>, _ action: Action, _ transaction: any Transaction, _ platform: Platform,
        _ occasion: Occasion
    ) throws -> CardCandidateStore.Candidate {
        guard let candidate = try CardCandidateStore(transaction, platform.seal).find([member]).first else {
            throw Refusal.notFound
        }
        try occasion.actor.authority.require(action, on: candidate.path)
        return candidate
    }
}

extension CardLife.Command {
    /// What stands in the member's own history; nil for what nobody does by hand.
    fileprivate var memberEvent: MemberEvent? {
        switch self {
        case .reportLoss: .cardLost
        case .recover: .cardRecovered
        case .askReplacement: .cardReplacementAsked
        case .withdrawReplacement: .cardReplacementWithdrawn
        case .cancel: .cardCancelled
        case .replace: nil
        }
    }
}
