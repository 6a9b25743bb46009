import Domain
import Store
import TestSupport
import Testing
import UseCases
import Wording

@Suite struct CardRevocationTests {
    private func record(_ batch: ID<CardBatch>, _ world: CardWorld) async throws -> CardBatches.Dossier {
        try await CardBatches(world.platform).find(batch, offset: 0, limit: 1, world.occasion())
    }

    /// A submitted batch of one new member that its unit wants back.
    private func asked(_ serial: Int, _ world: CardWorld) async throws -> ID<CardBatch> {
        let batch = try await world.submitted([try await world.add(serial)]).batch
        _ = try await CardRevocations(world.platform).ask(batch, reason: "名单有误", version: 2, world.occasion())
        return batch
    }

    private func open(_ world: CardWorld) async throws -> [CardRevocations.Line] {
        try await CardRevocations(world.platform).list(.open, page: ListPage(), world.occasion(world.reviewer)).lines
    }

    @Test("the superior decides; until then the bank does not get the batch", arguments: Engine.available)
    func accepted(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let revocations = CardRevocations(world.platform)
        let batch = try await world.submitted([try await world.add(1)]).batch
        await #expect(throws: Refusal.reasonMissing) {
            _ = try await revocations.ask(batch, reason: " ", version: 2, world.occasion())
        }
        await #expect(throws: StaleVersion.self) {
            _ = try await revocations.ask(batch, reason: "名单有误", version: 1, world.occasion())
        }
        let receipt = try await revocations.ask(batch, reason: "名单有误", version: 2, world.occasion())
        #expect(receipt.superior == "滨海街道总工会")
        #expect(try await world.todos(of: world.reviewer).map(\.kind) == [.decideCardRevocation])
        await #expect(throws: Refusal.cardRevocationOpen) {
            _ = try await revocations.ask(batch, reason: "名单有误", version: 2, world.occasion())
        }
        await #expect(throws: Refusal.cardRevocationOpen) {
            _ = try await CardExchanges(world.platform).handOver(batch, world.occasion(world.centre).confirmed)
        }
        #expect(try await record(batch, world).record.revocation == .open)

        let id = try #require(try await open(world).first).id
        let outcomes = try await revocations.decide(.accept, [id], world.occasion(world.reviewer))
        #expect(outcomes.map(\.result) == [.done])
        #expect(try await world.status(of: batch) == .cancelled)
        #expect(try await record(batch, world).record.revocation == .accepted)
        #expect(try await world.todos(of: world.reviewer).isEmpty)
        #expect(try await world.todos(of: world.centre).isEmpty)
        let list = try await CardCandidates(world.platform).list(
            .ready, enterprise: nil, world.occasion())
        #expect(list.entries.count == 1)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("several are decided at once, each with its own result", arguments: Engine.available)
    func several(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let revocations = CardRevocations(world.platform)
        let batches = [try await asked(1, world), try await asked(2, world), try await asked(3, world)]
        let ids = try await open(world).map(\.id)
        _ = try await revocations.withdraw(batches[1], world.occasion())
        let officer = world.occasion(world.officer, ticket: "t")
        let outcomes = try await revocations.decide(.accept, ids, officer)
        #expect(outcomes.map(\.result) == [.done, .decided, .done])
        #expect(try await revocations.decide(.accept, ids, officer) == outcomes)
        let again = try await revocations.decide(.accept, ids, world.occasion(world.officer))
        #expect(again.map(\.result) == [.decided, .decided, .decided])
        #expect(try await world.status(of: batches[0]) == .cancelled)
        #expect(try await world.status(of: batches[1]) == .submitted)
        #expect(try await record(batches[1], world).record.revocation == .withdrawn)
        _ = try await CardExchanges(world.platform).handOver(batches[1], world.occasion(world.centre).confirmed)
        await #expect(throws: Refusal.cardBatchState(.inProduction, .revoke)) {
            _ = try await revocations.ask(batches[1], reason: "太晚", version: 3, world.occasion())
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await revocations.decide(.accept, [], world.occasion(world.officer))
        }
    }

    @Test("what is returned says why, goes to the bank, and can be asked for again", arguments: Engine.available)
    func returned(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let revocations = CardRevocations(world.platform)
        let batch = try await asked(1, world)
        let ids = try await open(world).map(\.id)
        let reviewer = world.occasion(world.reviewer)
        await #expect(throws: Refusal.reasonMissing) { _ = try await revocations.decide(.return, ids, reviewer) }
        _ = try await revocations.decide(.return, ids, answer: "名单无误", reviewer)
        // Who has asked is told why, until he reads the batch; that others read it changes nothing.
        let told = try await world.todos(of: world.clerk)
        #expect(told.map(\.kind) == [.cardRevocationReturned])
        #expect(told.first?.wording.contains("名单无误") == true)
        #expect(told.first?.subject == batch.rawValue)
        _ = try await CardBatches(world.platform).find(batch, offset: 0, limit: 1, reviewer)
        #expect(try await world.todos(of: world.clerk).count == 1)
        let dossier = try await record(batch, world)
        #expect(dossier.revocation?.answer == "名单无误")
        #expect(dossier.record.batch.status == .submitted)
        #expect(try await world.todos(of: world.clerk).isEmpty)
        _ = try await revocations.ask(batch, reason: "再申请", version: dossier.record.version, world.occasion())
        #expect(try await record(batch, world).record.revocation == .open)
        #expect(
            try await revocations.list(.closed, page: ListPage(), reviewer).lines.map(\.status) == [.returned])
    }

    @Test("asking again puts an end to what was returned before", arguments: Engine.available)
    func askedAgain(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let revocations = CardRevocations(world.platform)
        let batch = try await asked(1, world)
        let ids = try await open(world).map(\.id)
        _ = try await revocations.decide(.return, ids, answer: "名单无误", world.occasion(world.reviewer))
        #expect(try await world.todos(of: world.clerk).count == 1)
        _ = try await revocations.ask(batch, reason: "再申请", version: 2, world.occasion())
        #expect(try await world.todos(of: world.clerk).isEmpty)
        #expect(try await world.todos(of: world.reviewer).map(\.kind) == [.decideCardRevocation])
    }

    @Test("nobody decides his own, and other unions learn nothing", arguments: Engine.available)
    func scope(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let revocations = CardRevocations(world.platform)
        let batch = try await asked(1, world)
        let ids = try await open(world).map(\.id)
        for actor in [world.clerk, world.centre] {
            await #expect(throws: Refusal.notAllowed(.reviewCardRevocations, .role)) {
                _ = try await revocations.decide(.accept, ids, world.occasion(actor))
            }
        }
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { _ = try await revocations.decide(.accept, ids, stranger) }
        await #expect(throws: Refusal.notFound) {
            _ = try await revocations.ask(batch, reason: "名单有误", version: 2, stranger)
        }
        await #expect(throws: Refusal.notFound) { _ = try await revocations.withdraw(batch, stranger) }
        await #expect(throws: Refusal.notAllowed(.orderCards, .role)) {
            _ = try await revocations.withdraw(batch, world.occasion(world.reviewer))
        }
        #expect(try await world.status(of: batch) == .submitted)
    }
}
