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
                batch, people: members, refused: [:], by: nil, at: EnrolmentScene.now)
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
