import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("收款台账: statements, proposals, bookings")
struct LedgerTests {
    /// The unit of the scene owes 95 × 13.00 to its district.
    private func owing(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        try await house.platform.database.write {
            _ = try $0.execute("UPDATE enrolment_version SET district_fen = 0, base_fen = 1300")
        }
        return house
    }

    private static let due = Money(fen: 95 * 1_300)

    private func bytes(_ lines: [String]) -> [UInt8] {
        Array((["账户明细", "交易日期,收入,支出,对方户名,摘要,流水号"] + lines).joined(separator: "\n").utf8)
    }

    private func number(_ house: DistrictHouse) async throws -> String {
        let number: String? = try await house.platform.database.read {
            try $0.value("SELECT number FROM unit_enrolment")
        }
        return try #require(number)
    }

    @Test(arguments: Engine.available)
    func `A statement gives proposals, is booked once, and the same lines never come again`(engine: Engine) async throws
    {
        let house = try await owing(engine)
        let ledger = Ledger(house.platform)
        let officer = house.officer()
        let before = try await ledger.page(officer, year: nil)
        let owed = try #require(before.receivables.first)
        #expect(owed.due == Self.due)
        #expect(owed.paid == .zero)

        let number = try await number(house)
        let file = bytes([
            "2023-12-20,1235.00,,某某,参保费 \(number),S1", "2023-12-20,7.00,,会员甲,利息,S2",
            "2023-12-20,,50.00,某某,付款,S3", "昨天,9.00,,某某,,S4", "2023-12-20,7.00,,会员甲,利息,S2",
        ])
        let id = try await ledger.upload(officer, file: file, name: "明细.csv")
        let sheet = try await ledger.sheet(officer, id)
        #expect(sheet.statement.counts.rows == 5)
        #expect(sheet.statement.counts.new == 2)
        #expect(sheet.statement.counts.known == 1)
        #expect(sheet.statement.counts.other == 1)
        #expect(sheet.statement.counts.failed == 1)
        #expect(sheet.sure == 1)
        #expect(sheet.lines.first?.proposal == .sure(owed.key, .number))
        #expect(sheet.statement.totals.open == Money(fen: 124_200))

        await #expect(throws: Refusal.countChanged(expected: 2, actual: 1)) {
            _ = try await ledger.bookSure(officer, id, expected: 2)
        }
        #expect(try await ledger.bookSure(house.officer(ticket: "t"), id, expected: 1) == 1)
        #expect(try await ledger.bookSure(house.officer(ticket: "t"), id, expected: 1) == 1)
        // The unit is told, until it has read its list.
        let clerk = house.house.clerk(on: "2023-12-28")
        #expect(try await house.house.todos(of: house.scene.committee).contains(.paymentBooked))
        _ = try await house.house.enrolments.list(clerk, enterprise: nil)
        #expect(try await !house.house.todos(of: house.scene.committee).contains(.paymentBooked))
        let after = try await ledger.page(officer, year: 2024)
        #expect(after.receivables.first?.paid == Self.due)
        #expect(after.receivables.first?.open == .zero)
        let totals = try await ledger.sheet(officer, id).statement.totals
        #expect(totals.booked == Self.due)
        #expect(totals.whole == sheet.statement.totals.whole)

