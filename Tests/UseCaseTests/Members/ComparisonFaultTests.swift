import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// Rows of a roster that are kept out: grouped, paged, and given back in the roster itself.
@Suite struct ComparisonFaultTests {
    private func compare(_ upload: MemberImports.Upload, in world: MemberWorld) async throws -> ID<MemberComparison> {
        try await world.comparisons.compare(
            upload, as: .enterprise(world.enterprise.id), .wholeUnion, world.occasion(world.clerk))
    }

    private func sheet(
        _ id: ID<MemberComparison>, _ repair: MemberProblem.Repair? = nil, after: Int = 0, in world: MemberWorld
    ) async throws -> MemberComparisons.Sheet {
        try await world.comparisons.sheet(
            id, .failed, mendedBy: repair, after: after, world.occasion(world.clerk))
    }

    private func texts(_ bytes: [UInt8]) throws -> [[String]] {
        let workbook = try Workbook.open(bytes: bytes)
        let batches = try workbook.batches(of: try #require(workbook.sheets.first))
        var rows: [[String]] = []
        while let batch = try batches.next() { rows += batch.map { row in row.cells.map(\.text) } }
        return rows
    }

    @Test(arguments: Engine.available)
    func `Faulty rows are grouped by what mends them and reached page by page`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let rows =
            (1...130).map { Roster.row($0, phone: "12") } + (131...133).map { Roster.row($0, name: "") }
            + [Roster.row(140)]
        let id = try await compare(try Roster.upload(rows), in: world)
        let first = try await sheet(id, in: world)
        #expect(first.comparison.counts.failed == 133)
        #expect(
            Dictionary(uniqueKeysWithValues: first.groups.map { ($0.repair, $0.rows) }) == [
                .correctPhone: 130, .fillIn: 3,
            ])
        #expect(first.lines.count == 100)
        let second = try await sheet(id, after: try #require(first.next), in: world)
        #expect(second.lines.count == 33)
        #expect(second.next == nil)
        let filled = try await sheet(id, .fillIn, in: world)
        #expect(filled.lines.map(\.row) == [132, 133, 134])
        #expect(filled.lines.allSatisfy { $0.repair == .fillIn })
        let phones = try await sheet(id, .correctPhone, after: 100, in: world)
        #expect(phones.lines.first?.row == 101)
        #expect(phones.lines.count == 31)
    }

    @Test(arguments: Engine.available)
    func `The whole roster comes back with the faults marked, and is compared again as it is`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let header = ["序号", "证件号码", "姓名", "手机号码", "备注"]
        func row(_ serial: Int, phone: String? = nil) -> [String] {
            let cells = Roster.row(serial, phone: phone)
            return [
                "\(serial)", cells[MemberColumn.documentNumber.rawValue], cells[MemberColumn.name.rawValue],
                cells[MemberColumn.phone.rawValue], "=自己的话",
            ]
        }
        let id = try await compare(
            try Roster.upload([row(1), row(2, phone: "1"), row(3), row(4)], header: header), in: world)
        #expect(try await sheet(id, in: world).layout != nil)
        let file = try await world.comparisons.faults(id, world.occasion(world.clerk))
        #expect(file.fileName == "名册-已标注错误.xlsx")
        var rows = try texts(file.bytes)
        #expect(rows.count == 5)
        #expect(rows[0].prefix(5) == header[...])
        #expect(rows.dropFirst().map { $0.count > 5 ? $0[5].isEmpty : true } == [true, false, true, true])
        #expect(rows.dropFirst().map { $0[4] } == Array(repeating: "=自己的话", count: 4))
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'member-comparison' AND action = 'returned'") == 1)

        // Sent back as it is, nobody is missing and the same row is wrong.
        let again = try await compare(MemberImports.Upload(name: file.fileName, bytes: file.bytes), in: world)
        let counts = try await sheet(again, in: world).comparison.counts
        #expect([counts.new, counts.same, counts.failed, counts.missing] == [1, 2, 1, 0])
        // Mended in its place, nothing is wrong any more.
        rows[2][3] = "19900000002"
        let mended = try await compare(
            try Roster.upload(Array(rows.dropFirst()), header: rows[0]), in: world)
        let sound = try await sheet(mended, in: world)
        #expect([sound.comparison.counts.same, sound.comparison.counts.failed] == [3, 0])
        let occasion = world.occasion(world.clerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.faults(mended, occasion) }
    }

    @Test func `A text file comes back as a text file, its sound rows untouched`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let text = "姓名,证件号码,手机号码\n会员1,\(Roster.number(1)),19900000001\n会员2,\(Roster.number(2)),2\n"
        let id = try await compare(MemberImports.Upload(name: "名册.csv", bytes: Array(text.utf8)), in: world)
        let file = try await world.comparisons.faults(id, world.occasion(world.clerk))
        #expect(file.format == .csv)
        let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("会员1,\(Roster.number(1)),19900000001"))
        #expect(lines[2].hasPrefix("会员2,\(Roster.number(2)),2,"))
    }

    @Test func `Another union does not get the roster, and it goes with the lines`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await compare(try Roster.upload([Roster.row(1, phone: "1")]), in: world)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.faults(id, stranger) }
        // The hourly clearing, not only the union's next comparison.
        try await world.comparisons.clear(at: MemberWorld.now.adding(days: MemberComparisons.retention - 1))
        #expect(try await sheet(id, in: world).lines.count == 1)
        try await world.comparisons.clear(at: MemberWorld.now.adding(days: MemberComparisons.retention + 1))
        #expect(try await sheet(id, in: world).comparison.status == .expired)
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 0)
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") == 0)
        let occasion = world.occasion(world.clerk)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.faults(id, occasion) }
    }
}
