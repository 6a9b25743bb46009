import DatabaseKit
import Demo
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

/// A large unit; `GONGHUI_CARDS=50000` tries the largest there is.
@Suite struct CardManyTests {
    private static let asked = ProcessInfo.processInfo.environment["GONGHUI_CARDS"].flatMap { Int($0) }
    private static let people = asked ?? 600

    /// Does something, and says how long it took when a number of people was asked for; nothing depends on it.
    private func timed<Result>(
        _ words: String, _ engine: Engine, _ work: () async throws -> Result
    ) async throws -> Result {
        let began = ContinuousClock.now
        let result = try await work()
        if Self.asked != nil { print("\(engine) \(Self.people) \(words): \(ContinuousClock.now - began)") }
        return result
    }

    @Test("a large batch goes to the bank and back, and back again changes nothing", arguments: Engine.available)
    func thereAndBack(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.addMany(Self.people)
        let batches = CardBatches(world.platform)
        let made = try await timed("make", engine) {
            try await batches.make(.everybody(.ready, expected: Self.people), enterprise: nil, world.occasion())
        }
        #expect(made.people == Self.people)
        _ = try await timed("submit", engine) {
            try await batches.submit(made.batch, version: 1, world.occasion())
        }
        let exchanges = CardExchanges(world.platform)
        let centre = world.occasion(world.centre)
        _ = try await timed("hand over", engine) { try await exchanges.handOver(made.batch, centre.confirmed) }
        let order = try await exchanges.orderFile(made.batch, centre.confirmed).bytes
        let bank = SimulatedBank(share: SimulatedBank.Share(percent: 3, seed: 1))
        let answer = try bank.respond(to: order, at: CardWorld.now)
        #expect(answer.issued + answer.failed == Self.people)
        #expect(answer.failed > 0)

        // A part of the answer is refused as a whole: nobody gets a card.
        let cut = try CardWorld.answer([[.text(made.number), .text(CardWorld.memberNumber(1)), .text("失败")]])
        await #expect(throws: CardResultRefused.self) { _ = try await exchanges.apply(cut, to: made.batch, centre) }
        #expect(try await world.count("SELECT count(*) FROM service_card") == 0)

        let applied = try await timed("apply", engine) {
            try await exchanges.apply(answer.bytes, to: made.batch, centre)
        }
        #expect(applied.issued == answer.issued)
        #expect(applied.failed == answer.failed)
        let again = try await timed("apply again", engine) {
            try await exchanges.apply(answer.bytes, to: made.batch, centre)
        }
        #expect(again.effect == .alreadyApplied)
        #expect(try await world.count("SELECT count(*) FROM service_card") == answer.issued)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'apply-partial-result'") == 1)
        #expect(try await Verification(world.platform).violations().isEmpty)

        let rest = try await batches.make(.failed(made.batch), enterprise: nil, world.occasion())
        #expect(rest.people == answer.failed)
    }
}
