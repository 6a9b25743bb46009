import DatabaseKit
public import Domain
import Store

/// 会籍审核管理: transfers of memberships, decided by the side that did not ask (domain, section 3).
public struct MemberTransfers: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One transfer as an account may see it; the number is masked.
    public struct Line: Sendable {
        public let transfer: MembershipTransfer
        public let name: String
        public let documentType: DocumentType
        public let document: String
        /// Nil for the union that has asked by an import: it does not learn whose member the person is.
        public let fromName: String?
        public let toName: String
        public let unitName: String?
        public let category: MemberCategory?
        /// Why it is asked for (转移原因).
        public let motive: String?
        public let requestedAt: Instant
        public let decidedAt: Instant?
        /// Why it was returned.
        public let reason: String?

        init(_ listed: TransferListStore.Listed, _ actor: Actor) {
            transfer = listed.transfer
            name = listed.name
            documentType = listed.document.type
            document = listed.document.masked
            let isTold = transfer.initiator == .releasing || actor.path.contains(transfer.fromPath)
            fromName = isTold ? listed.fromName : nil
            toName = listed.toName
            unitName = listed.unitName
            category = listed.placement?.category
            motive = listed.motive
            requestedAt = listed.requestedAt
            decidedAt = listed.decidedAt
            reason = listed.reason
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
        /// How many wait for a decision.
        public let waiting: Int
    }

    public func list(
        _ part: TransferPart, _ filter: TransferFilter = TransferFilter(), page: ListPage, _ occasion: Occasion
    ) async throws -> List {
        _ = try occasion.actor.authority.scope(for: .decideTransfers)
        if part == .requested, filter.isEmpty, page.number == 1 {
            try await platform.read(.transferReturned, occasion)
        }
        return try await platform.database.read { [platform] transaction in
            let store = TransferListStore(transaction, platform.seal)
            let view = TransferListStore.View(part, of: occasion.actor, on: occasion.today, filter)
            let total = try store.count(view)
            let page = page.within(total)
            return List(
                lines: try store.list(view, page: page).map { Line($0, occasion.actor) },
                total: total, page: page,
                waiting: try store.count(TransferListStore.View(.waiting, of: occasion.actor, on: occasion.today)))
        }
    }

    /// A transfer, what may be done with it, what hangs on the membership, and what happened.
    public struct Record: Sendable {
        public let line: Line
        public let commands: Set<MembershipTransfer.Command>
        /// Nil for the side that may not know, and for one that is decided.
        public let consequences: RemovalConsequences?
        /// Units of the receiving union whose handed-in list lacks who comes to them; 0 for the other side.
        public let openLists: Int
        /// The receiving union's own, where it is to choose one; else empty.
        public let enterprises: [Enterprise]
        public let history: [Entry]

        /// A step; the other side's account is not named.
        public struct Entry: Sendable {
            public let at: Instant
            public let account: String?
            public let action: String
        }
    }

    public func find(_ id: ID<MembershipTransfer>, _ occasion: Occasion) async throws -> Record {
        try await platform.read(.transferReturned, subject: id.rawValue, occasion)
        return try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            let actor = occasion.actor
            let commands = MembershipTransfer.Command.allCases.filter {
                found.transfer.refusal(of: $0, by: actor, on: occasion.today) == nil
            }
            return Record(
                line: Line(found, actor), commands: Set(commands),
                consequences: try consequences(found.transfer, occasion, transaction),
                openLists: try Self.openLists(of: [found.transfer], occasion, transaction),
                enterprises: found.placement == nil && commands.contains(.accept)
                    ? try UnionStore(transaction).enterprises(of: found.transfer.to) : [],
                history: try EventStore(transaction).history(of: .transfer, id.rawValue).map { entry in
                    let isOwn = entry.actorPath.map(actor.path.contains) ?? false
                    return Record.Entry(at: entry.at, account: isOwn ? entry.account : nil, action: entry.action)
                })
        }
    }

    public struct Receipt: Codable, Sendable {
        public let id: ID<MembershipTransfer>
    }

    /// Accepts, returns or withdraws a transfer; accepting ends the one membership and begins the other.
    ///
    /// - Parameters:
    ///   - reason: why it is returned; without one returning is refused.
    ///   - place: where the receiving union puts the person, when the request does not say.
    ///   - seen: the version of the membership whose consequences were shown; nil where none were.
    /// - Throws: `Refusal.changedMeanwhile` for a transfer that is decided, `StaleVersion` when the membership changed.
    public func perform(
        _ command: MembershipTransfer.Command, on id: ID<MembershipTransfer>, reason: String? = nil,
        place: TransferPlace? = nil, seen: Int? = nil, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("\(command.rawValue)-transfer", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            var transfer = found.transfer
            try Self.require(place, of: transfer.to, transaction)
            try transfer.perform(command, by: occasion.actor, on: occasion.today)
            let writer = TransferWriter(transaction, platform.seal, occasion)
            switch command {
            case .accept:
                if let seen { try Self.require(seen, of: transfer.member, occasion, transaction) }
                try writer.accept([found], in: place)
            case .return:
                guard let reason else { throw Refusal.reasonMissing }
                try writer.close(command, [found], reason: reason)
            case .withdraw, .lapse: try writer.close(command, [found])
            }
            return Receipt(id: id)
        }
    }

    // MARK: Parts

    /// Both sides see a transfer; for anybody else it is not there.
    func find(
        _ id: ID<MembershipTransfer>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> TransferListStore.Listed {
        guard let found = try TransferListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        let (actor, transfer) = (occasion.actor, found.transfer)
        let side = actor.path.contains(transfer.fromPath) ? transfer.fromPath : transfer.toPath
        try actor.authority.require(.decideTransfers, on: side)
        return found
    }

    /// What the account may know of the membership: the releasing side everything; a union to which the person was
    /// offered what comes with him; a union that has asked by an import nothing.
    private func consequences(
        _ transfer: MembershipTransfer, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> RemovalConsequences? {
        let isReleasing = occasion.actor.path.contains(transfer.fromPath)
        guard transfer.status == .open, isReleasing || transfer.initiator == .releasing else { return nil }
        let all = try RemovalStore(transaction).consequences(of: transfer.member, on: occasion.today)
        return isReleasing ? all : all?.withoutLists
    }

    /// Only for who looks after the receiving union, and is asked.
    static func openLists(
        of transfers: [MembershipTransfer], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Int {
        let coming = transfers.filter {
            $0.status == .open && $0.initiator == .releasing && occasion.actor.path.contains($0.toPath)
        }
        return try TransferTargetStore(transaction).unitsWithOpenList(of: Set(coming.map(\.to)).sorted())
    }

    /// Another union's enterprise is not there.
    private static func require(
        _ place: TransferPlace?, of union: ID<Union>, _ transaction: any Transaction
    ) throws {
        switch place {
        case .enterprise(let id):
            guard try UnionStore(transaction).enterprise(id)?.union == union else { throw Refusal.notFound }
        case .union, nil: break
        }
    }

    private static func require(
        _ seen: Int, of member: ID<Member>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        let now = try RemovalStore(transaction).consequences(of: member, on: occasion.today)
        guard now?.version == seen else { throw StaleVersion() }
    }
}
