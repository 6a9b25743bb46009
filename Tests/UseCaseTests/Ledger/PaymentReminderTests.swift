import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("缴费催办: who has not paid, reminded, called")
struct PaymentReminderTests {
    private let range = ListRange(page: 1, size: 20)

    /// The unit of the scene owes 95 × 13.00 to its district.
    private func owing(_ engine: Engine) async throws -> (house: DistrictHouse, list: ID<UnitEnrolment>) {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let list = try await house.platform.database.write { transaction in
            try transaction.execute("UPDATE enrolment_version SET district_fen = 0, base_fen = 1300")
            try transaction.countLists()
            return try EnrolmentStore(transaction).find(unit: house.scene.unit.id, year: 2024)?.enrolment.id
        }
        return (house, try #require(list))
    }

    private func reminders(_ house: DistrictHouse) -> PaymentReminders { PaymentReminders(house.platform) }

    private func unpaid(_ house: DistrictHouse) async throws -> [UnpaidUnit] {
        try await reminders(house).page(house.officer(), range).units.entries
    }

    private func isReminded(_ house: DistrictHouse) async throws -> Bool {
        try await house.house.todos(of: house.scene.committee).contains(.payShare)
    }

    /// Books what has come in, and says how.
    private func pay(_ yuan: String, _ house: DistrictHouse, _ list: ID<UnitEnrolment>) async throws {
        let ledger = Ledger(house.platform)
        let text = "交易日期,收入,支出,对方户名,摘要,流水号\n2023-12-20,\(yuan),,某某,参保费,S\(yuan)"
        let id = try await ledger.upload(house.officer(), file: Array(text.utf8), name: "明细.csv")
        let line = try #require(try await ledger.sheet(house.officer(), id).lines.first?.entry.id)
        _ = try await ledger.decide(house.officer(), id, [line: .pays(.enrolment(list))])
    }

    @Test(
        "A share is owed to the district that handed the list in and pays for it, wherever its union moves",
        arguments: Engine.available)
    func moved(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        let ledger = Ledger(house.platform)
        let other = EnrolmentScene.occasion(house.otherDistrict, on: "2024-01-10")
        // Before the district hands it in it is owed where its union stands.
        #expect(
            try await ledger.page(house.officer(), year: 2024).receivables.map(\.due) == [Money(fen: 123_500)])
        #expect(try await ledger.page(other, year: 2024).receivables.isEmpty)
        let batch = try await house.submit().submission
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), batch, [try VoucherTests.picture()])
        _ = try await house.vouchers.decide(
            house.centre(), batch, .accept, stamp: try await house.record(batch).stamp)
        let requests = UnionRequests(house.platform)
        let asked = try await requests.transfer(
            house.scene.committee.id, under: house.otherDistrict.union, note: "企业搬迁",
            house.house.clerk(on: "2024-01-09"))
        _ = try await requests.perform(.accept, on: asked.id, house.centre(on: "2024-01-09"))
        let unit = try await house.scene.database.read { try UnionStore($0).unit(house.scene.unit.id) }
        #expect(unit.map { house.otherDistrict.path.contains($0.path) } == true)

        // The ledger, the statement and the reminders of the one; nothing of it with the other.
        #expect(
            try await ledger.page(house.officer(), year: 2024).receivables.map(\.due) == [Money(fen: 123_500)])
        #expect(try await unpaid(house).map(\.enrolment) == [list])
        #expect(try await reminders(house).sheet(house.officer(), list).unit.open == Money(fen: 123_500))
        #expect(try await ledger.page(other, year: 2024).receivables.isEmpty)
        #expect(try await reminders(house).page(other, range).units.total == 0)
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).sheet(other, list) }
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).remind(other, .lists([list])) }
        #expect(try await reminders(house).remind(house.officer(), .everybody) == 1)
        #expect(try await isReminded(house))
        try await pay("1235.00", house, list)
        #expect(
            try await ledger.page(house.officer(), year: 2024).receivables.map(\.paid) == [Money(fen: 123_500)])
        #expect(try await unpaid(house).isEmpty)
        #expect(try await !isReminded(house))
    }

    @Test(
        "What was paid to a district stays in its ledger, and does not pay the one that the union moves to",
        arguments: Engine.available)
    func paidBeforeTheMove(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        let ledger = Ledger(house.platform)
        try await pay("1000.00", house, list)
        #expect(try await reminders(house).remind(house.officer(), .lists([list])) == 1)
        #expect(try await isReminded(house))
        let requests = UnionRequests(house.platform)
        let asked = try await requests.transfer(
            house.scene.committee.id, under: house.otherDistrict.union, note: "企业搬迁",
            house.house.clerk(on: "2023-12-27"))
        _ = try await requests.perform(.accept, on: asked.id, house.centre(on: "2023-12-27"))
        // The list went back to its unit, and is handed in for the other district.
        #expect(try await house.status() == .returned)
        #expect(try await !isReminded(house))
        try await house.platform.database.write { transaction in
            try transaction.execute("UPDATE unit_enrolment SET status = 'submitted' WHERE id = \(list)")
            try transaction.countLists()
        }
        let other = EnrolmentScene.occasion(house.otherDistrict, on: "2023-12-28")

        let left = try await ledger.page(house.officer(), year: 2024).receivables
        #expect(left.map(\.due) == [.zero])
        #expect(left.map(\.paid) == [Money(fen: 100_000)])
        #expect(try await unpaid(house).isEmpty)
        let owed = try await ledger.page(other, year: 2024).receivables
        #expect(owed.map(\.due) == [Money(fen: 123_500)])
        #expect(owed.map(\.paid) == [.zero])
        let page = try await reminders(house).page(other, range)
        #expect(page.units.entries.map(\.open) == [Money(fen: 123_500)])
        #expect(try await ledger.page(house.officer(), year: 2023).receivables.isEmpty)

        // What the other bank brings is what the other district has.
        let number = try #require(owed.first).number
        let text = "交易日期,收入,支出,对方户名,摘要,流水号\n2023-12-28,1235.00,,某某,参保费 \(number),T1"
        let statement = try await ledger.upload(other, file: Array(text.utf8), name: "明细.csv")
        #expect(try await ledger.bookSure(other, statement, expected: 1) == 1)
        #expect(try await ledger.page(other, year: 2024).receivables.map(\.open) == [.zero])
        #expect(try await reminders(house).page(other, range).units.total == 0)
        #expect(
            try await ledger.page(house.officer(), year: 2024).receivables.map(\.open) == [Money(fen: -100_000)])
    }

    @Test("An unpaid unit gets one todo a day with what is open; paying in full closes it", arguments: Engine.available)
    func notices(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        let found = try await unpaid(house)
        #expect(found.map(\.enrolment) == [list])
        #expect(found.map(\.open) == [Money(fen: 123_500)])
        #expect(try await reminders(house).remind(house.officer(), .everybody) == 1)
        #expect(try await reminders(house).remind(house.officer(), .lists([list])) == 0)
        #expect(try await isReminded(house))
        // The unit's own day was the 25th: nobody is reminded of a day that is over.
        let due: [CalendarDay?] = try await house.platform.database.read { transaction in
            try transaction.query("SELECT due FROM todo WHERE kind = 'pay-share' AND closed_at IS NULL").map {
                try $0.get("due")
            }
        }
        #expect(due == [EnrolmentScene.day("2024-01-20")])

        try await pay("1000.00", house, list)
        #expect(try await isReminded(house))
        #expect(try await unpaid(house).map(\.open) == [Money(fen: 23_500)])
        #expect(try await reminders(house).remind(house.officer(on: "2023-12-28"), .lists([list])) == 1)
        let notes: [String] = try await house.platform.database.read { transaction in
            try transaction.query("SELECT note FROM todo WHERE kind = 'pay-share' AND closed_at IS NULL").map {
                try $0.get("note")
            }
        }
        #expect(notes == ["235.00"])

        try await pay("235.00", house, list)
        #expect(try await !isReminded(house))
        #expect(try await unpaid(house).isEmpty)
        #expect(try await reminders(house).remind(house.officer(on: "2023-12-29"), .lists([list])) == 0)
        let history = try await reminders(house).sheet(house.officer(), list).history
        #expect(history.map(\.open) == [Money(fen: 23_500), Money(fen: 123_500)])
        #expect(history.map(\.reminder.kind) == [.notice, .notice])
    }

    @Test("Whose list came back late is reminded of the day until which it has time", arguments: Engine.available)
    func reopened(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        try await house.platform.database.write { transaction in
            try transaction.execute(
                "UPDATE unit_enrolment SET reopened_until = \(EnrolmentScene.day("2023-12-29")) WHERE id = \(list)")
            return
        }
        func due() async throws -> [CalendarDay?] {
            try await house.platform.database.read { transaction in
                try transaction.query("SELECT due FROM todo WHERE kind = 'pay-share' AND closed_at IS NULL").map {
                    try $0.get("due")
                }
            }
        }
        #expect(try await reminders(house).remind(house.officer(on: "2023-12-29"), .lists([list])) == 1)
        #expect(try await due() == [EnrolmentScene.day("2023-12-29")])
        #expect(try await reminders(house).remind(house.officer(on: "2023-12-30"), .everybody) == 1)
        #expect(try await due() == [EnrolmentScene.day("2024-01-20")])
    }

    @Test(
        "A call is kept with whom to call the next time, and is refused once all is paid", arguments: Engine.available)
    func calls(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        let contact = try UnitContact(name: "王示例", phone: "19900000001")
        try await reminders(house).recordCall(house.officer(), list, contact: contact, note: " 下周划款 ")
        let sheet = try await reminders(house).sheet(house.officer(), list)
        #expect(sheet.unit.contact == contact)
        #expect(sheet.history.map(\.reminder.note) == ["下周划款"])
        // The same contact serves the other 催办.
        #expect(
            try await Reminders(house.platform).sheet(house.reviewer(), house.scene.unit.id).unit.contact == contact)
        try await pay("1235.00", house, list)
        await #expect(throws: Refusal.alreadyPaid) {
            try await reminders(house).recordCall(house.officer(), list, contact: contact, note: "")
        }
    }

    @Test("The log tells who reminded and who called, once for each list and time", arguments: Engine.available)
    func logged(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        func logged() async throws -> [String] {
            try await house.platform.database.read { transaction in
                try transaction.query(
                    """
                    SELECT action FROM event WHERE subject = 'enrolment' AND subject_id = \(list)
                        AND action LIKE 'payment-%' ORDER BY id
                    """
                ).map { try $0.get("action") }
            }
        }
        _ = try await reminders(house).remind(house.officer(), .everybody)
        #expect(try await logged() == ["payment-reminded"])
        _ = try await reminders(house).remind(house.officer(), .lists([list]))
        #expect(try await logged() == ["payment-reminded"])
        try await reminders(house).recordCall(
            house.officer(), list, contact: try UnitContact(name: "王示例", phone: "19900000001"), note: "")
        #expect(try await logged() == ["payment-reminded", "payment-call-recorded"])
    }

    @Test("The rehearsal of the lock names who has not paid, and what is open", arguments: Engine.available)
    func rehearsed(engine: Engine) async throws {
        let (house, list) = try await owing(engine)
        func unpaid() async throws -> Listing<UnpaidUnit> {
            try await house.submissions.rehearsal(house.officer()).unpaid
        }
        #expect(try await unpaid().entries.map(\.enrolment) == [list])
        try await pay("1000.00", house, list)
        #expect(try await unpaid().entries.map(\.open) == [Money(fen: 23_500)])
        try await pay("235.00", house, list)
        #expect(try await unpaid().total == 0)
    }

    @Test("A list that is given back owes nothing, and nobody is reminded of it")
    func returned() async throws {
        let (house, list) = try await owing(.sqlite)
        _ = try await reminders(house).remind(house.officer(), .everybody)
        let approved = try await house.pending().approved.entries.map(\.reviewed)
        _ = try await house.reviews.sendBack(
            house.reviewer(on: "2023-12-27"), approved, try ReturnDecision(reason: .wrongRoster, note: nil))
        #expect(try await !isReminded(house))
        #expect(try await unpaid(house).isEmpty)
        #expect(try await reminders(house).remind(house.officer(on: "2023-12-28"), .lists([list])) == 0)
    }

    @Test("Another district, level 2, the clerk, or nothing chosen: refused")
    func refusals() async throws {
        let (house, list) = try await owing(.sqlite)
        let other = EnrolmentScene.occasion(house.otherDistrict)
        #expect(try await reminders(house).page(other, range).units.entries.isEmpty)
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).remind(other, .lists([list])) }
        await #expect(throws: Refusal.notFound) { _ = try await reminders(house).sheet(other, list) }
        await #expect(throws: Refusal.notFound) {
            try await reminders(house).recordCall(
                other, list, contact: try UnitContact(name: "王示例", phone: "19900000001"), note: "")
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await reminders(house).remind(house.officer(), .lists([]))
        }
        for occasion in [house.house.clerk(), EnrolmentScene.occasion(house.levelTwo), house.centre()] {
            await #expect(throws: Refusal.notAllowed(.remindPayments, .role)) {
                _ = try await reminders(house).page(occasion, range)
            }
        }
    }
}
