import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// A unit is not asked to pay any longer when less is owed than it has paid.
@Suite struct SettledReminderTests {
    /// Books what has come in, and reminds the unit of the rest.
    private func pay(_ yuan: String, _ house: DistrictHouse) async throws {
        let list = try #require(
            try await house.scene.database.read {
                try EnrolmentStore($0).find(unit: house.scene.unit.id, year: 2024)?.enrolment.id
            })
        let ledger = Ledger(house.platform)
        let text = "交易日期,收入,支出,对方户名,摘要,流水号\n2023-12-20,\(yuan),,某某,参保费,S1"
        let id = try await ledger.upload(house.officer(), file: Array(text.utf8), name: "明细.csv")
        let line = try #require(try await ledger.sheet(house.officer(), id).lines.first?.entry.id)
        _ = try await ledger.decide(house.officer(), id, [line: .pays(.enrolment(list))])
        #expect(try await PaymentReminders(house.platform).remind(house.officer(), .everybody) == 1)
        #expect(try await isAsked(house))
    }

    private func isAsked(_ house: DistrictHouse) async throws -> Bool {
        try await house.house.todos(of: house.scene.committee).contains(.payShare)
    }

    private func set(_ district: String, _ base: String, shown: Int64, _ house: DistrictHouse) async throws {
        let request = Shares.Request(
            position: 1, district: district, base: base, unitCode: nil, shown: Money(fen: shown))
        #expect(try await Shares(house.platform).set(house.officer(on: "2023-11-22"), request).repriced == 1)
    }

    @Test(
        "A lower share of the base is asked for no longer once it is paid",
        arguments: Engine.available)
    func lowerShare(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        _ = try await PlanYears(house.platform).extend(
            EnrolmentScene.occasion(house.centre, on: "2023-11-20"),
            PlanYears.Extension(
                year: 2024, activities: [.shareSetting], unionCode: house.scene.district.code,
                through: EnrolmentScene.day("2023-11-30"), reason: "区局调整"))
        try await set("8.00", "5.00", shown: 1_300, house)
        // 95 × 5.00 are owed, and then 95 × 4.00, 95 × 3.00.
        try await pay("300.00", house)
        try await set("9.00", "4.00", shown: 800, house)
        #expect(try await isAsked(house))
        try await set("10.00", "3.00", shown: 900, house)
        #expect(try await !isAsked(house))
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test("Somebody whom a correction takes off is not asked for", arguments: Engine.available)
    func corrected(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        try await house.scene.database.write { transaction in
            try transaction.execute("UPDATE enrolment_version SET district_fen = 0, base_fen = 1300")
            try transaction.countLists()
        }
        // All but the share of one.
        try await pay("1222.00", house)
        let batch = try await house.submit().submission
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), batch, [try VoucherTests.picture()])
        _ = try await house.vouchers.decide(
            house.centre(), batch, .accept, stamp: try await house.record(batch).stamp)
        #expect(try await isAsked(house))
        let covered = try #require(
            try await house.scene.database.read { transaction -> ID<Coverage>? in
                try transaction.value("SELECT min(id) AS id FROM coverage")
            })
        let corrections = Corrections(house.platform)
        let id = try await corrections.ask(
            .removal, about: covered, note: "录入有误", house.house.clerk(on: "2024-02-01")
        ).id
        _ = try await corrections.perform(.endorse, on: id, house.officer(on: "2024-02-02"))
        _ = try await corrections.perform(.accept, on: id, house.centre(on: "2024-02-03"))
        #expect(try await !isAsked(house))
    }
}
