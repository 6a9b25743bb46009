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

    private func statuses(_ world: MemberWorld) async throws -> [String] {
        try await world.platform.database.read {
            try $0.query("SELECT social_insurance, social_insurance_as_of FROM person ORDER BY id").map { row in
                let day: String? = try row.get("social_insurance_as_of")
                return "\(try row.get("social_insurance") as String) \(day ?? "-")"
            }
        }
    }

    private func file(_ rows: [Int]) -> [UInt8] {
        Array(("证件号码\n" + rows.map { Roster.number($0) }.joined(separator: "\n") + "\n").utf8)
    }

    @Test(arguments: Engine.available)
    func `The last list of a kind is taken back, and everybody is what he was before`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let lists = RegisterLists(world.platform)
        let centre = world.occasion(world.centre)
        func taken(_ kind: RegisterKind, _ day: CalendarDay, _ rows: [Int]) async throws -> ID<RegisterList> {
            let id = try await lists.stage(centre, kind, asOf: day, file: file(rows), name: "名单.csv")
            _ = try await lists.apply(centre, id)
            return id
        }
        let early = CalendarDay(year: 2023, month: 7, day: 31) ?? .latest
        let first = try await taken(.insured, early, [1, 2])
        let before = try await statuses(world)
        #expect(before == ["insured 2023-07-31", "insured 2023-07-31", "unverified -"])
        let second = try await taken(.insured, Self.day, [1, 2, 3, 4])
        #expect(try await lists.undoing(centre, first).refusal == .registerNotLast(.insured))
        await #expect(throws: Refusal.registerNotLast(.insured)) {
            _ = try await lists.undo(centre, first, reason: "文件选错")
        }
        // One has joined since, and has his status from the list alone.
        try await world.apply([Roster.row(4)])
        #expect(try await statuses(world).last == "insured 2023-08-31")
        let preview = try await lists.undoing(centre, second)
        #expect(preview.returning == [.unverified: 1])
        #expect(preview.entries == 4)
        #expect(preview.gone == 0)
        #expect(preview.refusal == nil)
        await #expect(throws: Refusal.reasonMissing) { _ = try await lists.undo(centre, second, reason: " ") }

        #expect(try await lists.undo(centre, second, reason: "文件选错").status == .undone)
        #expect(try await statuses(world) == before + ["unverified -"])
        #expect(try await lists.undo(centre, second, reason: "文件选错").status == .undone)
        #expect(try await world.count("SELECT count(*) FROM register_entry") == 2)
        #expect(try await world.count("SELECT count(*) FROM register_entry WHERE as_of = '2023-07-31'") == 2)
        #expect(try await world.count("SELECT count(*) FROM register_change") == 0)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'list-undone'") == 1)
        await #expect(throws: Refusal.changedMeanwhile) { try await lists.discard(centre, second) }
    }

    @Test(arguments: Engine.available)
    func `A graver list that came later stays, and returns its people to what is true now`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...2).map { Roster.row($0) })
        let lists = RegisterLists(world.platform)
        let centre = world.occasion(world.centre)
        let insured = try await lists.stage(centre, .insured, asOf: Self.day, file: file([1, 2]), name: "社保.csv")
        _ = try await lists.apply(centre, insured)
        let retired = try await lists.stage(centre, .retired, asOf: Self.day, file: file([1]), name: "退休.csv")
        _ = try await lists.apply(centre, retired)
        _ = try await lists.undo(centre, insured, reason: "文件选错")
        #expect(try await statuses(world) == ["retired 2023-08-31", "unverified -"])
        _ = try await lists.undo(centre, retired, reason: "文件选错")
        #expect(try await statuses(world) == ["unverified -", "unverified -"])
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
