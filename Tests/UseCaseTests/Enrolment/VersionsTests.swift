import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Any two versions of a list are compared in people and money")
struct VersionsTests {
    @Test("Who came and went, what it costs, and the numbers the wrong way round", arguments: Engine.available)
    func compared(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add(
            Array(repeating: EnrolmentHouse.insured, count: 3), to: house.scene.unit)
        try await house.submit()
        try await house.enrolments.exclude(
            house.clerk(), enterprise: nil, members: [members[0]], reason: .left, note: "")
        try await house.submit(on: "2023-11-21")
        try await house.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit, from: 40)
        let third = try await house.submit(plan: "A+", on: "2023-11-22")

        let newest = try await house.enrolments.compare(
            house.clerk(), version: third.version, from: nil, through: nil)
        #expect(newest.versions.map(\.number) == [3, 2, 1])
        #expect((newest.earlier.number, newest.later.number) == (2, 3))
        #expect(newest.difference == RosterDifference(added: 2, removed: 0))

        let whole = try await house.enrolments.compare(house.clerk(), version: third.version, from: 3, through: 1)
        #expect((whole.earlier.number, whole.later.number) == (1, 3))
        #expect(whole.difference == RosterDifference(added: 2, removed: 1))
        #expect(whole.changes.count == 3)
        // 3 people in A at 26 yuan, then 4 people in A+ at 60 yuan.
        #expect(whole.moreAmounts.premium == Money(fen: 24_000 - 7_800))
        #expect(whole.moreAmounts.city == Money(fen: 8_000 - 3_900))

        let alone = try await house.enrolments.compare(house.clerk(), version: third.version, from: 9, through: 1)
        #expect((alone.earlier.number, alone.later.number) == (1, 1))
        await #expect(throws: Refusal.notFound) {
            _ = try await house.enrolments.compare(
                EnrolmentScene.occasion(house.scene.jointClerk), version: third.version, from: nil, through: nil)
        }
    }
}
