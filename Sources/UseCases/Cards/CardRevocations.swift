import DatabaseKit
public import Domain
import Store

/// 批次撤消申请: a unit asks to take a submitted batch back, its superior decides, several at once if need be.
public struct CardRevocations: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One request with its batch.
    public struct Line: Codable, Hashable, Sendable {
        public let id: ID<CardBatchRevocation>
        public let batch: ID<CardBatch>
        public let status: CardBatchRevocation.Status
        public let batchNumber: String
        public let people: Int
        public let unitName: String
        public let unionName: String
        public let reason: String
        public let requestedAt: Instant
        public let requestedBy: String
        public let decidedAt: Instant?
        /// Why it was returned.
        public let answer: String?

        init(_ listed: CardRevocationStore.Listed) {
            id = listed.revocation.id
            batch = listed.revocation.batch
            status = listed.revocation.status
            batchNumber = listed.batchNumber
            people = listed.people
            unitName = listed.unitName
            unionName = listed.unionName
            reason = listed.reason
            requestedAt = listed.requestedAt
            requestedBy = listed.requestedBy
            decidedAt = listed.decidedAt
            answer = listed.answer
        }
    }

    // MARK: The unit

    public struct Receipt: Codable, Hashable, Sendable {
        public let number: String
        /// Of the union that decides.
        public let superior: String?
    }

    /// Asks the superior to take a submitted batch back; until he has decided, the bank does not get it.
    ///
    /// - Parameter version: of the batch that was shown.
    /// - Throws: `Refusal.reasonMissing`, `.cardRevocationOpen`, `.cardBatchState`, `StaleVersion`.
    public func ask(
        _ id: ID<CardBatch>, reason: String, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-card-revocation", occasion) { transaction in
            let record = try CardBatches.visible(id, transaction, occasion)
            try occasion.actor.authority.require(.orderCards, on: record.path)
            let reason = reason.trimmed(to: CardBatchRevocation.textLimit)
            guard !reason.isEmpty else { throw Refusal.reasonMissing }
            if let refusal = record.batch.refusal(of: .revoke) { throw refusal }
            guard record.revocation != .open else { throw Refusal.cardRevocationOpen }
            guard record.version == version else { throw StaleVersion() }
            let revocation = try CardRevocationStore(transaction).insert(
                record, reason: reason, by: occasion.author, at: occasion.moment)
            // What was returned before is no longer to be read: somebody has asked again.
            try TodoStore(transaction).close(
                [.cardRevocationReturned], subject: id.rawValue, at: occasion.moment)
            let superior = try UnionStore(transaction).lineage(of: record.path).last {
                $0.path != record.path && ($0.kind.isDistrictLevel || $0.kind == .subdistrictFederation)
            }
            if let superior {
                try TodoStore(transaction).open(
                    .decideCardRevocation, for: superior.id, subject: revocation.rawValue, name: record.batch.number,
                    amount: record.people, at: occasion.moment)
            }
            try EventStore(transaction).record(
                MembershipRequest.requested, on: .cardRevocation, revocation.rawValue, at: record.path,
                to: CardBatchRevocation.Status.open.rawValue, detail: "people=\(record.people)", occasion)
            return Receipt(number: record.batch.number, superior: superior?.name)
        }
    }

    /// Takes the open request about a batch back; the batch goes on as it was.
    public func withdraw(_ id: ID<CardBatch>, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("withdraw-card-revocation", occasion) { transaction in
            let record = try CardBatches.visible(id, transaction, occasion)
            try occasion.actor.authority.require(.orderCards, on: record.path)
            guard let found = try CardRevocationStore(transaction).newest(of: id) else { throw Refusal.notFound }
            try Self.close(.withdraw, found, answer: nil, transaction, occasion)
            return Receipt(number: record.batch.number, superior: nil)
        }
    }

    // MARK: The superior

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: CardRevocationPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        try await platform.database.read { transaction in
            let scope = try occasion.actor.authority.scope(for: .reviewCardRevocations)
            let store = CardRevocationStore(transaction)
            let total = try store.count(part, in: scope)
            let page = page.within(total)
            return List(lines: try store.list(part, in: scope, page: page).map(Line.init), total: total, page: page)
        }
    }

    /// The chosen requests, before they are decided.
    public func chosen(_ ids: [ID<CardBatchRevocation>], _ occasion: Occasion) async throws -> [Line] {
        try await platform.database.read { try Self.find(ids, $0, occasion).map(Line.init) }
    }

    /// What can be decided.
    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case accept, `return`

        var command: CardBatchRevocation.Command {
            switch self {
            case .accept: .accept
            case .return: .return
            }
        }
    }

    /// What came of one request.
    public struct Outcome: Codable, Hashable, Sendable {
        public let line: Line
        public let result: Result

        public enum Result: String, Codable, Hashable, Sendable {
            case done
            /// It was withdrawn or decided meanwhile.
            case decided
            /// The batch has gone to the bank meanwhile.
            case tooLate = "too-late"
        }
    }

    /// Decides several; what cannot be decided any more is left and named with its reason.
    ///
    /// - Parameter answer: why they are returned; without one returning is refused.
    /// - Throws: `Refusal.notFound` when one of them is not there for the account, `.nothingSelected`,
    ///   `.tooManySelected`, `.reasonMissing`.
    public func decide(
        _ decision: Decision, _ ids: [ID<CardBatchRevocation>], answer: String? = nil, _ occasion: Occasion
    ) async throws -> [Outcome] {
        try await platform.once("\(decision.rawValue)-card-revocations", occasion) { transaction -> [Outcome] in
            if decision == .return, answer == nil { throw Refusal.reasonMissing }
            return try Self.find(ids, transaction, occasion).map { found -> Outcome in
                let line = Line(found)
                if let refusal = found.revocation.refusal(of: decision.command, by: occasion.actor) {
                    guard refusal == .changedMeanwhile else { throw refusal }
                    return Outcome(line: line, result: .decided)
                }
                if decision == .accept {
                    guard try Self.revoke(found, transaction, occasion) else {
                        return Outcome(line: line, result: .tooLate)
                    }
                }
                try Self.close(decision.command, found, answer: answer, transaction, occasion)
                if decision == .return { try Self.tell(found, answer, transaction, occasion) }
                return Outcome(line: line, result: .done)
            }
        }
    }

    /// The unit that has asked is told that it was returned and why, until it reads the batch.
    private static func tell(
        _ found: CardRevocationStore.Listed, _ answer: String?, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try TodoStore(transaction).open(
            .cardRevocationReturned,
            [
                TodoStore.Opening(
                    union: found.union, subject: found.revocation.batch.rawValue, name: found.batchNumber,
                    amount: found.people, due: nil, note: answer?.trimmed(to: CardBatchRevocation.textLimit))
            ], at: occasion.moment)
    }

    /// Everybody in the batch is in 待办 again.
    ///
    /// - Returns: false when the batch is no longer one that can be taken back.
    private static func revoke(
        _ found: CardRevocationStore.Listed, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> Bool {
        let batches = CardBatchStore(transaction)
        guard let record = try batches.find(found.revocation.batch) else { throw Refusal.notFound }
        guard record.batch.refusal(of: .revoke) == nil else { return false }
        var batch = record.batch
        try batch.perform(.revoke)
        try batches.cancel(record, to: batch, at: occasion.moment)
        try CardBatches.record(.revoke, record, batch, transaction, occasion)
        try TodoStore(transaction).close([.handOverCards], subject: batch.id.rawValue, at: occasion.moment)
        try CardBatches.refreshFailures(of: record, transaction, occasion)
        return true
    }

    private static func close(
        _ command: CardBatchRevocation.Command, _ found: CardRevocationStore.Listed, answer: String?,
        _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        var revocation = found.revocation
        try revocation.perform(command, by: occasion.actor)
        try CardRevocationStore(transaction).close(
            revocation, answer: answer?.trimmed(to: CardBatchRevocation.textLimit), by: occasion.author,
            at: occasion.moment)
        try TodoStore(transaction).close(
            [.decideCardRevocation], subject: revocation.id.rawValue, at: occasion.moment)
        try EventStore(transaction).record(
            command.rawValue, on: .cardRevocation, revocation.id.rawValue, at: revocation.path,
            from: found.revocation.status.rawValue, to: revocation.status.rawValue, occasion)
    }

    private static func find(
        _ ids: [ID<CardBatchRevocation>], _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> [CardRevocationStore.Listed] {
        let wanted = Set(ids)
        guard !wanted.isEmpty else { throw Refusal.nothingSelected }
        guard wanted.count <= CardBatchRevocation.decisionLimit else {
            throw Refusal.tooManySelected(limit: CardBatchRevocation.decisionLimit)
        }
        let found = try CardRevocationStore(transaction).find(wanted.sorted())
        guard found.count == wanted.count else { throw Refusal.notFound }
        for one in found { try occasion.actor.authority.require(.reviewCardRevocations, on: one.revocation.path) }
        return found
    }
}
