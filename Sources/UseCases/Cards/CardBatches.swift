import DatabaseKit
public import Domain
import Store

/// 办卡批次管理: looking at batches, and how a unit makes, submits and cancels them.
public struct CardBatches: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Looking

    public struct Listing: Sendable {
        public let batches: [CardBatchRecord]
        public let total: Int
        /// Until when a card ordered comes in time for the enrolment; nil while no year is published.
        public let deadline: CardDeadline?
    }

    /// A unit's own batches; for everybody above it, what the subtree has submitted.
    public func list(
        _ filter: CardBatchFilter, offset: Int, limit: Int, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> Listing {
        let authority = occasion.actor.authority
        let scope: CardBatchStore.Scope
        if authority.includes(.orderCards) {
            scope = .unit(try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise).id)
        } else {
            scope = .submitted(try authority.scope(for: .viewCards))
        }
        return try await platform.database.read { transaction in
            let store = CardBatchStore(transaction)
            let total = try store.count(filter, in: scope)
            let year = try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path)
            return Listing(
                batches: try store.list(filter, in: scope, offset: offset < total ? offset : 0, limit: limit),
                total: total, deadline: year?.cardDeadline(on: occasion.today))
        }
    }

    /// A batch with a page of its people.
    public struct Dossier: Sendable {
        public let record: CardBatchRecord
        public let lines: [CardLine]
        /// How many the part has of which they are a page.
        public let total: Int
        /// Whom the making of the batch left out, and why; only its own unit sees them.
        public let refused: [CardLeftOut]
        /// How many of those who got no card by it still wait for one.
        public let waiting: Int
        /// Nil while no year is published.
        public let year: PlanYear?
        /// The newest request to take it back.
        public let revocation: CardRevocations.Line?
        /// Who of a draft would be submitted today, and who not; nil for every other state.
        public let draft: Draft?
        /// The commands that would succeed now for this account.
        public let open: Set<CardBatch.Command>
    }

    /// - Parameter part: of its people; nil is all of them.
    public func find(
        _ id: ID<CardBatch>, _ part: CardLinePart? = nil, offset: Int, limit: Int, _ occasion: Occasion
    ) async throws -> Dossier {
        let seal = platform.seal
        try await platform.read(.cardRevocationReturned, subject: id.rawValue, occasion)
        return try await platform.database.read { transaction in
            let record = try Self.visible(id, transaction, occasion)
            let store = CardBatchStore(transaction)
            let authority = occasion.actor.authority
            let year = try PlanYearStore(transaction).current(on: occasion.today, at: record.path)
            let draft = try Self.draft(
                record, year.map { CardRule($0, on: occasion.today) }, CardCandidateStore(transaction, seal))
            let total = record.people(in: part)
            let lines = try CardLineStore(transaction, seal).list(
                of: id, part, offset: offset < total ? offset : 0, limit: limit)
            return Dossier(
                record: record,
                lines: draft.map { draft in lines.map { draft.judged($0) } } ?? lines, total: total,
                refused: authority.includes(.orderCards) ? try store.refusals(of: id) : [],
                waiting: authority.includes(.orderCards)
                    ? try store.openFailures(of: record.batch.unit).first { $0.batch == id }?.people ?? 0 : 0,
                year: year,
                revocation: try CardRevocationStore(transaction).newest(of: id).map(CardRevocations.Line.init),
                draft: draft,
                open: Set(
                    CardBatch.Command.allCases.filter {
                        authority.includes(Self.action(of: $0)) && record.batch.refusal(of: $0) == nil
                            && ($0 != .submit || draft?.people != 0)
                    }))
        }
    }

    /// The batch, if the actor may see it; a draft is its own unit's affair.
    static func visible(
        _ id: ID<CardBatch>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> CardBatchRecord {
        guard let record = try CardBatchStore(transaction).find(id) else { throw Refusal.notFound }
        let authority = occasion.actor.authority
        try authority.require(.viewCards, on: record.path)
        guard authority.includes(.orderCards) || record.submittedAt != nil else { throw Refusal.notFound }
        return record
    }

    static func action(of command: CardBatch.Command) -> Action {
        switch command {
        case .submit, .cancel: .orderCards
        case .revoke: .reviewCardRevocations
        case .handOver, .applyFullResult, .applyPartialResult: .exchangeCardFiles
        }
    }

    // MARK: 提交, 撤销

    /// What a submission or a cancellation has done.
    public struct Receipt: Codable, Hashable, Sendable {
        public let number: String
        public let people: Int
        /// Who was taken out of the batch by it, and is in 待办 again.
        public let leftOut: [LeftOut]
    }

    /// As many as were shown would be submitted, but not the same people.
    public struct DraftChanged: Error, Hashable, Sendable {}

    /// Sends the batch to the centre; everybody in it is judged once more, on the day of the submission.
    ///
    /// Those for whom no card can be ordered today are taken out, and the batch says why.
    ///
    /// - Parameters:
    ///   - version: of the batch that was shown.
    ///   - expected: how many were shown as those who are submitted; nil is everybody in the draft.
    ///   - mark: ``Draft/mark`` of those who were shown.
    /// - Throws: `Refusal.countChanged` when they are more or fewer than were shown, `DraftChanged` when they are others,
    ///   `Refusal.nobodyOrderable` when there is nobody.
    public func submit(
        _ id: ID<CardBatch>, version: Int, people expected: Int? = nil, mark: String? = nil, _ occasion: Occasion
    ) async throws -> Receipt {
        let seal = platform.seal
        return try await platform.once("submit-card-batch", occasion) { transaction in
            let (record, batch) = try Self.perform(.submit, on: id, version: version, transaction, occasion)
            guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: record.path),
                let draft = try Self.draft(
                    record, CardRule(year, on: occasion.today), CardCandidateStore(transaction, seal))
            else { throw Refusal.noPlanYear }
            guard draft.people > 0 else { throw Refusal.nobodyOrderable(people: record.ordered) }
            let expected = expected ?? record.ordered
            guard draft.people == expected else {
                throw Refusal.countChanged(expected: expected, actual: draft.people)
            }
            if let mark, mark != draft.mark { throw DraftChanged() }
            let store = CardBatchStore(transaction)
            try store.leaveOut(draft.obstacles, of: id)
            try store.submit(record, to: batch, at: occasion.moment)
            try Self.record(.submit, record, batch, leftOut: draft.leftOut.count, transaction, occasion)
            if !draft.leftOut.isEmpty { try Self.refreshFailures(of: record, transaction, occasion) }
            if let centre = try UnionStore(transaction).root() {
                try TodoStore(transaction).open(
                    .handOverCards, for: centre.id, subject: id.rawValue, name: batch.number, amount: draft.people,
                    at: occasion.moment)
            }
            return Receipt(number: batch.number, people: draft.people, leftOut: draft.leftOut)
        }
    }

    /// Throws a draft away; everybody in it is in 待办 again.
    ///
    /// A submitted batch is taken back by `CardRevocations`.
    public func cancel(_ id: ID<CardBatch>, version: Int, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("cancel-card-batch", occasion) { transaction in
            let (record, batch) = try Self.perform(.cancel, on: id, version: version, transaction, occasion)
            try CardBatchStore(transaction).cancel(record, to: batch, at: occasion.moment)
            try Self.record(.cancel, record, batch, transaction, occasion)
            try Self.refreshFailures(of: record, transaction, occasion)
            return Receipt(number: batch.number, people: record.ordered, leftOut: [])
        }
    }

    private static func perform(
        _ command: CardBatch.Command, on id: ID<CardBatch>, version: Int, _ transaction: any Transaction,
        _ occasion: Occasion
    ) throws -> (CardBatchRecord, CardBatch) {
        let record = try visible(id, transaction, occasion)
        try occasion.actor.authority.require(action(of: command), on: record.path)
        var batch = record.batch
        try batch.perform(command)
        guard record.version == version else { throw StaleVersion() }
        return (record, batch)
    }

    // MARK: Shared with the exchange

    static func record(
        _ command: CardBatch.Command, _ record: CardBatchRecord, _ batch: CardBatch, leftOut: Int = 0,
        _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try EventStore(transaction).record(
            command.rawValue, on: .cardBatch, batch.id.rawValue, at: record.path, from: record.batch.status.rawValue,
            to: batch.status.rawValue,
            detail: "people=\(record.people)" + (leftOut > 0 ? ", left out=\(leftOut)" : ""), occasion)
    }

    /// Keeps the todos about people whose card was not made in step with who still waits for one.
    static func refreshFailures(
        of record: CardBatchRecord, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try refreshFailures(unit: record.batch.unit, union: record.union, transaction, occasion)
        // Who has moved meanwhile is looked for by the unit that he belongs to now.
        for unit in try CardBatchStore(transaction).unitsElsewhere(of: record.batch.id) {
            try EnrolmentFreshness.refresh(unit: unit, transaction, occasion)
        }
    }

    static func refreshFailures(
        unit: ID<EnrollingUnit>, union: ID<Union>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try EnrolmentFreshness.refresh(unit: unit, transaction, occasion)
        let todos = TodoStore(transaction)
        for failure in try CardBatchStore(transaction).openFailures(of: unit) {
            if failure.people > 0 {
                try todos.open(
                    .failedCards, for: union, subject: failure.batch.rawValue, name: failure.number,
                    amount: failure.people, at: occasion.moment)
            } else {
                try todos.close([.failedCards], subject: failure.batch.rawValue, at: occasion.moment)
            }
        }
    }
}
