import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberExportTests {
    private func cells(_ bytes: [UInt8]) throws -> [[String]] {
        let workbook = try Workbook.open(bytes: bytes)
        var texts: [[String]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { texts.append($0.cells.map(\.text)) }
        return texts
    }

    @Test(arguments: Engine.available)
    func `The filter's members go into a workbook, masked, with who took it over them`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, name: "-甲"), Roster.row(2, name: "乙")])
        try await world.apply([Roster.ofOther(5, name: "丙丁")], of: world.otherClerk, as: .outsideEnterprise)
        let file = try await world.members.export(MemberFilter(), .masked, world.occasion(world.clerk))
        #expect(file.name == "会员信息-2023-11-20.xlsx")
        let texts = try cells(file.bytes)
        let mark = try #require(texts.first?.first)
        #expect(mark.contains("clerk") && mark.contains("示例联合工会") && mark.contains("号码已掩码"))
        #expect(mark.contains("2023-11-27"))
        #expect(texts.dropFirst(2).map { $0[0] } == ["-甲", "乙"])
        let all = texts.joined().joined(separator: " ")
        #expect(!all.contains(Roster.number(1)))
        #expect(!all.contains("19900000001"))
        #expect(all.contains("199****0001"))
        var filter = MemberFilter()
        filter.name = "丙丁"
        let district = try cells(
            try await world.members.export(filter, .masked, world.occasion(world.officer)).bytes)
        #expect(district.dropFirst(2).map { $0[0] } == ["丙丁"])
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'member-list' AND detail = 'rows=2 numbers=masked'") == 1)
    }

    @Test(arguments: Engine.available)
    func `Whole numbers go out for a purpose that is kept`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let occasion = world.occasion(world.clerk)
        await #expect(throws: Refusal.notConfirmed) {
            try await world.members.export(MemberFilter(), .whole(.bank), occasion)
        }
        let file = try await world.members.export(MemberFilter(), .whole(.bank), occasion.confirmed)
        let texts = try cells(file.bytes).joined()
        #expect(texts.contains(Roster.number(1)))
        #expect(texts.contains("19900000001"))
        #expect(texts.first?.contains("银行") == true)
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE detail = 'rows=1 numbers=whole purpose=bank'") == 1)
    }

    @Test func `Nobody, another union and a reviewer get no file`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        await #expect(throws: ExportRefusal.nobody) {
            try await world.members.export(MemberFilter(), .masked, world.occasion(world.clerk))
        }
        await #expect(throws: Refusal.notFound) {
            try await world.members.export(
                MemberFilter(), under: world.other.id, .masked, world.occasion(world.clerk))
        }
        let reviewer = Actor(
            account: ID(77), name: "r", displayName: "r", union: world.district.id, unionName: "r",
            kind: world.district.kind, path: world.district.path, roles: [.reviewer])
        await #expect(throws: Refusal.notAllowed(.exportMembers, .role)) {
            try await world.members.export(MemberFilter(), .masked, world.occasion(reviewer))
        }
        #expect(try await world.count("SELECT count(*) FROM event WHERE subject = 'member-list'") == 0)
    }
}
