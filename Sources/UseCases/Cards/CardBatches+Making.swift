import DatabaseKit
public import Domain
import Store

extension CardBatches {
    /// Who is to be in a new batch.
    public enum Selection: Hashable, Sendable {
        case members([ID<Member>])
        /// Everybody of a part of the list; refused when they are no longer as many as were shown.
        case everybody(CardCandidates.Part, expected: Int)
        /// Those who got no card by a batch and still wait for one.
        case failed(ID<CardBatch>)
    }

    /// Somebody who was chosen and is not in the batch.
    public struct LeftOut: Codable, Hashable, Sendable {
        public let member: ID<Member>
        public let number: String
        public let name: String
        public let obstacle: CardObstacle
    }

    /// A batch that was made, and whom it leaves out.
    public struct Made: Codable, Hashable, Sendable {
        public let batch: ID<CardBatch>
        public let number: String
        public let people: Int
        public let leftOut: [LeftOut]
    }

    /// Nobody of those chosen can get a card now; no batch was made.
    public struct NobodyOrderable: Error, Hashable, Sendable {
        public let leftOut: [LeftOut]
    }

    /// Makes a batch of everybody chosen for whom a card can be ordered; the others are named with their obstacle.
    ///
    /// - Throws: `NobodyOrderable` when there is nobody; `Refusal.countChanged` when the list is no longer the one
    ///   shown; `Refusal.notFound` for members of somebody else.
    public func make(
        _ selection: Selection, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> Made {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        let seal = platform.seal
        return try await platform.once("make-card-batch", occasion) { transaction in
            guard let year = try PlanYearStore(transaction).current(on: occasion.today) else {
                throw Refusal.noPlanYear
            }
            let rule = CardRule(year, on: occasion.today)
            let candidates = CardCandidateStore(transaction, seal)
            let chosen = try Self.chosen(selection, in: unit, rule, candidates, transaction, occasion)
            let (people, leftOut) = Self.divide(chosen, rule)
            guard !people.isEmpty else { throw NobodyOrderable(leftOut: leftOut) }

            let batch = CardBatch(
                id: try transaction.newID(CardBatch.self),
                number: try Self.nextNumber(on: occasion.today, transaction), unit: unit.id, status: .draft)
            try CardBatchStore(transaction).insert(
                batch, people: people,
                refused: Dictionary(
                    leftOut.map { ($0.member, $0.obstacle) }, uniquingKeysWith: { first, _ in first }),
                by: occasion.actor.account, at: occasion.moment, sealing: seal)
            try EventStore(transaction).record(
                "create", on: .cardBatch, batch.id.rawValue, at: unit.path, to: batch.status.rawValue,
                detail: "people=\(people.count), left out=\(leftOut.count)", occasion)
            try Self.refreshFailures(unit: unit.id, union: unit.union, transaction, occasion)
            return Made(batch: batch.id, number: batch.number, people: people.count, leftOut: leftOut)
        }
    }

    private static func chosen(
        _ selection: Selection, in unit: EnrollingUnit, _ rule: CardRule, _ candidates: CardCandidateStore,
        _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> [CardCandidateStore.Candidate] {
        switch selection {
        case .failed(let batch):
            let record = try visible(batch, transaction, occasion)
            guard record.batch.unit == unit.id else { throw Refusal.notFound }
            let settled: Set<CardObstacle> = [.left, .hasCard, .inBatch]
            let waiting = try candidates.failed(in: batch).filter {
                settled.isDisjoint(with: rule.obstacles(for: $0.applicant))
            }
            guard !waiting.isEmpty else { throw Refusal.nothingSelected }
            return waiting
        case .members(let members):
            let wanted = Set(members)
            guard !wanted.isEmpty else { throw Refusal.nothingSelected }
            let found = try candidates.find(wanted.sorted())
            guard found.count == wanted.count else { throw Refusal.notFound }
            for candidate in found {
                try occasion.actor.authority.require(.orderCards, on: candidate.path)
                // A member of another enterprise of a joint union is another unit's.
                guard candidate.unit == unit.id || candidate.applicant.category != .enterprise else {
                    throw Refusal.notFound
                }
            }
            return found.sorted { $0.number < $1.number }
        case .everybody(let part, let expected):
            let found = try candidates.withoutCard(in: unit).filter {
                part.contains($0.applicant.need, rule.obstacles(for: $0.applicant))
            }
            guard found.count == expected else {
                throw Refusal.countChanged(expected: expected, actual: found.count)
            }
            guard !found.isEmpty else { throw Refusal.nothingSelected }
            return found
        }
    }

    private static func divide(
        _ chosen: [CardCandidateStore.Candidate], _ rule: CardRule
    ) -> (people: [ID<Member>], leftOut: [LeftOut]) {
        var people: [ID<Member>] = []
        var leftOut: [LeftOut] = []
        var persons: Set<ID<Person>> = []
        for candidate in chosen {
            var obstacle = rule.obstacles(for: candidate.applicant).first
            // A person with two memberships gets one card.
            if obstacle == nil, !persons.insert(candidate.person).inserted { obstacle = .inBatch }
            if let obstacle {
                leftOut.append(
                    LeftOut(
                        member: candidate.id, number: candidate.number, name: candidate.name, obstacle: obstacle))
            } else {
                people.append(candidate.id)
            }
        }
        return (people, leftOut)
    }

    /// BK, the day, four digits (domain, section 4); the series begins anew every day.
    private static func nextNumber(on day: CalendarDay, _ transaction: any Transaction) throws -> String {
        let prefix = "BK" + day.description.filter { $0 != "-" }
        let serial = String(try transaction.nextNumber(in: prefix))
        return prefix + String(repeating: "0", count: max(0, 4 - serial.count)) + serial
    }
}
