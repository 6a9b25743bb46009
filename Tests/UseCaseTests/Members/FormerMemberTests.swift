import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// Who is a member no more: found by whoever looks after his union, for the history and for queries of coverage.
@Suite struct FormerMemberTests {
    private var former: MemberFilter {
        var filter = MemberFilter()
        filter.standing = .former
        return filter
    }

    @Test(arguments: Engine.available)
    func `Who has left is found and keeps his page with the history`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let clerk = world.occasion(world.clerk)
        let id = try #require(try await world.members.list(MemberFilter(), page: ListPage(), clerk).lines.first).id
        #expect(try await world.members.list(former, page: ListPage(), clerk).lines.isEmpty)
        _ = try await world.members.remove(id, .retired, version: 1, clerk)
        for looking in [clerk, world.occasion(world.officer), world.occasion(world.centre)] {
            let lines = try await world.members.list(former, page: ListPage(), looking).lines
            #expect(lines.map(\.id) == [id])
            #expect(lines.first?.left == FormerMembership(on: MemberWorld.today, .retired))
            #expect(lines.first?.phone == "")
            let record = try await world.members.find(id, looking)
            #expect(record.history.map(\.event) == [.removed, .imported])
            #expect(record.line.name == "会员1")
        }
        var named = former
        named.name = "会员2"
        #expect(try await world.members.list(named, page: ListPage(), clerk).lines.isEmpty)
        named.name = "会员1"
        #expect(try await world.members.list(named, page: ListPage(), clerk).lines.count == 1)
        named.document = Roster.number(1)
        #expect(try await world.members.list(named, page: ListPage(), clerk).lines.count == 1)
    }

    @Test(arguments: Engine.available)
    func `Another union does not find him, and nothing more is done with the membership`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let clerk = world.occasion(world.clerk)
        let id = try #require(try await world.members.list(MemberFilter(), page: ListPage(), clerk).lines.first).id
        _ = try await world.members.remove(id, .deceased, version: 1, clerk)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.members.find(id, stranger) }
        #expect(try await world.members.list(former, page: ListPage(), stranger).lines.isEmpty)
        await #expect(throws: Refusal.notFound) { try await world.members.removal(of: id, clerk) }
        await #expect(throws: Refusal.notFound) { try await world.members.editable(id, clerk) }
    }

    @Test(arguments: Engine.available)
    func `Who has left is taken away in a file with when and why, and never with whole numbers`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let clerk = world.occasion(world.clerk)
        let filter = former
        await #expect(throws: ExportRefusal.nobody) { try await world.members.export(filter, .masked, clerk) }
        let id = try #require(try await world.members.list(MemberFilter(), page: ListPage(), clerk).lines.first).id
        _ = try await world.members.remove(id, .retired, version: 1, clerk)
        await #expect(throws: ExportRefusal.wholeNumbersOfFormer) {
            try await world.members.export(filter, .whole(.unionMatter), clerk.confirmed)
        }
        let file = try await world.members.export(filter, .masked, clerk)
        #expect(file.name == "已离会人员-2023-11-20.xlsx")
        let workbook = try Workbook.open(bytes: file.bytes)
        var rows: [[String]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { rows.append($0.cells.map(\.text)) }
        let (titles, row) = (try #require(rows.dropFirst().first), try #require(rows.dropFirst(2).first))
        #expect(rows.count == 3)
        #expect(titles.suffix(2) == ["离会日期", "离会原因"])
        #expect(!titles.contains("手机号"))
        #expect(row.suffix(2) == ["2023-11-20", "退休"])
        #expect(row.first == "会员1")
        let all = rows.joined().joined(separator: " ")
        #expect(!all.contains(Roster.number(1)))
        #expect(!all.contains("19900000001"))
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'member-list' AND detail = 'rows=1 numbers=masked'") == 1)
        // Another union has nobody of him in its file.
        await #expect(throws: ExportRefusal.nobody) {
            try await world.members.export(filter, .masked, world.occasion(world.otherClerk))
        }
    }

    @Test func `A filter for those who have left is kept with its name`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let clerk = world.occasion(world.clerk)
        _ = try await world.members.name("离会的人", former, clerk)
        let kept = try await world.members.list(MemberFilter(), page: ListPage(), clerk).namedFilters
        #expect(kept.map(\.filter) == [former])
    }
}