        let booked = try #require(sheet.lines.first?.entry.id)
        await #expect(throws: BookingRefusal.taken) {
            _ = try await ledger.decide(officer, id, [booked: .pays(owed.key)])
        }
        let again = try await ledger.upload(officer, file: file, name: "明细.csv")
        let second = try await ledger.sheet(officer, again)
        #expect(second.lines.isEmpty)
        #expect(second.statement.counts.known == 3)
        #expect(try await house.house.count("bank_line") == 2)
    }

    @Test(arguments: Engine.available)
    func `A line is chosen for, set aside, and opened again with a reason that stays`(engine: Engine) async throws {
        let house = try await owing(engine)
        let ledger = Ledger(house.platform)
        let officer = house.officer()
        let key = try #require(try await ledger.page(officer, year: nil).receivables.first).key
        let file = bytes(["2023-12-20,1000.00,,某某,,", "2023-12-20,235.00,,某某,,", "2023-12-20,5.00,,某某,,"])
        let id = try await ledger.upload(officer, file: file, name: "明细.csv")
        let lines = try await ledger.sheet(officer, id).lines.map(\.entry.id)
        try #require(lines.count == 3)
        await #expect(throws: Refusal.nothingSelected) { _ = try await ledger.decide(officer, id, [:]) }
        await #expect(throws: BookingRefusal.unknownReceivable) {
            _ = try await ledger.decide(officer, id, [lines[0]: .aside, lines[1]: .pays(.enrolment(ID(77)))])
        }
        #expect(try await ledger.sheet(officer, id).lines.allSatisfy { $0.entry.standing == .open })
        #expect(
            try await ledger.decide(officer, id, [lines[0]: .pays(key), lines[1]: .pays(key), lines[2]: .aside]) == 3)
        #expect(try await ledger.page(officer, year: nil).receivables.first?.paid == Self.due)
        #expect(try await ledger.sheet(officer, id).statement.totals.aside == Money(fen: 500))

        await #expect(throws: Refusal.reasonMissing) { _ = try await ledger.undo(officer, lines[0], reason: " ") }
        #expect(try await told(house) == ["235.00"])
        #expect(try await ledger.undo(officer, lines[0], reason: "入错单位") == id)
        await #expect(throws: BookingRefusal.notBooked) { _ = try await ledger.undo(officer, lines[0], reason: "再撤") }
        #expect(try await ledger.page(officer, year: nil).receivables.first?.paid == Money(fen: 23_500))
        #expect(try await told(house) == ["235.00"])
        _ = try await ledger.undo(officer, lines[1], reason: "重复入账")
        #expect(try await told(house) == [])
        #expect(try await ledger.decide(officer, id, [lines[1]: .pays(key)]) == 1)
        _ = try await ledger.undo(officer, lines[2], reason: "是参保费")
        #expect(try await house.house.count("bank_booking WHERE reason = '入错单位'") == 1)
        #expect(try await ledger.decide(officer, id, [lines[0]: .pays(key)]) == 1)
        #expect(try await ledger.page(officer, year: nil).receivables.first?.paid == Self.due)

        for rows: SQL in ["bank_statement", "bank_line", "bank_booking"] {
            #expect(try await house.house.count("\(rows) WHERE seal IS NULL") == 0)
        }
        let seal = house.platform.seal
        // The scene's own list was given other rates past the platform.
        let found = try await house.platform.database.read { try VerificationStore($0).rowsThatDiffer(seal) }
        #expect(found.allSatisfy { $0.hasPrefix("enrolment_version") })
    }

    /// The payments that the unit is told of and has not read.
    private func told(_ house: DistrictHouse) async throws -> [String?] {
        try await house.scene.database.read {
            try TodoStore($0).list(for: house.scene.committee.id).filter { $0.kind == .paymentBooked }.map(\.note)
        }
    }

    @Test func `A statement is nobody else's; the centre's ledger is that of districts`() async throws {
        let house = try await owing(.sqlite)
        let ledger = Ledger(house.platform)
        let id = try await ledger.upload(
            house.officer(), file: bytes(["2023-12-20,1.00,,某某,,"]), name: "明细.csv")
        let line = try #require(try await ledger.sheet(house.officer(), id).lines.first?.entry.id)
        let other = EnrolmentScene.occasion(house.otherDistrict, on: "2023-12-27")
        for stranger in [other, house.centre()] {
            await #expect(throws: Refusal.notFound) { _ = try await ledger.sheet(stranger, id) }
            await #expect(throws: Refusal.notFound) { _ = try await ledger.bookSure(stranger, id, expected: 0) }
            await #expect(throws: Refusal.notFound) { _ = try await ledger.decide(stranger, id, [line: .aside]) }
            await #expect(throws: Refusal.notFound) { _ = try await ledger.undo(stranger, line, reason: "x") }
        }
        await #expect(throws: Refusal.notAllowed(.keepLedger, .role)) {
            _ = try await ledger.page(house.house.clerk(), year: nil)
        }
        #expect(try await ledger.page(house.centre(), year: 2024).receivables.isEmpty)
        _ = try await house.submit()
        let batch = try #require(try await ledger.page(house.centre(), year: 2024).receivables.first)
        #expect(batch.due == Self.due)
        #expect(batch.number == "CB202312270001")
        let paid = try await ledger.upload(
            house.centre(), file: bytes(["2024-01-05,1235.00,,\(batch.name),\(batch.remarkCode ?? ""),"]), name: "a.csv"
        )
        #expect(try await ledger.sheet(house.centre(), paid).lines.first?.proposal == .sure(batch.key, .number))
    }

    @Test(arguments: Engine.available)
    func `What was due in December is booked when it comes in January, or nobody could say it was paid`(
        engine: Engine
    ) async throws {
        let house = try await owing(engine)
        let ledger = Ledger(house.platform)
        _ = try await house.submit()
        let january = house.centre(on: "2025-01-06")
        let batch = try #require(try await ledger.page(january, year: 2024).receivables.first)
        let paid = try await ledger.upload(
            january, file: bytes(["2025-01-05,1235.00,,\(batch.name),\(batch.remarkCode ?? ""),"]), name: "a.csv")
        #expect(try await ledger.sheet(january, paid).lines.first?.proposal == .sure(batch.key, .number))
        #expect(try await ledger.bookSure(january, paid, expected: 1) == 1)
        #expect(try await ledger.page(january, year: 2024).receivables.first?.open == .zero)
        // A year later still it is nobody's guess any more.
        let late = house.centre(on: "2026-01-06")
        let other = try await ledger.upload(
            late, file: bytes(["2026-01-05,9.00,,\(batch.name),\(batch.remarkCode ?? ""),"]), name: "b.csv")
        #expect(try await ledger.sheet(late, other).lines.first?.proposal == .unsure([]))
    }

    @Test func `A file that is no statement is not taken`() async throws {
        let house = try await owing(.sqlite)
        let ledger = Ledger(house.platform)
        await #expect(throws: BankFileRefusal.columnsMissing([.day, .amount, .payer])) {
            _ = try await ledger.upload(house.officer(), file: Array("姓名\n甲\n".utf8), name: "a.csv")
        }
        await #expect(throws: BankFileRefusal.noIncoming) {
            _ = try await ledger.upload(house.officer(), file: bytes(["2023-12-20,,5.00,甲,,"]), name: "a.csv")
        }
    }
}
