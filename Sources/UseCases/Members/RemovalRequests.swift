import DatabaseKit
public import Domain
import Store

/// Deletions for 误录 and 重复: the union asks, its superior approves (domain, section 3).
public struct RemovalRequests: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One request; the number is masked.
    public struct Line: Sendable {
        public let request: RemovalRequest
        public let name: String
        public let document: String
        public let unionName: String
        public let note: String
        public let requestedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?

        init(_ listed: RemovalRequestStore.Listed) {
            request = listed.request
            name = listed.name
            document = listed.document.masked
            unionName = listed.unionName
            note = listed.note
            requestedAt = listed.requestedAt
            decidedAt = listed.decidedAt
            reason = listed.reason
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: RemovalPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        if part == .closed, page.number == 1 { try await platform.read(.removalReturned, occasion) }
        return try await platform.database.read { [platform] transaction in
            let scope = try occasion.actor.authority.scope(for: .decideTransfers)
            let store = RemovalRequestStore(transaction, platform.seal)
            let total = try store.count(part, in: scope)
            let page = page.within(total)
            return List(
                lines: try store.list(part, in: scope, page: page).map(Line.init), total: total, page: page)
        }
    }

    /// A request, what may be done with it, what hangs on the membership, and what happened.
    public struct Record: Sendable {
        public let line: Line
        public let commands: Set<RemovalRequest.Command>
        /// Nil when it is decided.
        public let consequences: RemovalConsequences?
        public let history: [Entry]
    }

    public struct Entry: Sendable {
        public let at: Instant
        public let account: String
        public let action: String
    }

    public func find(_ id: ID<RemovalRequest>, _ occasion: Occasion) async throws -> Record {
        try await platform.read(.removalReturned, subject: id.rawValue, occasion)
        return try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            let commands = RemovalRequest.Command.allCases.filter {
                found.request.refusal(of: $0, by: occasion.actor) == nil
            }
            return Record(
                line: Line(found), commands: Set(commands),
                consequences: found.request.status == .open
                    ? try RemovalStore(transaction).consequences(of: found.request.member, on: occasion.today) : nil,
                history: try EventStore(transaction).history(of: .removal, id.rawValue).map {
                    Entry(at: $0.at, account: $0.account, action: $0.action)
                })
        }
    }

    public struct Receipt: Codable, Sendable {
        public let id: ID<RemovalRequest>
    }

    /// Asks the superior to approve a deletion.
    ///
    /// - Throws: `StaleVersion` when the membership changed since it was looked at, `Refusal.alreadyRequested`.
    public func ask(
        _ member: ID<Member>, _ ground: RemovalRequest.Ground, note: String, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-removal", occasion) { [platform] transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(member)?.listed else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.removeMembers, on: found.unionPath)
            let now = try RemovalStore(transaction).consequences(of: member, on: occasion.today)
            guard now?.version == version else { throw StaleVersion() }
            let store = RemovalRequestStore(transaction, platform.seal)
            guard try !store.hasOpen(member) else { throw Refusal.alreadyRequested }
            let made = try RemovalWriter(transaction, platform.seal, occasion).ask(
                try TransferCandidateStore(transaction).candidates([member]), ground, note: note)
            guard let id = made[member] else { throw Refusal.notFound }
            return Receipt(id: id)
        }
    }

    /// Approves, returns or withdraws a request; approving ends the membership.
    ///
    /// - Parameter reason: why it is returned; without one returning is refused.
    public func perform(
        _ command: RemovalRequest.Command, on id: ID<RemovalRequest>, reason: String? = nil, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("\(command.rawValue)-removal", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            var request = found.request
            try request.perform(command, by: occasion.actor)
            if command == .return, reason == nil { throw Refusal.reasonMissing }
            let reach = try EnrolmentReach(of: [request.person], transaction)
            try RemovalWriter(transaction, platform.seal, occasion).close(command, [found], reason: reason)
            if command == .accept {
                try RemovalRequestStore(transaction, platform.seal).end(request, on: occasion.today)
                try EventStore(transaction).record(
                    MemberEvent.removed.rawValue, on: .member, request.member.rawValue, at: request.path,
                    detail: request.ground.rawValue, occasion)
                try TransferWriter(transaction, platform.seal, occasion).lapse(of: [request.person])
                try reach.refresh(transaction, occasion)
            }
            return Receipt(id: id)
        }
    }

    private func find(
        _ id: ID<RemovalRequest>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> RemovalRequestStore.Listed {
        guard let found = try RemovalRequestStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.decideTransfers, on: found.request.path)
        return found
    }
}
