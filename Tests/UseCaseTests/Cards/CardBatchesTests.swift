import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct CardBatchesTests {
    @Test("good ones go in, each of the others is named with the reason", arguments: Engine.available)
    func making(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let good = try await world.add(1)
        var chosen = [good]
        chosen.append(try await world.add(2, expiry: nil))
        chosen.append(try await world.add(3, expiry: "2023-11-19"))
        chosen.append(try await world.add(4, address: nil))
        chosen.append(try await world.add(5, category: .outsideEnterprise))
        chosen.append(try await world.add(6, socialInsurance: .deceased))
        let waiting = try await world.add(7)
        _ = try await world.submitted([waiting])
        chosen.append(waiting)

        let batches = CardBatches(world.platform)
        let made = try await batches.make(.members(chosen), enterprise: nil, world.occasion())
        #expect(made.number == "BK202311200002")
        #expect(made.people == 1)
        #expect(
            made.leftOut.map(\.obstacle)
                == [.expiryMissing, .expired, .addressTooShort, .notEnterpriseMember, .deceased, .inBatch])
        let found = try await batches.find(made.batch, offset: 0, limit: 20, world.occasion())
        #expect(found.lines.map(\.member) == [good])
        #expect(found.refused.map(\.obstacle) == made.leftOut.map(\.obstacle))
        #expect(found.open == [.submit, .cancel])
    }

    @Test("a batch of nobody is not made, and says why for everybody", arguments: Engine.available)
    func nobody(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1, expiry: nil)
        let batches = CardBatches(world.platform)
        await #expect(throws: CardBatches.NobodyOrderable.self) {
            _ = try await batches.make(.members([member]), enterprise: nil, world.occasion())
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await batches.make(.members([]), enterprise: nil, world.occasion())
        }
        #expect(try await world.count("SELECT count(*) FROM card_batch") == 0)
    }

    @Test("everybody means those who were shown", arguments: Engine.available)
    func everybody(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        for serial in 1...3 { try await world.add(serial) }
        let batches = CardBatches(world.platform)
        await #expect(throws: Refusal.countChanged(expected: 2, actual: 3)) {
            _ = try await batches.make(.everybody(.ready, expected: 2), enterprise: nil, world.occasion())
        }
        let made = try await batches.make(.everybody(.ready, expected: 3), enterprise: nil, world.occasion())
        #expect(made.people == 3)
    }

    @Test("a double click makes one batch and submits it once", arguments: Engine.available)
    func tickets(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let batches = CardBatches(world.platform)
        let first = try await batches.make(.members([member]), enterprise: nil, world.occasion(ticket: "t1"))
        let again = try await batches.make(.members([member]), enterprise: nil, world.occasion(ticket: "t1"))
        #expect(first == again)
        _ = try await batches.submit(first.batch, version: 1, world.occasion(ticket: "t2"))
        _ = try await batches.submit(first.batch, version: 1, world.occasion(ticket: "t2"))
        #expect(try await world.count("SELECT count(*) FROM card_batch") == 1)
        #expect(try await world.count("SELECT count(*) FROM event WHERE subject = 'card-batch'") == 2)
    }

    @Test("submitting asks the centre; only a draft is thrown away by its unit alone", arguments: Engine.available)
    func cancelling(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let batches = CardBatches(world.platform)
        let made = try await batches.make(.members([member]), enterprise: nil, world.occasion())
        _ = try await batches.cancel(made.batch, version: 1, world.occasion())
        let sent = try await world.submitted([member])
        let todo = try #require(try await world.todos(of: world.centre).first)
        #expect(todo.kind == .handOverCards)
        #expect(todo.amount == 1)
        await #expect(throws: Refusal.cardBatchState(.submitted, .cancel)) {
            _ = try await batches.cancel(sent.batch, version: 2, world.occasion())
        }
        #expect(try await world.status(of: made.batch) == .cancelled)
        let list = try await CardCandidates(world.platform).list(
            .ordered, enterprise: nil, world.occasion())
        #expect(list.entries.map(\.member) == [member])
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test(
        "who can get no card today is named with the reason and taken out; the others go", arguments: Engine.available)
    func rest(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let (good, bad) = (try await world.add(1), try await world.add(2))
        let early = try await world.add(3, expiry: "2023-12-31")
        let batches = CardBatches(world.platform)
        let made = try await batches.make(.members([good, bad, early]), enterprise: nil, world.occasion())
        _ = try await CardCandidates(world.platform).setExpiry(
            .date(CardWorld.today.adding(days: -1)), of: bad, version: 1, .compared, world.occasion())

        let shown = try await batches.find(made.batch, offset: 0, limit: 20, world.occasion())
        let draft = try #require(shown.draft)
        #expect([draft.people, draft.endingEarly] == [2, 1])
        #expect(draft.leftOut.map(\.member) == [bad])
        #expect(draft.leftOut.map(\.obstacle) == [.expired])
        #expect(shown.lines.map(\.obstacle) == [nil, .expired, nil])

        await #expect(throws: Refusal.countChanged(expected: 3, actual: 2)) {
            _ = try await batches.submit(made.batch, version: 1, world.occasion())
        }
        // As many, but others: the one is well again, and the other's document has expired.
        let candidates = CardCandidates(world.platform)
        let expired = IdentityDocument.Expiry.date(CardWorld.today.adding(days: -1))
        _ = try await candidates.setExpiry(.longTerm, of: bad, version: 2, .compared, world.occasion())
        _ = try await candidates.setExpiry(expired, of: good, version: 1, .compared, world.occasion())
        await #expect(throws: CardBatches.DraftChanged.self) {
            _ = try await batches.submit(made.batch, version: 1, people: 2, mark: draft.mark, world.occasion())
        }
        _ = try await candidates.setExpiry(expired, of: bad, version: 3, .compared, world.occasion())
        _ = try await candidates.setExpiry(.longTerm, of: good, version: 2, .compared, world.occasion())

        let receipt = try await batches.submit(
            made.batch, version: 1, people: 2, mark: draft.mark, world.occasion())
        #expect(receipt.people == 2)
        #expect(receipt.leftOut == draft.leftOut)
        let sent = try await batches.find(made.batch, offset: 0, limit: 20, world.occasion())
        #expect([sent.record.people, sent.record.ordered, sent.record.leftOut] == [3, 2, 1])
        #expect(sent.draft == nil)
        #expect(sent.lines.map(\.leftOut) == [.expired, nil, nil])
        #expect(try await world.todos(of: world.centre).map(\.amount) == [2])
        let waiting = try await CardCandidates(world.platform).list(
            .obstructed, enterprise: nil, world.occasion())
        #expect(waiting.entries.map(\.member) == [bad])
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("a draft of which nobody can get a card today is not submitted", arguments: Engine.available)
    func judgedAgain(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let batches = CardBatches(world.platform)
        let made = try await batches.make(.members([member]), enterprise: nil, world.occasion())
        let candidates = CardCandidates(world.platform)
        _ = try await candidates.setExpiry(
            .date(CardWorld.today.adding(days: -1)), of: member, version: 1, .compared, world.occasion())
        await #expect(throws: Refusal.nobodyOrderable(people: 1)) {
            _ = try await batches.submit(made.batch, version: 1, people: 0, world.occasion())
        }
        let found = try await batches.find(made.batch, offset: 0, limit: 20, world.occasion())
        #expect(found.open == [.cancel])
        #expect(try await world.status(of: made.batch) == .draft)
    }

    @Test("those above see what was submitted, others nothing", arguments: Engine.available)
    func scope(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let made = try await world.submitted([try await world.add(1)])
        let draft = try await CardBatches(world.platform).make(
            .members([try await world.add(2)]), enterprise: nil, world.occasion())
        let batches = CardBatches(world.platform)
        for actor in [world.reviewer, world.officer, world.centre] {
            let list = try await batches.list(
                CardBatchFilter(), offset: 0, limit: 20, enterprise: nil, world.occasion(actor))
            #expect(list.batches.map(\.batch.id) == [made.batch])
            await #expect(throws: Refusal.notFound) {
                _ = try await batches.find(draft.batch, offset: 0, limit: 20, world.occasion(actor))
            }
            await #expect(throws: Refusal.notAllowed(.orderCards, .role)) {
                _ = try await batches.submit(made.batch, version: 2, world.occasion(actor))
            }
        }
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) {
            _ = try await batches.find(made.batch, offset: 0, limit: 20, stranger)
        }
        await #expect(throws: Refusal.notFound) { _ = try await batches.cancel(made.batch, version: 2, stranger) }
        await #expect(throws: Refusal.notAllowed(.exchangeCardFiles, .role)) {
            _ = try await CardExchanges(world.platform).handOver(made.batch, world.occasion().confirmed)
        }
    }
}
