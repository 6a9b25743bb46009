import DatabaseKit
import Demo
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Vault

/// What happens to a batch when its people leave, retire or die meanwhile, and what the bank's odd numbers say.
@Suite struct CardChangesTests {
    private func leave(_ member: ID<Member>, _ world: CardWorld) async throws {
        try await world.platform.database.write { transaction in
            try TransferStore(transaction).end([member], on: CardWorld.today)
        }
    }

    /// The person belongs to the neighbour from now on.
    private func move(_ member: ID<Member>, _ serial: Int, _ world: CardWorld) async throws {
        try await leave(member, world)
        let seal = world.platform.seal
        try await world.platform.database.write { transaction in
            let joined = try transaction.newID(Member.self)
            try transaction.execute(
                """
                INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, address_sealed,
                    source, joined_on)
                SELECT \(joined), \(String(200_000_000_000 + serial)), person_id, \(world.neighbour.union),
                    \(world.neighbour.id), category, workplace,
                    \(try seal.seal(CardWorld.goodAddress, in: .address, row: joined.rawValue)), 'transfer',
                    \(CardWorld.today)
                FROM member WHERE id = \(member)
                """)
            try transaction.countIn([joined])
        }
    }

    private func found(_ batch: ID<CardBatch>, _ world: CardWorld) async throws -> CardBatches.Dossier {
        try await CardBatches(world.platform).find(batch, offset: 0, limit: 20, world.occasion())
    }

