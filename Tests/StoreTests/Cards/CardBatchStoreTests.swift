import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite struct CardBatchStoreTests {
    private func scene(_ engine: Engine, people: Int) async throws -> (scene: EnrolmentScene, members: [ID<Member>]) {
        let database = try await engine.database(migrations: Schema.migrations)
        let scene = try await EnrolmentScene.make(database, seal: PlainSeal())
        let facts = BucketFacts(socialInsurance: .insured, card: .none)
        return (scene, try await scene.add(Array(repeating: facts, count: people), to: scene.unit))
    }

    private func draft(_ id: Int64, _ scene: EnrolmentScene) -> CardBatch {
        CardBatch(id: ID(id), number: "BK\(id)", unit: scene.unit.id, status: .draft)
    }

    private func insert(_ batch: CardBatch, _ members: [ID<Member>], _ scene: EnrolmentScene) async throws {
        try await scene.database.write { transaction in
            try CardBatchStore(transaction).insert(
                batch, people: members, refused: [:], by: nil, at: EnrolmentScene.now, sealing: scene.seal)
        }
    }

    @Test("one member waits in one batch only, until it is cancelled", arguments: Engine.available)
    func oneBatch(_ engine: Engine) async throws {
        let (scene, members) = try await scene(engine, people: 2)
        try await insert(draft(1, scene), members, scene)
        await #expect(throws: DatabaseError.self) { try await insert(draft(2, scene), members, scene) }
        try await scene.database.write { transaction in
            let store = CardBatchStore(transaction)
            guard let record = try store.find(ID(1)) else { throw Refusal.notFound }
            var batch = record.batch
            try batch.perform(.cancel)
            try store.cancel(record, to: batch, at: EnrolmentScene.now)
        }
        try await insert(draft(2, scene), members, scene)
        let waiting = try await scene.database.read { transaction in
            try CardCandidateStore(transaction, scene.seal).withoutCard(in: scene.unit).map(\.batchNumber)
        }
        #expect(waiting == ["BK2", "BK2"])
    }

    @Test("a batch that was changed meanwhile is not written over", arguments: Engine.available)
    func stale(_ engine: Engine) async throws {
        let (scene, members) = try await scene(engine, people: 1)
        try await insert(draft(1, scene), members, scene)
        let record = try #require(try await scene.database.read { try CardBatchStore($0).find(ID(1)) })
        let sent = CardBatch(id: ID(1), number: "BK1", unit: scene.unit.id, status: .submitted)
        try await scene.database.write { try CardBatchStore($0).submit(record, to: sent, at: EnrolmentScene.now) }
        await #expect(throws: StaleVersion.self) {
            try await scene.database.write { try CardBatchStore($0).submit(record, to: sent, at: EnrolmentScene.now) }
        }
    }

    @Test("who leaves, by whatever way, is taken out of what the bank has not got", arguments: Engine.available)
    func leaving(_ engine: Engine) async throws {
        let (scene, members) = try await scene(engine, people: 8)
        try await insert(draft(1, scene), Array(members[0..<4]), scene)
        try await insert(draft(2, scene), Array(members[4..<6]), scene)
        try await insert(draft(3, scene), Array(members[6..<8]), scene)
        let day = EnrolmentScene.day("2023-12-01")
        let told = try await scene.database.write { transaction in
            try transaction.execute("UPDATE card_batch SET status = 'submitted' WHERE id = 2")
            try transaction.execute("UPDATE card_batch SET status = 'in-production' WHERE id = 3")
            let removals = RemovalStore(transaction)
            return (
                draft: try removals.consequences(of: members[0], on: day),
                sent: try removals.consequences(of: members[6], on: day),
                all: try TransferCandidateStore(transaction).consequences(of: members, on: day)
            )
        }
        #expect(told.draft?.openCardBatch == "BK1")
        #expect(told.draft?.cardBatch == nil)
        #expect(told.sent?.openCardBatch == nil)
        #expect(told.sent?.cardBatch == "BK3")
        #expect([told.all.batched, told.all.ordered] == [6, 2])

        try await scene.database.write { transaction in
            try TransferStore(transaction).end([members[0], members[4], members[6]], on: day)
            try RemovalStore(transaction).end([(id: members[1], version: 1)], .retired, on: day)
            try DuplicateStore(transaction).end(members[2], on: day)
            let request = RemovalRequest(
                id: ID(1), member: members[3], person: ID(1), path: .root, ground: .mistaken, status: .open)
            try RemovalRequestStore(transaction, scene.seal).end(request, on: day)
        }
        let (records, waiting) = try await scene.database.read { transaction in
            (
                try (1...3).compactMap { try CardBatchStore(transaction).find(ID($0)) },
                try CardCandidateStore(transaction, scene.seal).find(members).map(\.batchNumber)
            )
        }
        #expect(records.map(\.leftOut) == [4, 1, 0])
        #expect(records.map(\.ordered) == [0, 1, 2])
        #expect(records.map(\.version) == [5, 2, 1])
        #expect(waiting.compactMap(\.self).sorted() == ["BK2", "BK3", "BK3"])
    }

    @Test("a person has one card, and a card one person", arguments: Engine.available)
    func oneCard(_ engine: Engine) async throws {
        let (scene, _) = try await scene(engine, people: 2)
        let number = try #require(BankCardNumber.make(prefix: "6231", serial: 7))
        let other = try #require(BankCardNumber.make(prefix: "6231", serial: 8))
        let day = EnrolmentScene.day("2023-12-01")
        let people = try await scene.database.read { transaction in
            try CardCandidateStore(transaction, scene.seal).withoutCard(in: scene.unit).map(\.person)
        }
        func issue(_ cards: [ID<Person>: BankCardNumber]) async throws {
            try await scene.database.write { _ = try ServiceCardStore($0, scene.seal).issue(cards, on: day) }
        }
        try await issue([people[0]: number])
        await #expect(throws: DatabaseError.self) { try await issue([people[0]: other]) }
        await #expect(throws: DatabaseError.self) { try await issue([people[1]: number]) }
        let taken = try await scene.database.read { try ServiceCardStore($0, scene.seal).taken([number, other]) }
        #expect(taken == [number])
    }
}
