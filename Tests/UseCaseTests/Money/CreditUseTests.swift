import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Credits, from entry to use and back")
struct CreditUseTests {
    private func enter(_ house: DistrictHouse, _ year: Int, _ yuan: String, ticket: String? = nil) async throws {
        let occasion = EnrolmentScene.occasion(house.centre, on: "2023-12-01", ticket: ticket)
        _ = try await Credits(house.platform).enter(
            occasion,
            try CreditEntry(
                districtCode: house.scene.district.code, year: String(year), amount: yuan, reason: "人数核减退回"))
    }

    private func credits(_ house: DistrictHouse) async throws -> [Credit] {
        try await Credits(house.platform).page(house.officer()).credits.sorted { $0.fromYear < $1.fromYear }
    }

    @Test("The lock sets the oldest credit against what is due, and the notice says so", arguments: Engine.available)
    func used(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await enter(house, 2019, "100.00")
        try await enter(house, 2018, "1200.00")
        try await house.approved()
        let rehearsal = try await house.submissions.rehearsal(house.officer())
        #expect(rehearsal.credit == Money(fen: 123_500))
        #expect(rehearsal.due.due == .zero)
        let receipt = try await house.submit()
        let record = try await house.record(receipt.submission)
        #expect(record.credit == Money(fen: 123_500))
        #expect(record.due.due == .zero)
        // Nothing is owed, so nobody waits for a voucher, and nobody loses his cover for want of one.
        #expect(receipt.status == .completed)
        #expect(record.submission.status == .completed)
        #expect(record.isSettledWithoutVoucher)
        #expect(try await house.status() == .inForce)
        #expect(try await house.coverage() == ["in-force": 95])
        #expect(try await house.house.todos(of: house.scene.district) == [])
        #expect(try await house.house.actions().suffix(2) == ["lock", "accept-voucher"])
        await #expect(throws: Refusal.batchState(.completed, .uploadVoucher)) {
            try await house.vouchers.upload(house.officer(), receipt.submission, [try VoucherTests.picture()])
        }
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-21")) == 0)
        #expect(try await house.coverage() == ["in-force": 95])
        let after = try await credits(house)
        #expect(after.map(\.remaining) == [.zero, Money(fen: 6_500)])
        #expect(after.first?.uses.map(\.number) == [receipt.number])
        #expect(try await house.violations() == [])
        await #expect(throws: Refusal.creditInUse) {
            _ = try await Credits(house.platform).cancel(house.centre(), after[0].id)
        }
    }

    @Test("A batch that owes one 分 waits for its voucher", arguments: Engine.available)
    func nearlyCovered(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await enter(house, 2018, "1234.99")
        try await house.approved()
        let receipt = try await house.submit()
        #expect(receipt.status == .awaitingVoucher)
        #expect(try await house.record(receipt.submission).due.due == Money(fen: 1))
        #expect(try await house.status() == .locked)
        #expect(try await house.coverage() == ["provisional": 95])
        #expect(try await house.house.todos(of: house.scene.district) == [.uploadVoucher])
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-21")) == 1)
        #expect(try await house.violations() == [])
    }

    @Test("A batch that owed something and is said to have begun complete is found", arguments: Engine.available)
    func saidToBeComplete(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await enter(house, 2018, "1234.99")
        try await house.approved()
        let receipt = try await house.submit()
        try await house.scene.database.write { transaction in
            try transaction.allowChangingEvents()
            try transaction.execute(
                "UPDATE event SET to_status = 'completed' WHERE subject = 'submission' AND action = 'submit'")
        }
        let found = try await house.violations()
        #expect(
            found.contains(
                Violation(
                    invariant: "I6", record: "district_submission \(receipt.submission.rawValue)",
                    rule: "step submit is not legal")))
    }

    @Test("Instant lists that credit covers are complete when they are confirmed", arguments: Engine.available)
    func instant(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        try await enter(house.house, 2018, "1000.00")
        let members = try await house.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit)
        _ = try await house.submit(members)
        try await house.confirm()
        #expect(try await house.house.coverage() == ["in-force": 2])
        #expect(try await house.house.house.todos(of: house.scene.district) == [])
        #expect(try await house.house.deadlines.lapseOverdue(house.house.centre(on: "2024-12-30")) == 0)
        #expect(try await house.house.violations() == [])
    }

    @Test("When the batch lapses its credit is free again; the trail stays", arguments: Engine.available)
    func givenBack(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await enter(house, 2018, "1000.00")
        try await house.approved()
        _ = try await house.submit()
        #expect(try await credits(house).map(\.remaining) == [.zero])
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-21")) == 1)
        let after = try await credits(house)
        #expect(after.map(\.remaining) == [Money(fen: 100_000)])
        #expect(after.first?.uses.map { $0.returnedAt != nil } == [true])
        #expect(try await house.violations() == [])
        _ = try await Credits(house.platform).cancel(house.centre(), after[0].id)
        #expect(try await credits(house).map(\.remaining) == [.zero])
        #expect(try await house.violations() == [])
    }

    @Test("Only the centre enters credits, once per form, for districts; a district sees its own")
    func authority() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await enter(house, 2018, "1000.00", ticket: "same")
        try await enter(house, 2018, "1000.00", ticket: "same")
        #expect(try await credits(house).count == 1)
        let other = EnrolmentScene.occasion(house.otherDistrict)
        #expect(try await Credits(house.platform).page(other).credits.isEmpty)
        let entry = try CreditEntry(
            districtCode: house.scene.committee.code, year: "2018", amount: "1", reason: "退回")
        await #expect(throws: Refusal.unionUnknown(code: house.scene.committee.code)) {
            _ = try await Credits(house.platform).enter(house.centre(), entry)
        }
        await #expect(throws: Refusal.notFound) { _ = try await Credits(house.platform).enter(house.officer(), entry) }
        await #expect(throws: Refusal.notAllowed(.viewBatches, .role)) {
            _ = try await Credits(house.platform).page(house.house.clerk())
        }
    }
}
