import DatabaseKit
public import Domain
import Store
import Vault
import Wording

/// How the centre exchanges files with the bank: out the people of a batch, back their cards.
public struct CardExchanges: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: 交银行制卡

    public struct HandedOver: Codable, Hashable, Sendable {
        public let number: String
        /// In the file.
        public let people: Int
        /// Who had left, retired or died, or got a card elsewhere, before the bank got the batch.
        public let leftOut: Int
    }

    /// Makes the file for the bank and keeps it; from now on the batch is 制卡中.
    ///
    /// Who can get no card any more stays out of the file, and the batch says why. A batch that has been handed over
    /// keeps its file: doing it again changes nothing.
    ///
    /// - Throws: `Refusal.notConfirmed`, `.nobodyToMakeCardsFor`, `.cardRevocationOpen`, `.cardBatchState`, `StaleVersion`.
    public func handOver(_ id: ID<CardBatch>, _ occasion: Occasion) async throws -> HandedOver {
        try occasion.requireConfirmation()
        let seal = platform.seal
        let order = try await order(id, occasion)
        let bytes = try order.file?.bytes(created: occasion.moment)
        return try await platform.once("hand-over-card-batch", occasion) { transaction in
            let record = try Self.record(id, transaction, occasion)
            var batch = record.batch
            try batch.perform(.handOver)
            func receipt(_ people: Int) -> HandedOver {
                HandedOver(number: batch.number, people: people, leftOut: record.people - people)
            }
            guard record.orderFile == nil else {
                return receipt(try CardBatchStore(transaction).ordered(in: id))
            }
            guard record.revocation != .open else { throw Refusal.cardRevocationOpen }
            guard let bytes, let file = order.file, record.version == order.version else { throw StaleVersion() }
            guard !file.lines.isEmpty else { throw Refusal.nobodyToMakeCardsFor }
            let hash = ContentHash.sha256(bytes)
            let key = try CardOrderFileStore(transaction, seal).insert(
                bytes, name: CardFileWording.orderFileName(batch.number), mediaType: CardOrderFile.mediaType,
                sha256: hash, union: record.union, by: occasion.actor.account,
                at: occasion.moment)
            let store = CardBatchStore(transaction)
            try store.leaveOut(order.leftOut, of: id)
            try store.handOver(record, to: batch, file: key, hash: hash, at: occasion.moment)
            try CardBatches.record(.handOver, record, batch, leftOut: order.leftOut.count, transaction, occasion)
            try TodoStore(transaction).close([.handOverCards], subject: id.rawValue, at: occasion.moment)
            return receipt(file.lines.count)
        }
    }

    private struct Order: Sendable {
        let version: Int
        /// Nil when the batch has its file, or is in no state to get one.
        let file: CardOrderFile?
        let leftOut: [ID<Member>: CardObstacle]
    }

    private func order(_ id: ID<CardBatch>, _ occasion: Occasion) async throws -> Order {
        let seal = platform.seal
        return try await platform.database.read { transaction -> Order in
            let record = try Self.record(id, transaction, occasion)
            guard record.batch.refusal(of: .handOver) == nil, record.orderFile == nil else {
                return Order(version: record.version, file: nil, leftOut: [:])
            }
            let candidates = CardCandidateStore(transaction, seal)
            var lines: [CardOrderFile.Line] = []
            var leftOut: [ID<Member>: CardObstacle] = [:]
            for candidate in try candidates.people(of: id) {
                if let obstacle = candidate.applicant.lastingObstacle {
                    leftOut[candidate.id] = obstacle
                    continue
                }
                lines.append(
                    CardOrderFile.Line(
                        member: candidate.number, name: candidate.name,
                        document: try candidates.document(of: candidate), phone: try candidates.phone(of: candidate),
                        address: candidate.applicant.address))
            }
            return Order(
                version: record.version,
                file: CardOrderFile(batch: record.batch.number, unit: record.unitName, lines: lines),
                leftOut: leftOut)
        }
    }

    /// The file that was handed over, as it was; who takes it is recorded.
    ///
    /// - Throws: `Refusal.notConfirmed`: it holds the whole numbers of everybody (security, section 1).
    public func orderFile(_ id: ID<CardBatch>, _ occasion: Occasion) async throws -> (name: String, bytes: [UInt8]) {
        try occasion.requireConfirmation()
        let seal = platform.seal
        return try await platform.database.write { transaction in
            let record = try Self.record(id, transaction, occasion)
            guard let key = record.orderFile, let file = try CardOrderFileStore(transaction, seal).find(key) else {
                throw Refusal.notFound
            }
            try EventStore(transaction).record(
                "download-order-file", on: .cardBatch, id.rawValue, at: record.path, occasion)
            return file
        }
    }

    // MARK: 导入制卡结果

    /// What the bank's answer has done.
    public struct Applied: Codable, Hashable, Sendable {
        public let number: String
        public let issued: Int
        public let failed: Int
        /// Card numbers whose check digit does not fit; worth asking the bank.
        public let oddCheckDigits: Int
        /// Of those with a card, who have left their union meanwhile; the card is their own all the same.
        public let gone: Int
        public let effect: Effect

        public enum Effect: String, Codable, Sendable {
            case applied
            /// The same answer had been applied before; nothing has changed.
            case alreadyApplied = "already-applied"
        }
    }

    /// Applies the bank's answer to a batch: all of it in one transaction, or nothing.
    ///
    /// - Throws: `CardFileFault` when it cannot be read, `CardResultRefused` with every problem of its rows,
    ///   `Refusal.bankFileForAnotherBatch` when all of it is about another batch.
    public func apply(_ file: [UInt8], to id: ID<CardBatch>, _ occasion: Occasion) async throws -> Applied {
        // Who may not see the batch does not get a file read either.
        _ = try await platform.database.read { try Self.record(id, $0, occasion) }
        let answer = try CardResultFile.read(file)
        let fileHash = ContentHash.sha256(file)
        let seal = platform.seal
        return try await platform.once("apply-card-result", occasion) { transaction in
            let record = try Self.record(id, transaction, occasion)
            if record.resultHash == nil, let refusal = record.batch.refusal(of: .applyFullResult) { throw refusal }
            let people = try CardCandidateStore(transaction, seal).people(of: id)
            let result = try Self.judge(answer, for: record, people)
            let hash = seal.index(result.fingerprintText, for: .cardNumber)
            func applied(_ effect: Applied.Effect) -> Applied {
                Applied(
                    number: record.batch.number, issued: result.issued, failed: result.failed,
                    oddCheckDigits: result.oddCheckDigits, gone: Self.gone(people, result), effect: effect)
            }
            if record.resultHash == hash { return applied(.alreadyApplied) }
            let command: CardBatch.Command = result.failed == 0 ? .applyFullResult : .applyPartialResult
            var batch = record.batch
            try batch.perform(command)
            try Self.requireFree(result, people, ServiceCardStore(transaction, seal))
            try Self.complete(result, (hash, fileHash), record, batch, people, transaction, seal, occasion)
            try CardBatches.record(command, record, batch, transaction, occasion)
            try CardBatches.refreshFailures(of: record, transaction, occasion)
            return applied(.applied)
        }
    }

    /// How many who get a card are members of the union no longer.
    private static func gone(_ people: [CardCandidateStore.Candidate], _ result: CardResult) -> Int {
        people.count { candidate in
            guard candidate.applicant.membership == .left, case .issued = result.outcomes[candidate.number] else {
                return false
            }
            return true
        }
    }

    private static func judge(
        _ answer: CardResultFile.Answer, for record: CardBatchRecord, _ people: [CardCandidateStore.Candidate]
    ) throws -> CardResult {
        let rows = answer.rows
        let number = record.batch.number
        if let other = rows.first?.batch, other != number, !other.isEmpty, rows.allSatisfy({ $0.batch == other }) {
            throw Refusal.bankFileForAnotherBatch(String(other.prefix(30)))
        }
        let (result, problems) = CardResult.judge(
            rows, total: answer.total, batch: number, members: Set(people.map(\.number)))
        guard problems.isEmpty else { throw CardResultRefused(problems) }
        return result
    }

    /// Card numbers that somebody has, and people who have got a card elsewhere.
    private static func requireFree(
        _ result: CardResult, _ people: [CardCandidateStore.Candidate], _ cards: ServiceCardStore
    ) throws {
        var numbers: [BankCardNumber: String] = [:]
        for (member, outcome) in result.outcomes {
            if case .issued(let number) = outcome { numbers[number] = member }
        }
        var problems = try cards.taken(Array(numbers.keys)).map { number in
            CardResultProblem(row: numbers[number].flatMap { result.rows[$0] }, .cardTaken)
        }
        for candidate in people where candidate.applicant.possession == .issued {
            if case .issued = result.outcomes[candidate.number] {
                problems.append(
                    CardResultProblem(row: result.rows[candidate.number], .memberHasCard(candidate.number)))
            }
        }
        guard problems.isEmpty else { throw CardResultRefused(problems.sorted { ($0.row ?? 0) < ($1.row ?? 0) }) }
    }

    private static func complete(
        _ result: CardResult, _ hash: (contents: [UInt8], file: [UInt8]), _ record: CardBatchRecord, _ batch: CardBatch,
        _ people: [CardCandidateStore.Candidate], _ transaction: any Transaction, _ seal: FieldSeal,
        _ occasion: Occasion
    ) throws {
        var numbers: [ID<Person>: BankCardNumber] = [:]
        var failures: [ID<Member>: String?] = [:]
        for candidate in people {
            switch result.outcomes[candidate.number] {
            case .issued(let number): numbers[candidate.person] = number
            case .failed(let reason): failures.updateValue(reason, forKey: candidate.id)
            case nil: break
            }
        }
        let store = ServiceCardStore(transaction, seal)
        let replaced = try store.replace(of: numbers.keys.sorted(), on: occasion.today)
        try EventStore(transaction).recordAll(
            CardLife.Command.replace.rawValue, on: .serviceCard,
            replaced.map { EventStore.Change(id: $0.rawValue, path: record.path, to: CardLife.replaced.rawValue) },
            detail: batch.number, occasion)
        let keys = try store.issue(numbers, on: occasion.today)
        var issued: [ID<Member>: CardBatchStore.Issued] = [:]
        for candidate in people {
            guard let key = keys[candidate.person], let number = numbers[candidate.person] else { continue }
            issued[candidate.id] = CardBatchStore.Issued(key, number.checkDigit)
        }
        try CardBatchStore(transaction).complete(
            record, to: batch, cards: issued, failures: failures, hash: hash.contents, file: hash.file,
            at: occasion.moment, clock: occasion.now)
    }

    /// The batch, if this account may exchange files about it.
    private static func record(
        _ id: ID<CardBatch>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> CardBatchRecord {
        let record = try CardBatches.visible(id, transaction, occasion)
        try occasion.actor.authority.require(.exchangeCardFiles, on: record.path)
        return record
    }
}
