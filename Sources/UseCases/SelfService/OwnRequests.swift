import DatabaseKit
public import Domain
import Store

/// What members ask their unions for, from both sides: the member asks and withdraws, the union's clerk answers.
public struct OwnRequests: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A request as a page shows it.
    public struct Line: Sendable {
        public let request: OwnRequest
        public let unionName: String
        public let memberNumber: String
        public let memberName: String
        public let text: String
        public let answer: String?
        public let askedAt: Instant
        public let answeredAt: Instant?
        public let isMember: Bool
        public let isFollowedByCard: Bool
        /// Whether a card was granted that will not come, for the membership ended before it was ordered.
        public let hasLapsed: Bool

        init(_ listed: OwnRequestStore.Listed) {
            request = listed.request
            unionName = listed.unionName
            memberNumber = listed.memberNumber
            memberName = listed.memberName
            text = listed.text
            answer = listed.answer
            askedAt = listed.askedAt
            answeredAt = listed.answeredAt
            isMember = listed.isMember
            isFollowedByCard = listed.isFollowedByCard
            hasLapsed = listed.hasLapsed
        }
    }

    // MARK: The member

    private static let shownToMember = 10

    /// The member's newest requests, and what he may ask for now.
    public func own(_ occasion: OwnOccasion) async throws -> (lines: [Line], mayAsk: Set<OwnRequest.Kind>) {
        let person = occasion.oneself.person
        return try await platform.database.read { transaction in
            let lines = try OwnRequestStore(transaction, platform.seal).list(of: person, limit: Self.shownToMember)
            return (lines.map(Line.init), try mayAsk(person, transaction))
        }
    }

    private func mayAsk(_ person: ID<Person>, _ transaction: any Transaction) throws -> Set<OwnRequest.Kind> {
        let records = OwnRecordStore(transaction, platform.seal)
        let requests = OwnRequestStore(transaction, platform.seal)
        let memberships = try records.memberships(of: person)
        let card = try OwnCards(transaction: transaction, seal: platform.seal).card(of: person, memberships)
        return Set(
            try OwnRequest.Kind.allCases.filter { kind in
                let isAllowed: Bool =
                    switch kind {
                    case .correction: true
                    case .card:
                        try OwnRequest.mayAskForCard(card) && records.pendingBatch(of: person) == nil
                    }
                return try isAllowed && requests.open(kind, of: person) == nil
            })
    }

    /// The day on which the member's document ended, if it has: no card can be ordered with it.
    public func documentEnded(_ occasion: OwnOccasion) async throws -> CalendarDay? {
        try await platform.database.read { try documentEnded($0, occasion) }
    }

    private func documentEnded(_ transaction: any Transaction, _ occasion: OwnOccasion) throws -> CalendarDay? {
        let numbers = try OwnRecordStore(transaction, platform.seal).numbers(of: occasion.oneself.person)
        return OwnRequest.ended(numbers?.expiry, before: occasion.today)
    }

    /// What an address has to be like to which a card can be posted, this year.
    public func addressRule(_ occasion: OwnOccasion) async throws -> AddressRule {
        try await platform.database.read { try Self.addressRule($0, occasion) }
    }

    private static func addressRule(
        _ transaction: any Transaction, _ occasion: OwnOccasion
    ) throws -> AddressRule {
        try PlanYearStore(transaction).current(on: occasion.today)?.addressRule ?? .moreThanSixChineseCharacters
    }

    /// What became of asking.
    public enum Outcome: Hashable, Sendable {
        case asked
        /// A card cannot be ordered with a document that ended on that day; nothing was written.
        case documentEnded(CalendarDay)
        /// One of the kind waits already; a form sent twice comes here as well.
        case waiting
        /// A card could not be posted there; nothing was written.
        case addressTooShort(AddressRule)
    }

    /// Asks the union of the newest membership.
    ///
    /// - Throws: `Refusal.notFound` where the kind is not for this member.
    public func ask(_ kind: OwnRequest.Kind, _ text: String, _ occasion: OwnOccasion) async throws -> Outcome {
        let person = occasion.oneself.person
        let seal = platform.seal
        return try await platform.database.write { transaction in
            let requests = OwnRequestStore(transaction, seal)
            if try requests.open(kind, of: person) != nil { return .waiting }
            if kind == .card {
                if let day = try documentEnded(transaction, occasion) { return .documentEnded(day) }
                let rule = try Self.addressRule(transaction, occasion)
                guard rule.isFulfilled(by: text) else { return .addressTooShort(rule) }
            }
            guard try mayAsk(person, transaction).contains(kind),
                let membership = try OwnRecordStore(transaction, seal).memberships(of: person).first,
                let union = try OwnRecordStore(transaction, seal).union(of: membership.member)
            else { throw Refusal.notFound }
            let id = try requests.insert(
                kind, text: String(text.prefix(OwnRequest.textLimit)), member: membership.member, person: person,
                union: union, on: occasion.today, at: occasion.now)
            try TodoStore(transaction).open(
                .answerMember, for: union, subject: id.rawValue, name: "", amount: 1, at: occasion.now)
            try EventStore(transaction).record(
                "ask", on: .ownRequest, id.rawValue, at: membership.path, to: OwnRequest.Status.open.rawValue, occasion)
            return .asked
        }
    }

    /// Takes back the member's open request of a kind; done again it changes nothing.
    public func withdraw(_ kind: OwnRequest.Kind, _ occasion: OwnOccasion) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            let requests = OwnRequestStore(transaction, seal)
            guard let id = try requests.open(kind, of: occasion.oneself.person), let found = try requests.find(id)
            else { return }
            var request = found.request
            try request.perform(.withdraw)
            try requests.decide(request, answer: nil, by: nil, version: found.request.version, at: occasion.now)
            try TodoStore(transaction).close([.answerMember], subject: id.rawValue, at: occasion.now)
            try EventStore(transaction).record(
                OwnRequest.Command.withdraw.rawValue, on: .ownRequest, id.rawValue, at: found.path,
                to: request.status.rawValue, occasion)
        }
    }

    // MARK: The union

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: OwnRequestPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        try occasion.actor.authority.require(.editMembers, on: occasion.actor.path)
        return try await platform.database.read { transaction in
            let store = OwnRequestStore(transaction, platform.seal)
            let total = try store.count(of: occasion.actor.union, part)
            let page = page.within(total)
            return List(
                lines: try store.list(of: occasion.actor.union, part, page: page).map(Line.init), total: total,
                page: page)
        }
    }

    public func find(_ id: ID<OwnRequest>, _ occasion: Occasion) async throws -> Line {
        try await platform.database.read { Line(try found(id, occasion, $0)) }
    }

    func found(
        _ id: ID<OwnRequest>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> OwnRequestStore.Listed {
        guard let found = try OwnRequestStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.editMembers, on: found.path)
        return found
    }

    public struct Receipt: Codable, Sendable {
        public let id: ID<OwnRequest>
        public let kind: OwnRequest.Kind
    }

    /// Grants or declines with an answer that the member reads.
    ///
    /// - Parameter address: what becomes of the address in a request for a card that is granted.
    /// - Throws: `Refusal.reasonMissing` without an answer.
    public func answer(
        _ command: OwnRequest.Command, _ id: ID<OwnRequest>, _ answer: String, _ address: RequestedAddress = .left,
        version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("answer-member", occasion) { transaction in
            let found = try found(id, occasion, transaction)
            guard answer.contains(where: { !$0.isWhitespace }) else { throw Refusal.reasonMissing }
            guard command != .withdraw else { throw Refusal.notFound }
            var request = found.request
            try request.perform(command)
            try OwnRequestStore(transaction, platform.seal).decide(
                request, answer: String(answer.prefix(OwnRequest.textLimit)), by: occasion.author, version: version,
                at: occasion.now)
            try TodoStore(transaction).close([.answerMember], subject: id.rawValue, at: occasion.now)
            try EventStore(transaction).record(
                command.rawValue, on: .ownRequest, id.rawValue, at: found.path,
                from: OwnRequest.Status.open.rawValue, to: request.status.rawValue, occasion)
            try EventStore(transaction).record(
                MemberEvent.requestAnswered.rawValue, on: .member, request.member.rawValue, at: found.path,
                detail: command.rawValue, occasion)
            if request.kind == .card, command == .grant, address == .taken {
                try keepAddress(of: found, transaction, occasion)
            }
            return Receipt(id: id, kind: request.kind)
        }
    }
}
