import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct CardLivesTests {
    /// A member with a card of a first batch.
    private func holder(_ world: CardWorld, _ serial: Int = 1) async throws -> ID<Member> {
        let member = try await world.add(serial)
        try await issue([member], world)
        return member
    }

    @discardableResult
    private func issue(
        _ members: [ID<Member>], _ world: CardWorld, failing: [String: String] = [:]
    ) async throws -> CardBatches.Made {
        let (made, order) = try await world.handedOver(members)
        let answer = try SimulatedBank(failing: failing).answer(order, at: CardWorld.now)
        _ = try await CardExchanges(world.platform).apply(answer, to: made.batch, world.occasion(world.centre))
        return made
    }

    private func sheet(_ member: ID<Member>, _ world: CardWorld, _ actor: Actor? = nil) async throws -> CardLives.Sheet
    {
        try await CardLives(world.platform).sheet(of: member, world.occasion(actor))
    }

    private func perform(
        _ command: CardLife.Command, on member: ID<Member>, _ world: CardWorld, version: Int? = nil
    ) async throws {
        let card = try #require(try await sheet(member, world).cards.first)
        _ = try await CardLives(world.platform).perform(
            command, on: card.id, of: member, because: command.reasons.first ?? .lost, version: version ?? card.version,
            world.occasion())
    }

    private func waiting(_ world: CardWorld) async throws -> [CardCandidates.Entry] {
        try await CardCandidates(world.platform).list(
            .open, enterprise: nil, world.occasion()
        ).entries
    }

    @Test("a lost card is ordered again, and the old one stays in the history", arguments: Engine.available)
    func lost(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        #expect(try await sheet(member, world).open == [.reportLoss, .askReplacement, .cancel])
        try await perform(.reportLoss, on: member, world)
        #expect(try await waiting(world).map(\.need) == [.lost])
        #expect(try await sheet(member, world).open == [.recover, .cancel])
        let shown = try await Cards(world.platform).list(
            Cards.Search(state: .without), size: 20, enterprise: nil, world.occasion())
        #expect(shown.part.holders.map(\.life) == [.lost])

        try await issue([member], world)
        let after = try await sheet(member, world)
        #expect(after.cards.map(\.life) == [.inUse, .replaced])
        #expect(after.cards.map(\.batchNumber) == ["BK202311200002", "BK202311200001"])
        #expect(Set(after.cards.map(\.number)).count == 2)
        #expect(after.history.map(\.command) == [.replace, .reportLoss])
        #expect(after.history.last?.reason == .lost)
        #expect(try await waiting(world).isEmpty)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("a card to be replaced is used until the new one has come", arguments: Engine.available)
    func replacement(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        try await perform(.askReplacement, on: member, world)
        #expect(try await waiting(world).map(\.need) == [.replacement])
        let listing = try await CardCandidates(world.platform).list(
            .open, enterprise: nil, world.occasion())
        #expect([listing.counts.total, listing.counts.replacements, listing.counts.requested] == [1, 1, 0])
        #expect(try await world.count("SELECT count(*) FROM service_card WHERE status = 'issued'") == 1)
        try await perform(.withdrawReplacement, on: member, world)
        #expect(try await waiting(world).isEmpty)

        try await perform(.askReplacement, on: member, world)
        let failed = try await issue([member], world, failing: [CardWorld.memberNumber(1): "照片不清"])
        #expect(try await sheet(member, world).cards.map(\.life) == [.beingReplaced])
        let dossier = try await CardBatches(world.platform).find(
            failed.batch, offset: 0, limit: 20, world.occasion())
        #expect(dossier.waiting == 1)

        let again = try await CardBatches(world.platform).make(
            .failed(failed.batch), enterprise: nil, world.occasion())
        #expect(again.people == 1)
        #expect(try await sheet(member, world).open == [.reportLoss, .cancel])
        await #expect(throws: Refusal.alreadyInBatch(people: 1)) {
            try await perform(.withdrawReplacement, on: member, world)
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await CardBatches(world.platform).make(.failed(failed.batch), enterprise: nil, world.occasion())
        }
    }

    @Test("the replaced card stays in the history when the new one has come", arguments: Engine.available)
    func replaced(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        let old = try #require(try await sheet(member, world).cards.first)
        try await perform(.askReplacement, on: member, world)
        let made = try await issue([member], world)
        #expect(try await world.status(of: made.batch) == .produced)

        let after = try await sheet(member, world)
        #expect(after.cards.map(\.life) == [.inUse, .replaced])
        #expect(after.cards.map(\.batchNumber) == [made.number, "BK202311200001"])
        #expect(after.cards.last?.id == old.id)
        #expect(after.cards.last?.number == old.number)
        #expect(after.cards.last?.changedOn == CardWorld.today)
        #expect(after.cards.first?.number != old.number)
        #expect(after.open == [.reportLoss, .askReplacement, .cancel])
        #expect(after.history.map(\.command) == [.replace, .askReplacement])
        #expect(after.history.last?.reason == .damaged)
        #expect(try await world.count("SELECT count(*) FROM service_card WHERE status = 'issued'") == 1)
        #expect(try await world.count("SELECT count(*) FROM service_card WHERE status = 'replaced'") == 1)
        #expect(try await waiting(world).isEmpty)
        #expect(try await Verification(world.platform).violations().isEmpty)
        // The old card is at its end: nothing is done with it any more.
        let gone = try #require(after.cards.last)
        await #expect(throws: Refusal.notFound) {
            _ = try await CardLives(world.platform).perform(
                .reportLoss, on: gone.id, of: member, because: .lost, version: gone.version, world.occasion())
        }
    }

    @Test("nothing is done for a reason that is none for it", arguments: Engine.available)
    func reasons(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        let card = try #require(try await sheet(member, world).cards.first)
        for reason in CardReason.allCases where !CardLife.Command.reportLoss.reasons.contains(reason) {
            await #expect(throws: Refusal.reasonMissing) {
                _ = try await CardLives(world.platform).perform(
                    .reportLoss, on: card.id, of: member, because: reason, version: card.version, world.occasion())
            }
        }
        #expect(try await sheet(member, world).cards.map(\.life) == [.inUse])
    }

    @Test("a cancelled card is cancelled for good, a found one is used again", arguments: Engine.available)
    func ends(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        try await perform(.reportLoss, on: member, world)
        try await perform(.recover, on: member, world)
        #expect(try await sheet(member, world).cards.map(\.life) == [.inUse])
        await #expect(throws: StaleVersion.self) { try await perform(.cancel, on: member, world, version: 1) }
        try await perform(.cancel, on: member, world)
        #expect(try await sheet(member, world).open.isEmpty)
        await #expect(throws: Refusal.changedMeanwhile) { try await perform(.recover, on: member, world) }
        await #expect(throws: Refusal.notFound) { try await perform(.replace, on: member, world) }
        #expect(try await waiting(world).map(\.need) == [.first])
        let history = try await Members(world.platform).find(member, world.occasion()).history
        #expect(history.map(\.event) == [.cardCancelled, .cardRecovered, .cardLost])
    }

    @Test("those above look, another union sees nothing", arguments: Engine.available)
    func scope(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await holder(world)
        let card = try #require(try await sheet(member, world).cards.first)
        for actor in [world.reviewer, world.officer, world.centre] {
            let seen = try await sheet(member, world, actor)
            #expect(seen.cards.count == 1)
            #expect(seen.open.isEmpty)
            await #expect(throws: Refusal.notAllowed(.orderCards, .role)) {
                _ = try await CardLives(world.platform).perform(
                    .cancel, on: card.id, of: member, because: .lost, version: 1, world.occasion(actor))
            }
        }
        await #expect(throws: Refusal.notFound) { _ = try await sheet(member, world, world.otherClerk) }
        let other = try await holder(world, 2)
        await #expect(throws: Refusal.notFound) {
            _ = try await CardLives(world.platform).perform(
                .cancel, on: card.id, of: other, because: .lost, version: 1, world.occasion())
        }
    }

    @Test("a member whose request was granted is proposed for the next batch, once", arguments: Engine.available)
    func requested(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1, category: .flexible)
        let other = try await world.add(2, category: .outsideEnterprise)
        let own = try await oneself(member, world)
        let requests = OwnRequests(world.platform)
        #expect(try await requests.ask(.card, "示例市示例路一百号", own) == .asked)
        #expect(try await waiting(world).isEmpty)
        let line = try #require(try await requests.list(.open, page: ListPage(), world.occasion()).lines.first)
        _ = try await requests.answer(.grant, line.request.id, "同意", version: 1, world.occasion())
        let entries = try await waiting(world)
        #expect(entries.map(\.member) == [member])
        #expect(entries.map(\.need) == [.requested])
        #expect(entries.allSatisfy { $0.obstacles.isEmpty })
        #expect(try await requests.own(own).mayAsk == [.correction])

        let refused = try await CardBatches(world.platform).make(
            .members([member, other]), enterprise: nil, world.occasion())
        #expect(refused.leftOut.map(\.obstacle) == [.notEnterpriseMember])
        _ = try await CardBatches(world.platform).cancel(refused.batch, version: 1, world.occasion())
        try await issue([member], world)
        #expect(try await waiting(world).isEmpty)
        try await perform(.cancel, on: member, world)
        #expect(try await waiting(world).isEmpty)
    }

    @Test(
        "whose lost card the union orders again is not offered to ask for one; whose card is cancelled asks himself",
        arguments: Engine.available)
    func oneNextStep(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1, category: .flexible)
        let own = try await oneself(member, world)
        let requests = OwnRequests(world.platform)
        let records = OwnRecords(world.platform)
        #expect(try await requests.ask(.card, "示例市示例路一百号", own) == .asked)
        let line = try #require(try await requests.list(.open, page: ListPage(), world.occasion()).lines.first)
        _ = try await requests.answer(.grant, line.request.id, "同意", version: 1, world.occasion())
        try await issue([member], world)

        try await perform(.reportLoss, on: member, world)
        #expect(try await waiting(world).map(\.need) == [.lost])
        #expect(try await requests.own(own).mayAsk == [.correction])
        await #expect(throws: Refusal.notFound) { try await requests.ask(.card, "示例市示例路一百号", own) }
        guard case .reorderedByUnion = try await records.overview(own).card else {
            Issue.record("he is told another step")
            return
        }

        try await perform(.cancel, on: member, world)
        #expect(try await waiting(world).isEmpty)
        #expect(try await requests.own(own).mayAsk == [.correction, .card])
        guard case .former = try await records.overview(own).card else {
            Issue.record("he is told another step")
            return
        }
    }

    private func oneself(_ member: ID<Member>, _ world: CardWorld) async throws -> OwnOccasion {
        try await world.platform.database.read { transaction in
            let person: ID<Person>? = try transaction.value("SELECT person_id FROM member WHERE id = \(member)")
            let oneself = try OwnRecordStore(transaction, world.platform.seal).member(try #require(person))
            return OwnOccasion(
                oneself: try #require(oneself), today: CardWorld.today, now: CardWorld.now, origin: "test", ticket: nil)
        }
    }
}