    @Test("who has left before the bank gets the batch stays out of its file", arguments: Engine.available)
    func before(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (gone, dead, stays) = (try await world.add(1), try await world.add(2), try await world.add(3))
        let made = try await world.submitted([gone, dead, stays])
        try await leave(gone, world)
        try await world.platform.database.write { transaction in
            try transaction.execute(
                """
                UPDATE person SET social_insurance = 'deceased'
                WHERE id = (SELECT person_id FROM member WHERE id = \(dead))
                """)
        }
        let exchanges = CardExchanges(world.platform)
        let centre = world.occasion(world.centre)
        let handed = try await exchanges.handOver(made.batch, centre.confirmed)
        #expect([handed.people, handed.leftOut] == [1, 2])
        #expect(try await exchanges.handOver(made.batch, centre.confirmed) == handed)
        let order = try await exchanges.orderFile(made.batch, centre.confirmed).bytes
        let answer = try SimulatedBank().respond(to: order, at: CardWorld.now)
        #expect(answer.issued == 1)

        let applied = try await exchanges.apply(answer.bytes, to: made.batch, centre)
        #expect([applied.issued, applied.failed, applied.gone] == [1, 0, 0])
        #expect(try await exchanges.apply(answer.bytes, to: made.batch, centre).effect == .alreadyApplied)
        let dossier = try await found(made.batch, world)
        #expect(dossier.record.batch.status == .produced)
        #expect(dossier.lines.map(\.status) == [.cancelled, .cancelled, .issued])
        #expect(dossier.lines.map(\.leftOut) == [.left, .deceased, nil])
        #expect(dossier.refused.isEmpty)
        #expect(try await world.count("SELECT count(*) FROM service_card") == 1)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("who moves before the bank gets his batch is ordered a card by his new union", arguments: Engine.available)
    func released(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (drafted, sent, stays) = (try await world.add(1), try await world.add(2), try await world.add(3))
        let batches = CardBatches(world.platform)
        let draft = try await batches.make(.members([drafted, stays]), enterprise: nil, world.occasion())
        let submitted = try await world.submitted([sent, try await world.add(4)])
        try await move(drafted, 1, world)
        try await move(sent, 2, world)

        let neighbour = world.occasion(world.otherClerk)
        let open = try await CardCandidates(world.platform).list(
            .ready, enterprise: nil, neighbour)
        #expect(open.entries.map(\.number) == ["200000000001", "200000000002"])
        let made = try await batches.make(.everybody(.ready, expected: 2), enterprise: nil, neighbour)
        #expect(made.people == 2)

        // What was shown before is another list now.
        await #expect(throws: StaleVersion.self) {
            _ = try await batches.submit(draft.batch, version: 1, world.occasion())
        }
        #expect(try await batches.submit(draft.batch, version: 2, world.occasion()).people == 1)
        #expect(try await found(draft.batch, world).lines.map(\.leftOut) == [.left, nil])
        let handed = try await CardExchanges(world.platform).handOver(
            submitted.batch, world.occasion(world.centre).confirmed)
        #expect([handed.people, handed.leftOut] == [1, 1])
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("who moves while the card is made gets it, and his new union orders no other", arguments: Engine.available)
    func meanwhile(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let moved = try await world.add(1)
        let failed = try await world.add(2)
        let (made, order) = try await world.handedOver([moved, failed, try await world.add(3)])
        try await move(moved, 1, world)
        try await move(failed, 2, world)
        let candidates = CardCandidates(world.platform)
        let neighbour = world.occasion(world.otherClerk)
        let waiting = try await candidates.list(.ordered, enterprise: nil, neighbour)
        #expect(waiting.entries.map(\.batchNumber) == [made.number, made.number])
        // One more, whose batch the bank has not answered yet.
        let unanswered = try await world.add(4)
        _ = try await world.handedOver([unanswered])
        try await move(unanswered, 4, world)

        let bank = SimulatedBank(failing: [CardWorld.memberNumber(2): "照片不清"])
        let applied = try await CardExchanges(world.platform).apply(
            try bank.answer(order, at: CardWorld.now), to: made.batch, world.occasion(world.centre))
        #expect([applied.issued, applied.failed, applied.gone] == [2, 1, 1])
        let dossier = try await found(made.batch, world)
        #expect(dossier.lines.map(\.status) == [.failed, .issued, .issued])
        #expect(dossier.lines.map(\.since) == [.left, .left, nil])
        // The one without a card waits at his new union, not at the old.
        #expect(dossier.waiting == 0)
        #expect(try await world.todos(of: world.clerk).isEmpty)
        let open = try await candidates.list(.open, enterprise: nil, neighbour)
        #expect(open.entries.map(\.number) == ["200000000002"])
        // The work of his new union follows the bank's answer: a card for the one who got none, not for whom one is made.
        let work = try await world.todos(of: world.otherClerk)
        #expect(work.map(\.kind) == [.orderCards])
        #expect(work.first?.amount == 1)
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await CardBatches(world.platform).make(.failed(made.batch), enterprise: nil, world.occasion())
        }
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("a batch of which nobody is left goes neither to the centre nor to the bank", arguments: Engine.available)
    func nobody(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let batches = CardBatches(world.platform)
        let second = try await world.add(2)
        let draft = try await batches.make(.members([member, second]), enterprise: nil, world.occasion())
        try await leave(member, world)
        #expect(try await found(draft.batch, world).lines.map(\.since) == [.left, nil])
        try await leave(second, world)
        await #expect(throws: Refusal.nobodyOrderable(people: 0)) {
            _ = try await batches.submit(draft.batch, version: 3, world.occasion())
        }

        let other = try await world.add(3)
        let sent = try await world.submitted([other])
        try await leave(other, world)
        await #expect(throws: Refusal.nobodyToMakeCardsFor) {
            _ = try await CardExchanges(world.platform).handOver(sent.batch, world.occasion(world.centre).confirmed)
        }
        #expect(try await world.status(of: sent.batch) == .submitted)
    }

    @Test("a wrong check digit is a warning for its person, and no refusal", arguments: Engine.available)
    func oddNumber(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, order) = try await world.handedOver([try await world.add(1), try await world.add(2)])
        let good = try #require(SimulatedBank.card(for: CardWorld.memberNumber(1), batch: made.number)).rawValue
        let odd = try #require(SimulatedBank.card(for: CardWorld.memberNumber(2), batch: made.number)).rawValue
        let last = try #require(odd.last?.wholeNumberValue)
        func row(_ serial: Int, _ card: String) -> [OutputCell] {
            [.text(made.number), .text(CardWorld.memberNumber(serial)), .text("成功"), .text(card), .empty]
        }
        let answer = try CardWorld.answer([row(1, good), row(2, odd.dropLast() + String((last + 1) % 10))])
        let applied = try await CardExchanges(world.platform).apply(
            answer, to: made.batch, world.occasion(world.centre))
        #expect([applied.issued, applied.oddCheckDigits] == [2, 1])
        #expect(!order.isEmpty)

        // Whose number it is stands first, is counted, and can be looked at alone.
        let shown = try await found(made.batch, world)
        #expect(shown.lines.map { $0.card?.hasFittingCheckDigit } == [false, true])
        #expect(shown.record.odd == 1)
        #expect(shown.record.people(in: .issued) == 2)
        #expect(shown.total == 2)
        func alone() async throws -> [String] {
            let part = try await CardBatches(world.platform).find(
                made.batch, .odd, offset: 0, limit: 20, world.occasion(world.centre))
            #expect(part.total == part.lines.count)
            return part.lines.map(\.name)
        }
        #expect(try await alone() == ["会员2"])
        let failed = try await CardBatches(world.platform).find(
            made.batch, .failed, offset: 0, limit: 20, world.occasion())
        #expect(failed.lines.isEmpty && failed.total == 0)

        // As a database of before knows nothing of it.
        try await world.platform.database.write {
            _ = try $0.execute("UPDATE card_batch_line SET number_check = NULL")
        }
        #expect(try await alone().isEmpty)
        try await Cards(world.platform).judgeNumbers()
        #expect(try await alone() == ["会员2"])
    }

    @Test("each part of a batch's people is as many as the batch says", arguments: Engine.available)
    func parts(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        var members: [ID<Member>] = []
        for serial in 1...4 { members.append(try await world.add(serial)) }
        let sent = try await world.submitted(members)
        try await leave(members[3], world)
        let exchanges = CardExchanges(world.platform)
        _ = try await exchanges.handOver(sent.batch, world.occasion(world.centre).confirmed)
        let order = try await exchanges.orderFile(sent.batch, world.occasion(world.centre).confirmed).bytes
        let answer = try SimulatedBank(failing: [CardWorld.memberNumber(2): "照片不清"]).answer(
            order, at: CardWorld.now)
        _ = try await exchanges.apply(answer, to: sent.batch, world.occasion(world.centre))
        let expected: [(CardLinePart?, [String])] = [
            (nil, ["会员2", "会员4", "会员1", "会员3"]), (.failed, ["会员2"]), (.leftOut, ["会员4"]),
            (.issued, ["会员1", "会员3"]), (.odd, []),
        ]
        for (part, names) in expected {
            let found = try await CardBatches(world.platform).find(
                sent.batch, part, offset: 0, limit: 20, world.occasion())
            #expect(found.lines.map(\.name) == names)
            #expect(found.total == names.count)
            #expect(found.record.people(in: part) == names.count)
        }
    }

    @Test("an answer whose total is another number than its rows is refused", arguments: Engine.available)
    func total(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, _) = try await world.handedOver([try await world.add(1)])
        let exchanges = CardExchanges(world.platform)
        let centre = world.occasion(world.centre)
        func answer(_ people: String) throws -> [UInt8] {
            try CardWorld.answer([
                [.text(made.number), .text(CardWorld.memberNumber(1)), .text("失败"), .empty, .text("照片不清")],
                [.text("合计"), .text(people)],
            ])
        }
        await #expect(
            throws: CardResultRefused([CardResultProblem(row: 3, .totalDiffers(stated: 2, rows: 1))])
        ) {
            _ = try await exchanges.apply(try answer("2 人"), to: made.batch, centre)
        }
        #expect(try await world.status(of: made.batch) == .inProduction)
        #expect(try await exchanges.apply(try answer("1 人"), to: made.batch, centre).failed == 1)
    }

    @Test("a batch keeps by which file it was answered", arguments: Engine.available)
    func hashes(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, order) = try await world.handedOver([try await world.add(1)])
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        #expect(try await found(made.batch, world).record.resultFileHash == nil)
        _ = try await CardExchanges(world.platform).apply(answer, to: made.batch, world.occasion(world.centre))
        let record = try await found(made.batch, world).record
        #expect(record.orderFileHash == ContentHash.sha256(order))
        #expect(record.resultFileHash == ContentHash.sha256(answer))
    }
}
