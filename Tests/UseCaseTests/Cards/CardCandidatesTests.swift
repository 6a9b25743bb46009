import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct CardCandidatesTests {
    @Test("the people without a card divide into ready, obstructed and ordered", arguments: Engine.available)
    func parts(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let ready = try await world.add(1)
        try await world.add(2, expiry: nil)
        try await world.add(3, expiry: "2023-11-19")
        try await world.add(4, expiry: "2023-12-31", address: "短址")
        try await world.add(5, category: .flexible)
        try await world.add(6, to: world.neighbour)
        let waiting = try await world.add(7)
        _ = try await world.submitted([waiting])

        let candidates = CardCandidates(world.platform)
        let all = try await candidates.list(.open, enterprise: nil, world.occasion())
        #expect(all.counts == CardCandidates.Counts(ready: 1, obstructed: 3, ordered: 1))
        #expect(all.entries.map(\.obstacles) == [[], [.expiryMissing], [.expired], [.addressTooShort]])
        #expect(all.entries[3].expiryNotice == .endsBeforeCoverage)
        #expect(all.entries.map(\.member).first == ready)
        let wanted = Confirmations.Search(number: all.entries[1].number, name: all.entries[1].name)
        let found = try await candidates.list(
            .open, wanted, enterprise: nil, world.occasion())
        #expect(found.entries.map(\.number) == [all.entries[1].number])
        #expect(found.total == 1)
        #expect(found.counts == all.counts)
        let ordered = try await candidates.list(.ordered, enterprise: nil, world.occasion())
        #expect(ordered.entries.map(\.member) == [waiting])
        #expect(ordered.entries.first?.batchNumber == "BK202311200001")
        let deadline = try #require(all.year.cardDeadline(on: CardWorld.today))
        #expect(deadline.day == CalendarDay("2023-12-11"))
        #expect([deadline.workingDaysLeft, deadline.daysLeft] == [15, 21])
    }

    @Test("a day that does not fit the age is worth a notice, and no obstacle", arguments: Engine.available)
    func oddExpiry(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        // Everybody was born on 1970-06-01: nobody of 53 gets a card for twenty years.
        try await world.add(1, expiry: "2044-01-01")
        try await world.add(2)
        try await world.add(3, expiry: "2023-11-19")
        let list = try await CardCandidates(world.platform).list(
            .open, enterprise: nil, world.occasion())
        #expect(list.entries.map(\.expiryNotice) == [.odd(.againstAge), .none, .none])
        #expect(list.entries.map(\.obstacles) == [[], [], [.expired]])
    }

    @Test("a correction makes a card possible; an odd day is asked about first", arguments: Engine.available)
    func correction(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1, expiry: nil)
        let candidates = CardCandidates(world.platform)
        let shown = try await candidates.member(member, world.occasion()).entry

        let past = IdentityDocument.Expiry.date(CardWorld.today.adding(days: -1))
        let odd = try await candidates.setExpiry(past, of: member, version: shown.version, .asked, world.occasion())
        #expect(odd == .odd(.expired))
        #expect(try await candidates.member(member, world.occasion()).entry.document.expiry == nil)

        let saved = try await candidates.setExpiry(
            .longTerm, of: member, version: shown.version, .asked, world.occasion())
        #expect(saved == .saved)
        #expect(try await candidates.member(member, world.occasion()).entry.obstacles.isEmpty)
        await #expect(throws: StaleVersion.self) {
            _ = try await candidates.setExpiry(
                past, of: member, version: shown.version, .compared, world.occasion())
        }
    }

    @Test("another union's member is not there, for reading and for writing", arguments: Engine.available)
    func scope(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1)
        let candidates = CardCandidates(world.platform)
        let occasion = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { _ = try await candidates.member(member, occasion) }
        await #expect(throws: Refusal.notFound) {
            _ = try await candidates.setExpiry(.longTerm, of: member, version: 1, .compared, occasion)
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await CardBatches(world.platform).make(.members([member]), enterprise: nil, occasion)
        }
        await #expect(throws: Refusal.notAllowed(.orderCards, .role)) {
            _ = try await candidates.member(member, world.occasion(world.reviewer))
        }
    }
}
