import Domain
import TestSupport
import Testing
import UseCases

@Suite("What the calendar does by itself")
struct DeadlineTests {
    private func own(_ day: String) -> Occasion {
        Deadlines.ownOccasion(today: EnrolmentScene.day(day), now: EnrolmentScene.now)
    }

    @Test("A list that no district handed in is left out the day after, once", arguments: Engine.available)
    func leftOut(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        #expect(try await house.deadlines.due(own("2023-12-31")).isEmpty)
        #expect(try await house.deadlines.carryOut(own("2023-12-31")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        let due = try await house.deadlines.due(own("2024-01-01"))
        #expect(due.lists.map(\.lists) == [1])
        #expect(due.lists.map(\.submitted) == [1])
        #expect(due.units.map(\.status) == [.approved])
        #expect(due.units.map(\.heads) == [95])
        #expect(due.units.allSatisfy { !$0.name.isEmpty })
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.status() == .leftOut)
        #expect(try await house.deadlines.due(own("2024-01-01")).isEmpty)
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.violations() == [])
    }

    @Test("A batch without a voucher lapses with all its coverage", arguments: Engine.available)
    func lapsed(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let receipt = try await house.submit()
        #expect(try await house.deadlines.due(own("2024-01-20")).isEmpty)
        let due = try await house.deadlines.due(house.centre(on: "2024-01-21"))
        #expect(due.batches.map(\.submission.id) == [receipt.submission])
        #expect(try await house.deadlines.carryOut(own("2024-01-21")) == Deadlines.Done(leftOut: 0, lapsed: 1))
        #expect(try await house.status() == .lapsed)
        #expect(try await house.coverage() == ["lapsed": 95])
        #expect(try await house.violations() == [])
    }

    @Test("Nobody below the city closes anything")
    func authority() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        await #expect(throws: Refusal.notFound) { _ = try await house.deadlines.due(house.officer()) }
        await #expect(throws: Refusal.notFound) { _ = try await house.deadlines.carryOut(house.house.clerk()) }
    }
}
