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

    @Test(arguments: Engine.available)
    func `A list is looked at first, taken once, and its file is gone afterwards`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let lists = RegisterLists(world.platform)
        let centre = world.occasion(world.centre)
        let file = try Roster.bytes(
            [["身份证", Roster.number(1)], ["身份证", Roster.number(900)], ["身份证", "不是号码"]],
            header: ["证件类型", "证件号码"])
        let id = try await lists.stage(centre, .retired, asOf: Self.day, file: file, name: "名单.xlsx")
        let staged = try await lists.find(centre, id)
        #expect(staged.status == .staged)
        #expect(staged.counts == RegisterCounts(rows: 3, unreadable: 1, matched: 1, changed: 1))
        #expect(staged.counts.waiting == 1)
        #expect(try await world.count("SELECT count(*) FROM person WHERE social_insurance = 'retired'") == 0)
        #expect(try await world.count("SELECT count(*) FROM register_entry") == 0)

        let counts = try await lists.apply(centre, id)
        #expect(counts == staged.counts)
        #expect(try await lists.apply(centre, id) == counts)
        #expect(try await world.count("SELECT count(*) FROM person WHERE social_insurance = 'retired'") == 1)
        #expect(try await world.count("SELECT count(*) FROM register_import WHERE sealed IS NOT NULL") == 0)
        #expect(try await lists.page(centre).lists.map(\.status) == [.applied])
        await #expect(throws: Refusal.changedMeanwhile) { try await lists.discard(centre, id) }

        let other = try await lists.stage(centre, .deceased, asOf: Self.day, file: file, name: "名单.xlsx")
        try await lists.discard(centre, other)
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await lists.apply(centre, other) }
        #expect(try await world.count("SELECT count(*) FROM person WHERE social_insurance = 'deceased'") == 0)
    }

    @Test func `A list of the future, without a day, without rows or from somebody else is not taken`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let lists = RegisterLists(world.platform)
        let centre = world.occasion(world.centre)
        let file = Array("证件号码\n\(Roster.number(2))\n".utf8)
        let ahead = MemberWorld.today.adding(days: 1)
        await #expect(throws: Refusal.registerDayAhead(ahead, today: MemberWorld.today)) {
            _ = try await lists.stage(centre, .insured, asOf: ahead, file: file, name: "a.csv")
        }
        await #expect(throws: Refusal.dayMissing) {
            _ = try await lists.stage(centre, .insured, asOf: nil, file: file, name: "a.csv")
        }
        await #expect(throws: MemberFileRefusal.noRows) {
            _ = try await lists.stage(
                centre, .insured, asOf: Self.day, file: Array("证件号码\n".utf8), name: "a.csv")
        }
        await #expect(throws: Refusal.notFound) { _ = try await lists.page(world.occasion(world.officer)) }
        await #expect(throws: Refusal.notFound) { _ = try await lists.find(centre, ID(1)) }
    }
}
