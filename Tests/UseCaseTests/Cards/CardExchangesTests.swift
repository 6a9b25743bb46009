import DatabaseKit
import Demo
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct CardExchangesTests {
    @Test(
        "the file carries everybody as text, is kept as it was, and moves the batch once", arguments: Engine.available)
    func handOver(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, order) = try await world.handedOver([try await world.add(1), try await world.add(2)])
        #expect(try await world.status(of: made.batch) == .inProduction)
        #expect(try await world.todos(of: world.centre).isEmpty)

        let workbook = try Workbook.open(bytes: order)
        var rows: [[Cell]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { rows.append($0.cells) }
        let person = try #require(rows.dropLast().last)
        #expect(
            person.map(\.text) == [
                made.number, CardWorld.memberNumber(2), "会员2", "身份证", CardWorld.documentNumber(2), "长期",
                "19900001002", CardWorld.goodAddress,
            ])
        #expect(person.allSatisfy { if case .text = $0 { true } else { false } })
        #expect(rows.last?.map(\.text) == ["合计", "2 人"])

        let exchanges = CardExchanges(world.platform)
        _ = try await exchanges.handOver(made.batch, world.occasion(world.centre).confirmed)
        #expect(try await exchanges.orderFile(made.batch, world.occasion(world.centre).confirmed).bytes == order)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'hand-over'") == 1)
    }

    @Test(
        "the file goes only to who has proved who he is, and seven days after the answer it is gone",
        arguments: Engine.available)
    func fileOfWholeNumbers(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let exchanges = CardExchanges(world.platform)
        let (sent, centre) = (try await world.submitted([try await world.add(1)]), world.occasion(world.centre))
        await #expect(throws: Refusal.notConfirmed) { _ = try await exchanges.handOver(sent.batch, centre) }
        _ = try await exchanges.handOver(sent.batch, centre.confirmed)
        await #expect(throws: Refusal.notConfirmed) { _ = try await exchanges.orderFile(sent.batch, centre) }
        let order = try await exchanges.orderFile(sent.batch, centre.confirmed).bytes

        let housekeeping = Housekeeping(world.platform)
        // As long as the bank has not answered, the file is needed.
        try await housekeeping.clear(at: CardWorld.now.adding(hours: 24 * 30))
        #expect(try await world.count("SELECT count(*) FROM stored_file") == 1)
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        _ = try await exchanges.apply(answer, to: sent.batch, centre)
        // By the real clock: the business day of the answer is another one.
        #expect(CardWorld.today.start > CardWorld.now)
        try await housekeeping.clear(at: CardWorld.now.adding(hours: 24 * 7))
        #expect(try await world.count("SELECT count(*) FROM stored_file") == 1)
        try await housekeeping.clear(at: CardWorld.now.adding(hours: 24 * 7 + 1))
        #expect(try await world.count("SELECT count(*) FROM stored_file") == 0)
        let record = try #require(
            try await world.platform.database.read { try CardBatchStore($0).find(sent.batch) })
        #expect(record.isOrderFileCleared)
        #expect(record.orderFileHash?.count == 32)
        await #expect(throws: Refusal.notFound) { _ = try await exchanges.orderFile(sent.batch, centre.confirmed) }
        #expect(try await exchanges.apply(answer, to: sent.batch, centre).effect == .alreadyApplied)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("a full answer issues the cards, and again it changes nothing", arguments: Engine.available)
    func full(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, order) = try await world.handedOver([try await world.add(1), try await world.add(2)])
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        let exchanges = CardExchanges(world.platform)
        let applied = try await exchanges.apply(answer, to: made.batch, world.occasion(world.centre))
        #expect(applied.effect == .applied)
        #expect([applied.issued, applied.failed, applied.oddCheckDigits] == [2, 0, 0])
        #expect(try await world.status(of: made.batch) == .produced)

        let again = try await exchanges.apply(answer, to: made.batch, world.occasion(world.centre))
        #expect(again.effect == .alreadyApplied)
        #expect(try await world.count("SELECT count(*) FROM service_card") == 2)
        let cards = try await Cards(world.platform).list(size: 20, enterprise: nil, world.occasion()).part
        #expect(
            cards.holders.map { $0.card?.number }
                == [1, 2].map { SimulatedBank.card(for: CardWorld.memberNumber($0), batch: made.number) })
        #expect(cards.holders.allSatisfy { $0.card?.number.hasFittingCheckDigit == true })
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("once answered, a different answer is refused and changes nothing", arguments: Engine.available)
    func secondAnswer(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (made, order) = try await world.handedOver([try await world.add(1), try await world.add(2)])
        let exchanges = CardExchanges(world.platform)
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        _ = try await exchanges.apply(answer, to: made.batch, world.occasion(world.centre))
        let before = try await Cards(world.platform).list(size: 20, enterprise: nil, world.occasion()).part
        let events = try await world.count("SELECT count(*) FROM event")

        let failing = try SimulatedBank(failing: [CardWorld.memberNumber(2): "照片不清"]).answer(
            order, at: CardWorld.now)
        await #expect(throws: Refusal.cardBatchState(.produced, .applyPartialResult)) {
            _ = try await exchanges.apply(failing, to: made.batch, world.occasion(world.centre))
        }
        let others = try CardWorld.answer(
            try [1, 2].map { serial in
                let member = CardWorld.memberNumber(serial)
                let card = try #require(SimulatedBank.card(for: member, batch: "BK202312010001")).rawValue
                return [.text(made.number), .text(member), .text("成功"), .text(card), .empty]
            })
        await #expect(throws: Refusal.cardBatchState(.produced, .applyFullResult)) {
            _ = try await exchanges.apply(others, to: made.batch, world.occasion(world.centre))
        }
        #expect(try await world.status(of: made.batch) == .produced)
        let after = try await Cards(world.platform).list(size: 20, enterprise: nil, world.occasion()).part
        #expect(after.holders.map { $0.card?.number } == before.holders.map { $0.card?.number })
        #expect(try await world.count("SELECT count(*) FROM service_card") == 2)
        #expect(try await world.count("SELECT count(*) FROM event") == events)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("who has got a card elsewhere meanwhile gets no second one", arguments: Engine.available)
    func cardElsewhere(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let (made, order) = try await world.handedOver([member, try await world.add(2)])
        let elsewhere = try #require(SimulatedBank.card(for: CardWorld.memberNumber(1)))
        let seal = world.platform.seal
        try await world.platform.database.write { transaction in
            let person: ID<Person>? = try transaction.value("SELECT person_id FROM member WHERE id = \(member)")
            _ = try ServiceCardStore(transaction, seal).issue([try #require(person): elsewhere], on: CardWorld.today)
        }
        let exchanges = CardExchanges(world.platform)
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        let problem = CardResultProblem(row: 2, .memberHasCard(CardWorld.memberNumber(1)))
        await #expect(throws: CardResultRefused([problem])) {
            _ = try await exchanges.apply(answer, to: made.batch, world.occasion(world.centre))
        }
        #expect(try await world.status(of: made.batch) == .inProduction)
        #expect(try await world.count("SELECT count(*) FROM service_card") == 1)

        // As the sentence says: with this one as failed the others get theirs.
        let mended = try SimulatedBank(failing: [CardWorld.memberNumber(1): "已有卡"]).answer(order, at: CardWorld.now)
        let applied = try await exchanges.apply(mended, to: made.batch, world.occasion(world.centre))
        #expect([applied.issued, applied.failed] == [1, 1])
    }

    @Test("a partial answer brings the others back, with a todo until they are in a batch", arguments: Engine.available)
    func partial(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let second = try await world.add(2)
        let (made, order) = try await world.handedOver([try await world.add(1), second])
        let bank = SimulatedBank(failing: [CardWorld.memberNumber(2): "照片不清"])
        let applied = try await CardExchanges(world.platform).apply(
            try bank.answer(order, at: CardWorld.now), to: made.batch, world.occasion(world.centre))
        #expect([applied.issued, applied.failed] == [1, 1])
        #expect(try await world.status(of: made.batch) == .partlyFailed)
        let found = try await CardBatches(world.platform).find(made.batch, offset: 0, limit: 20, world.occasion())
        #expect(found.lines.first?.reason == "照片不清")
        #expect(try await world.todos(of: world.clerk).map(\.kind).contains(.failedCards))

        let next = try await CardBatches(world.platform).make(.members([second]), enterprise: nil, world.occasion())
        #expect(try await world.todos(of: world.clerk).isEmpty)
        _ = try await CardBatches(world.platform).cancel(next.batch, version: 1, world.occasion())
        #expect(try await world.todos(of: world.clerk).map(\.kind).contains(.failedCards))
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("an answer with any mistake is refused as a whole, with every mistake", arguments: Engine.available)
    func mistakes(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        var members: [ID<Member>] = []
        for serial in 1...6 { members.append(try await world.add(serial)) }
        let (made, _) = try await world.handedOver(members)
        let card = try #require(SimulatedBank.card(for: CardWorld.memberNumber(1))).rawValue
        func row(_ batch: String, _ serial: Int, _ verdict: String, _ card: OutputCell) -> [OutputCell] {
            [.text(batch), .text(CardWorld.memberNumber(serial)), .text(verdict), card, .empty]
        }
        let file = try CardWorld.answer([
            row(made.number, 1, "成功", .text(card)),
            row(made.number, 2, "成功", .text(card)),
            row(made.number, 3, "成功", .text("6231")),
            row(made.number, 4, "成功", .integer(6_231_000_000_000_010)),
            row("BK000", 5, "成功", .text(card)),
            row(made.number, 99, "成功", .text(card)),
            row(made.number, 1, "成功", .text(card)),
            row(made.number, 5, "好", .text(card)),
        ])
        let exchanges = CardExchanges(world.platform)
        let refused = await #expect(throws: CardResultRefused.self) {
            _ = try await exchanges.apply(file, to: made.batch, world.occasion(world.centre))
        }
        #expect(
            refused?.problems == [
                CardResultProblem(row: 3, .cardRepeated), CardResultProblem(row: 4, .cardMalformed),
                CardResultProblem(row: 5, .cardDestroyed), CardResultProblem(row: 6, .anotherBatch("BK000")),
                CardResultProblem(row: 7, .unknownMember(CardWorld.memberNumber(99))),
                CardResultProblem(row: 8, .repeatedMember(CardWorld.memberNumber(1))),
                CardResultProblem(row: 9, .verdictUnclear),
                CardResultProblem(row: nil, .missingMembers([CardWorld.memberNumber(6)])),
            ])
        #expect(try await world.status(of: made.batch) == .inProduction)
        #expect(try await world.count("SELECT count(*) FROM service_card") == 0)
    }

    @Test("a card that somebody has, another batch's file, and no workbook are refused", arguments: Engine.available)
    func strangers(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let exchanges = CardExchanges(world.platform)
        let first = try await world.handedOver([try await world.add(1)])
        let answer = try SimulatedBank().answer(first.order, at: CardWorld.now)
        _ = try await exchanges.apply(answer, to: first.made.batch, world.occasion(world.centre))

        let second = try await world.handedOver([try await world.add(2)])
        await #expect(throws: Refusal.bankFileForAnotherBatch(first.made.number)) {
            _ = try await exchanges.apply(answer, to: second.made.batch, world.occasion(world.centre))
        }
        let card = try #require(SimulatedBank.card(for: CardWorld.memberNumber(1), batch: first.made.number)).rawValue
        let taken = try CardWorld.answer([
            [.text(second.made.number), .text(CardWorld.memberNumber(2)), .text("成功"), .text(card), .empty]
        ])
        await #expect(throws: CardResultRefused([CardResultProblem(row: 2, .cardTaken)])) {
            _ = try await exchanges.apply(taken, to: second.made.batch, world.occasion(world.centre))
        }
        await #expect(throws: CardFileFault.notAWorkbook) {
            _ = try await exchanges.apply(Array("批次号,卡号".utf8), to: second.made.batch, world.occasion(world.centre))
        }
        await #expect(throws: CardFileFault.missingColumns([.card])) {
            let file = try CardWorld.answer([[.text("x")]], header: ["批次号", "会员编号", "结果", "原因"])
            _ = try await exchanges.apply(file, to: second.made.batch, world.occasion(world.centre))
        }
    }
}
