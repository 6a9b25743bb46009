import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("催办: who is late, reminded, called")
struct ReminderTests {
    private func reminders(_ house: DistrictHouse) -> Reminders { Reminders(house.platform) }

    private func late(_ house: DistrictHouse, _ occasion: Occasion? = nil) async throws -> [LateUnit] {
        try await reminders(house).page(occasion ?? house.reviewer(), ListRange(page: 1, size: 20)).units.entries
    }

    private func todos(_ house: DistrictHouse) async throws -> [Todo.Kind] {
        try await house.scene.database.read { try TodoStore($0).list(for: house.scene.committee.id).map(\.kind) }
            .filter { $0 != .orderCards && $0 != .confirmMembers }
    }

    @Test("A late unit gets one todo a day; handing in closes it", arguments: Engine.available)
    func notices(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        try await scene.add(EnrolmentScene.manualUnit, to: scene.unit)
        #expect(try await late(house).map(\.unit.id) == [scene.unit.id])
        #expect(try await reminders(house).remind(house.reviewer(), .everybody) == 1)
        #expect(try await reminders(house).remind(house.reviewer(), .units([scene.unit.id])) == 0)
        #expect(try await reminders(house).remind(house.reviewer(on: "2023-11-22"), .units([scene.unit.id])) == 1)
        #expect(try await todos(house) == [.submitEnrolment])
        #expect(try await late(house).map(\.reminders) == [2])
        try await house.house.submit()
        #expect(try await todos(house).isEmpty)
        #expect(try await late(house).isEmpty)
        #expect(try await reminders(house).remind(house.reviewer(on: "2023-11-23"), .units([scene.unit.id])) == 0)
        #expect(try await house.violations() == [])
    }

    @Test("A call is kept with whom to call the next time, sealed", arguments: Engine.available)
    func calls(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let unit = house.scene.unit.id
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        let contact = try UnitContact(name: "王 示例", phone: "199 0000 0001")
        let level2 = EnrolmentScene.occasion(house.levelTwo)
        try await reminders(house).recordCall(level2, unit, contact: contact, note: "  下周提交 ")
        let sheet = try await reminders(house).sheet(house.reviewer(), unit)
        #expect(sheet.unit.contact == contact)
        #expect(sheet.unit.contact?.name == "王示例")
        #expect(sheet.history.map(\.kind) == [.call])
        #expect(sheet.history.first?.note == "下周提交")
        let plain: Int = try await house.scene.database.read {
            try $0.value("SELECT count(*) FROM unit_reminder WHERE note LIKE '%199%'") ?? 0
        }
        #expect(plain == 0)
    }

    @Test("Outside the window, of another district, or of nobody: refused")
    func refusals() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        let unit = house.scene.unit.id
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        let window = try #require(house.scene.year.windows[.enrolment])
        let after = EnrolmentScene.day("2023-12-27")
        await #expect(throws: Refusal.outsideWindow(.enrolment, window, today: after)) {
            _ = try await reminders(house).remind(house.reviewer(on: "2023-12-27"), .everybody)
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await reminders(house).remind(house.reviewer(), .units([]))
        }
        let other = EnrolmentScene.occasion(house.otherDistrict)
        #expect(try await late(house, other).isEmpty)
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).remind(other, .units([unit])) }
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).sheet(other, unit) }
        await #expect(throws: Refusal.notFound) {
            try await reminders(house).recordCall(
                other, unit, contact: try UnitContact(name: "王示例", phone: "19900000001"), note: "")
        }
        await #expect(throws: Refusal.notAllowed(.reviewEnrolment, .role)) {
            _ = try await late(house, house.house.clerk())
        }
        #expect(throws: Refusal.contactIncomplete([.name, .phone])) { try UnitContact(name: " ", phone: "12") }
    }
}
