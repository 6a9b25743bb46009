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

    @Test(arguments: Engine.available)
    func `By command a list is counted first, then taken, and can be taken back`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let registers = Registers(world.platform)
        let centre = world.occasion(world.centre)
        let rows = Array(("证件号码\n" + [Roster.number(1), Roster.number(900), "12"].joined(separator: "\n")).utf8)
        let expected = RegisterCounts(rows: 3, unreadable: 1, matched: 1, changed: 1)
        #expect(try await registers.importFile(rows, .retired, asOf: Self.day, .dryRun, centre) == expected)
        #expect(try await world.count("SELECT count(*) FROM register_import") == 0)
        #expect(try await world.count("SELECT count(*) FROM register_entry") == 0)

        #expect(try await registers.importFile(rows, .retired, asOf: Self.day, .apply, centre) == expected)
        let lists = RegisterLists(world.platform)
        let taken = try #require(try await lists.page(centre).lists.first)
        #expect(taken.counts == expected)
        #expect(taken.undoing == .recorded)
        // A file that cannot be read takes nothing away from the list before it.
        await #expect(throws: MemberFileRefusal.columnsMissing([.documentNumber])) {
            try await registers.importFile(Array("姓名\n会员甲\n".utf8), .retired, asOf: Self.day, .apply, centre)
        }
        #expect(try await lists.undoing(centre, taken.id).refusal == nil)
        _ = try await registers.importFile(file([2]), .retired, asOf: Self.day, .apply, centre)
        #expect(try await lists.find(centre, taken.id).undoing == .forgotten)
        #expect(try await lists.undoing(centre, taken.id).refusal == .registerNotLast(.retired))
    }

    @Test func `By command a list is longer than on the page, but neither of a day to come nor anybody's`() async throws
    {
        let world = try await MemberWorld.make(.sqlite)
        let registers = Registers(world.platform)
        let centre = world.occasion(world.centre)
        let long = Array(("证件号码\n" + String(repeating: "1\n", count: 100_001)).utf8)
        #expect(try await registers.importFile(long, .insured, asOf: Self.day, .dryRun, centre).unreadable == 100_001)
        await #expect(throws: MemberFileRefusal.tooManyRows(limit: 100_000)) {
            _ = try await RegisterLists(world.platform).stage(
                centre, .insured, asOf: Self.day, file: long, name: "名单.csv")
        }
        let ahead = centre.today.adding(days: 1)
        await #expect(throws: Refusal.registerDayAhead(ahead, today: centre.today)) {
            _ = try await registers.importFile(long, .insured, asOf: ahead, .apply, centre)
        }
        await #expect(throws: Refusal.self) {
            _ = try await registers.importFile(long, .insured, asOf: Self.day, .apply, world.occasion(world.clerk))
        }
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
    func `A lesser list that came meanwhile holds once the graver is taken back, and is taken back itself`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let lists = RegisterLists(world.platform)
        let centre = world.occasion(world.centre)
        func taken(_ kind: RegisterKind, _ day: String, _ rows: [Int]) async throws -> ID<RegisterList> {
            let day = try #require(CalendarDay(day))
            let id = try await lists.stage(centre, kind, asOf: day, file: file(rows), name: "名单.csv")
            _ = try await lists.apply(centre, id)
            return id
        }
        _ = try await taken(.insured, "2023-07-31", [1])
        let before = try await statuses(world)
        let deceased = try await taken(.deceased, "2023-08-31", [1, 2, 3])
        let retired = try await taken(.retired, "2023-08-15", [1, 2])
        #expect(try await statuses(world) == Array(repeating: "deceased 2023-08-31", count: 3))
        #expect(try await lists.undoing(centre, deceased).returning == [.retired: 2, .unverified: 1])
        _ = try await lists.undo(centre, deceased, reason: "文件选错")
        #expect(try await statuses(world) == ["retired 2023-08-15", "retired 2023-08-15", "unverified -"])
        #expect(try await lists.undoing(centre, retired).returning == [.insured: 1, .unverified: 1])
        _ = try await lists.undo(centre, retired, reason: "文件选错")
        #expect(try await statuses(world) == before)
        #expect(before == ["insured 2023-07-31", "unverified -", "unverified -"])

        // The other way round, and with two that came meanwhile.
        let again = try await taken(.deceased, "2023-08-31", [2])
        let lesser = try await taken(.insured, "2023-08-20", [2])
        let between = try await taken(.retired, "2023-08-15", [2])
        _ = try await lists.undo(centre, again, reason: "文件选错")
        #expect(try await statuses(world)[1] == "retired 2023-08-15")
        _ = try await lists.undo(centre, lesser, reason: "文件选错")
        #expect(try await statuses(world)[1] == "retired 2023-08-15")
        _ = try await lists.undo(centre, between, reason: "文件选错")
        #expect(try await statuses(world) == before)
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
