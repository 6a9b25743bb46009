import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("保障金额设置, and what follows from it")
struct ShareTests {
    private func shares(_ house: DistrictHouse) -> Shares { Shares(house.platform) }

    private func officer(_ house: DistrictHouse, on day: String = "2023-10-26") -> Occasion { house.officer(on: day) }

    private func set(
        _ house: DistrictHouse, _ district: String, _ base: String, unit: String? = nil, shown: Int64 = 1_300,
        on day: String = "2023-10-26"
    ) async throws -> Shares.Receipt {
        try await shares(house).set(
            officer(house, on: day),
            Shares.Request(
                position: 1, district: district, base: base, unitCode: unit, shown: Money(fen: shown)))
    }

    private func rates(_ house: DistrictHouse, _ unit: EnrollingUnit) async throws -> Rates? {
        try await house.scene.database.read { transaction in
            let years = PlanYearStore(transaction)
            guard let plan = try years.plans(of: 2024).first else { return nil }
            return try years.rates(of: plan, unit: unit.id, district: house.scene.district.id)
        }
    }

    @Test("A default for all units, another for one, and back; every change is kept", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let before = try await shares(house).page(officer(house))
        #expect(before.refusal == nil)
        #expect(before.settings.map(\.origin) == [.city, .city])
        #expect(try await set(house, "10.00", "3.00") == Shares.Receipt(repriced: 0, unitName: nil))
        #expect(try await rates(house, scene.unit)?.base == Money(fen: 300))
        let own = try await set(house, "0", "13", unit: scene.committee.code, shown: 1_000)
        #expect(own.unitName == scene.unit.name)
        #expect(try await rates(house, scene.unit)?.district == .zero)
        #expect(try await rates(house, scene.otherUnit)?.district == Money(fen: 1_000))
        let sheet = try await shares(house).sheet(officer(house), position: 1)
        #expect(sheet.setting.origin == .district)
        #expect(sheet.setting.exceptions.map(\.unionCode) == [scene.committee.code])
        _ = try await shares(house).removeException(
            officer(house), position: 1, unit: scene.unit.id, shown: Money(fen: 1_000))
        #expect(try await rates(house, scene.unit)?.district == Money(fen: 1_000))
        let changes = try await shares(house).sheet(officer(house), position: 1).changes
        #expect(changes.count == 3)
        #expect(changes.contains { $0.before == .zero && $0.after == nil && $0.unitName == scene.unit.name })
        #expect(try await house.violations() == [])
    }

    @Test("Outside the window, with a wrong sum, out of date or from elsewhere nothing is set")
    func refusals() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        let window = try #require(house.scene.year.windows[.shareSetting])
        let late = EnrolmentScene.day("2023-11-02")
        await #expect(throws: Refusal.outsideWindow(.shareSetting, window, today: late)) {
            _ = try await set(house, "10", "3", on: "2023-11-02")
        }
        #expect(try await shares(house).page(officer(house, on: "2023-11-02")).refusal != nil)
        await #expect(throws: ShareRefusal.self) { _ = try await set(house, "10", "4") }
        await #expect(throws: StaleVersion.self) { _ = try await set(house, "10", "3", shown: 1_200) }
        await #expect(throws: Refusal.unitUnknown(code: "319902000001")) {
            _ = try await set(house, "10", "3", unit: "319902000001")
        }
        await #expect(throws: Refusal.unitAmbiguous(code: house.scene.joint.code)) {
            _ = try await set(house, "10", "3", unit: house.scene.joint.code)
        }
        await #expect(throws: Refusal.notAllowed(.setShares, .role)) {
            _ = try await shares(house).page(house.house.clerk(on: "2023-10-26"))
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await shares(house).sheet(officer(house), position: 3)
        }
        let other = EnrolmentScene.occasion(house.otherDistrict, on: "2023-10-26")
        await #expect(throws: Refusal.notFound) {
            _ = try await shares(house).removeException(
                other, position: 1, unit: house.scene.unit.id, shown: Money(fen: 1_300))
        }
        #expect(try await shares(house).page(officer(house)).settings.map(\.origin) == [.city, .city])
    }

    @Test("A handed-in list becomes its next version with a new notice, in its state", arguments: Engine.available)
    func repricing(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        try await house.approved()
        _ = try await PlanYears(house.platform).extend(
            EnrolmentScene.occasion(house.centre, on: "2023-11-20"),
            PlanYears.Extension(
                year: 2024, activities: [.shareSetting], unionCode: scene.district.code,
                through: EnrolmentScene.day("2023-11-30"), reason: "区局调整"))
        #expect(try await set(house, "8.00", "5.00", on: "2023-11-22").repriced == 1)
        #expect(try await house.status() == .approved)
        let (versions, notices) = try await scene.database.read { transaction in
            guard let record = try EnrolmentStore(transaction).find(unit: scene.unit.id, year: 2024) else {
                throw Refusal.notFound
            }
            return (
                try RosterStore(transaction).versions(of: record.enrolment.id),
                try NoticeStore(transaction).list(number: record.number)
            )
        }
        #expect(versions.map(\.number) == [2, 1])
        let newest = try #require(versions.first)
        #expect(newest.reason == .rateChange)
        #expect(newest.rates == Rates(city: Money(fen: 1_300), district: Money(fen: 800), base: Money(fen: 500)))
        #expect(newest.equation == versions.last?.equation)
        #expect(newest.submittedBy == versions.last?.submittedBy)
        #expect(notices.map(\.version).sorted() == [1, 2])
        #expect(try await house.violations() == [])
        // The same amounts again make no version.
        #expect(try await set(house, "8.00", "5.00", shown: 800, on: "2023-11-22").repriced == 0)
        let receipt = try await house.submit()
        #expect(try await house.record(receipt.submission).amounts.base == Money(fen: 95 * 500))
        #expect(try await house.violations() == [])
    }
}
