import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("What becomes of instant lists that nobody pays for, and of lapsed lists")
struct InstantLapseTests {
    private func own(_ day: String) -> Occasion {
        Deadlines.ownOccasion(today: EnrolmentScene.day(day), now: EnrolmentScene.now)
    }

    @Test("An unpaid instant batch lapses on the sixteenth day, and its people can go on", arguments: Engine.available)
    func unpaid(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit)
        let receipt = try await house.submit(members)
        try await house.confirm()
        let deadlines = house.house.deadlines
        #expect(try await deadlines.carryOut(own("2024-02-20")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await deadlines.carryOut(own("2024-02-21")) == Deadlines.Done(leftOut: 0, lapsed: 1))
        #expect(try await house.house.coverage() == ["lapsed": 2])
        #expect(try await house.house.house.count("enrolment_claim") == 0)
        #expect(try await house.house.house.todos(of: house.scene.committee) == [.convertLapsed])
        #expect(try await house.house.violations() == [])

        let again = try await house.instants.convert(
            house.clerk(on: "2024-02-22"), enterprise: nil, receipt.list, expected: 2)
        #expect(again.heads == 2)
        #expect(again.list != receipt.list)
        #expect(try await house.house.house.todos(of: house.scene.committee) == [])
        try await house.confirm(on: "2024-02-23")
        #expect(try await house.house.coverage() == ["lapsed": 2, "provisional": 2])
        #expect(try await house.house.violations() == [])
    }

    @Test("A lapsed list of 集中参保 becomes an instant list in one action", arguments: Engine.available)
    func converted(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        try await house.house.approved()
        _ = try await house.house.submit()
        let list = try #require(
            try await house.scene.database.read {
                try EnrolmentStore($0).find(unit: house.scene.unit.id, year: 2024)?.enrolment.id
            })
        await #expect(throws: Refusal.notLapsed) {
            _ = try await house.instants.lapsed(house.clerk(on: "2024-01-10"), enterprise: nil, list)
        }
        _ = try await house.house.deadlines.carryOut(own("2024-01-21"))
        let sheet = try await house.instants.lapsed(house.clerk(on: "2024-01-22"), enterprise: nil, list)
        #expect(sheet.ready == 95)
        #expect(sheet.refusal == nil)
        let offered = try await house.house.house.enrolments.list(house.clerk(on: "2024-01-22"), enterprise: nil)
        #expect(offered.map(\.rest) == [.some])
        await #expect(throws: Refusal.countChanged(expected: 94, actual: 95)) {
            _ = try await house.instants.convert(
                house.clerk(on: "2024-01-22"), enterprise: nil, list, expected: 94)
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.instants.convert(
                EnrolmentScene.occasion(house.scene.jointClerk, on: "2024-01-22"),
                enterprise: house.scene.enterprises[1].id, list, expected: 95)
        }
        let receipt = try await house.instants.convert(
            house.clerk(on: "2024-01-22", ticket: "t"), enterprise: nil, list, expected: 95)
        #expect(
            try await house.instants.convert(
                house.clerk(on: "2024-01-22", ticket: "t"), enterprise: nil, list, expected: 95) == receipt)
        #expect(receipt.heads == 95)
        #expect(try await house.sheet(receipt.list).version.plan == "A")
        // A second time there is nobody left.
        let rest = try await house.instants.lapsed(house.clerk(on: "2024-01-22"), enterprise: nil, list)
        #expect(rest.ready == 0)
        #expect(rest.refusal == .nobodyToEnrol)
        try await house.confirm(on: "2024-01-23")
        #expect(try await house.starts() == ["2024-01-01", "2024-01-24"])
        #expect(try await house.house.coverage() == ["lapsed": 95, "provisional": 95])
        #expect(try await house.house.violations() == [])
        let listed = try await house.house.house.enrolments.list(house.clerk(on: "2024-01-23"), enterprise: nil)
        #expect(listed.map(\.record.enrolment.kind) == [.instant, .centralised])
        #expect(listed.map(\.rest) == [.some, .nobody])
    }

    @Test("What nobody confirmed falls away with the year", arguments: Engine.available)
    func yearEnds(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        let receipt = try await house.submit(members, on: "2024-12-20")
        #expect(try await house.house.deadlines.carryOut(own("2024-12-31")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.house.deadlines.carryOut(own("2025-01-01")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.sheet(receipt.list).record.enrolment.status == .leftOut)
        #expect(try await house.house.house.todos(of: house.scene.district) == [])
        #expect(try await house.house.violations() == [])
    }
}
