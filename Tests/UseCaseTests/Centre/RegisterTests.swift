import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

@Suite struct RegisterTests {
    static let day = CalendarDay(year: 2023, month: 8, day: 31) ?? .latest

    @Test(arguments: Engine.available)
    func `A list is read from a workbook and from delimited text`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let registers = Registers(world.platform)
        let workbook = try Roster.bytes(
            [["身份证", Roster.number(1)], ["身份证", Roster.number(900)], ["身份证", "不是号码"]],
            header: ["证件类型", "证件号码"])
        let receipt = try await registers.load(
            .insured, asOf: Self.day, file: workbook, world.occasion(world.centre))
        #expect(receipt == .init(rows: 3, unreadable: 1, matched: 1, changed: 1))
        let text = "证件号码\n\(Roster.number(2))\n\(Roster.number(1))\n"
        let retired = try await registers.load(
            .retired, asOf: Self.day, file: Array(text.utf8), world.occasion(world.centre))
        #expect(retired == .init(rows: 2, unreadable: 0, matched: 2, changed: 2))
        let again = try await registers.load(
            .insured, asOf: Self.day, file: workbook, world.occasion(world.centre))
        #expect(again.changed == 0)
        #expect(try await world.count("SELECT count(*) FROM person WHERE social_insurance = 'retired'") == 2)
    }

    @Test func `Only the centre loads lists, and only those that have the column`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let registers = Registers(world.platform)
        await #expect(throws: Refusal.notAllowed(.importRegister, .role)) {
            try await registers.load(.retired, asOf: Self.day, documents: [], world.occasion(world.clerk))
        }
        await #expect(throws: MemberFileRefusal.columnsMissing([.documentNumber])) {
            try await registers.load(
                .retired, asOf: Self.day, file: Array("姓名\n会员甲\n".utf8), world.occasion(world.centre))
        }
    }
}
