import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// How a company's own roster is read, said otherwise by the clerk, and known the next time.
@Suite struct ComparisonColumnsTests {
    private static let header = ["部门", "联系方式", "员工姓名", "身份证"]

    private func own(_ serials: [Int], header: [String] = header) throws -> MemberImports.Upload {
        try Roster.upload(
            serials.map { serial in
                let row = Roster.row(serial)
                return [
                    "生产部", row[MemberColumn.phone.rawValue], row[MemberColumn.name.rawValue],
                    row[MemberColumn.documentNumber.rawValue],
                ]
            }, header: header)
    }

    private func compare(_ upload: MemberImports.Upload, _ world: MemberWorld) async throws -> ID<MemberComparison> {
        try await world.comparisons.compare(
            upload, as: .enterprise(world.enterprise.id), .wholeUnion, world.occasion(world.clerk))
    }

    private func sheet(
        _ id: ID<MemberComparison>, _ world: MemberWorld, _ part: ComparisonPart = .changed
    ) async throws -> MemberComparisons.Sheet {
        try await world.comparisons.sheet(id, part, after: 0, world.occasion(world.clerk))
    }

    @Test(arguments: Engine.available)
    func `Columns put otherwise give another result, known to comparisons and imports of the union`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let first = try await compare(try own([1, 2]), world)
        let before = try await sheet(first, world)
        #expect(before.layout?.columns == [nil, .phone, .name, .documentNumber])
        #expect(before.comparison.counts.same == 2)
        #expect(before.comparison.counts.missing == 1)
        let occasion = world.occasion(world.clerk)
        _ = try await world.comparisons.decide(.keep, .undecided, of: .missing, in: first, occasion)

        let form = world.occasion(world.clerk, ticket: "columns-1")
        let positions: [MemberColumn: Int] = [.workplace: 0, .phone: 1, .name: 2, .documentNumber: 3]
        let second = try await world.comparisons.arrange(first, positions, form)
        // Sent again the form belongs to the same comparison, though the first is gone.
        #expect(try await world.comparisons.arrange(first, positions, form) == second)
        let after = try await sheet(second, world)
        #expect(after.comparison.counts.changed == 2)
        #expect(after.lines.map(\.changes.first?.field) == [.workplace, .workplace])
        #expect(try await sheet(first, world).comparison.state == .givenUp)
        #expect(
            try await world.count("SELECT count(*) FROM member_comparison_line WHERE comparison_id = \(first)") == 0)
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 1)

        let next = try await compare(try own([1]), world)
        #expect(try await sheet(next, world).comparison.counts.changed == 1)
        let staged = try await world.imports.stage(try own([1]), as: .enterprise(world.enterprise.id), occasion)
        let preview = try await world.imports.preview(staged, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.layout?.columns == [.workplace, .phone, .name, .documentNumber])
    }

    @Test(arguments: Engine.available)
    func `A roster whose columns nothing tells waits for them, and is compared then`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let id = try await compare(try own([1, 2], header: ["甲", "乙", "丙", "丁"]), world)
        let asked = try await world.comparisons.columns(of: id, world.occasion(world.clerk))
        #expect(asked.comparison.state == .arranging)
        #expect(asked.layout.lacking == [.name])
        #expect(asked.samples[3].allSatisfy { $0.contains("*") })
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") == 0)
        #expect(try await world.count("SELECT count(*) FROM roster_job") == 0)
        let occasion = world.occasion(world.clerk)
        await #expect(throws: ColumnLayoutProblem.missing([.name])) {
            try await world.comparisons.arrange(id, [.phone: 1, .documentNumber: 3], occasion)
        }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.comparisons.decide(.keep, .undecided, of: .missing, in: id, occasion)
        }
        let compared = try await world.comparisons.arrange(
            id, [.phone: 1, .name: 2, .documentNumber: 3], occasion)
        let counts = try await sheet(compared, world).comparison.counts
        #expect(counts.same == 1)
        #expect(counts.new == 1)
        #expect(counts.missing == 0)

        // Of one that nobody has arranged nothing is left after its week.
        let forgotten = try await compare(try own([1, 2], header: ["子", "丑", "寅", "卯"]), world)
        try await world.comparisons.clear(at: MemberWorld.now.adding(days: MemberComparisons.retention + 1))
        #expect(try await sheet(forgotten, world).comparison.state == .expired)
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 0)
    }

    @Test(arguments: Engine.available)
    func `Of several lists the clerk chooses one, and may change to another`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let occasion = world.occasion(world.clerk)
        let id = try await compare(try twoSheets(), world)
        #expect(try await sheet(id, world).comparison.state == .arranging)
        let other = try await world.comparisons.columns(of: id, sheet: 1, occasion)
        #expect(other.sheets == ["一车间", "二车间"])
        #expect(other.layout.sheet == "二车间")
        let positions = Dictionary(uniqueKeysWithValues: MemberColumn.allCases.map { ($0, $0.rawValue) })
        let second = try await world.comparisons.arrange(id, positions, sheet: 1, occasion)
        let read = try await sheet(second, world, .missing)
        #expect(read.layout?.otherLists == ["一车间"])
        #expect(read.comparison.counts.same == 1)
        #expect(read.lines.map(\.name) == ["会员1", "会员2"])
        let third = try await world.comparisons.arrange(second, positions, sheet: 0, occasion)
        #expect(try await sheet(third, world, .missing).lines.map(\.name) == ["会员3"])
        #expect(try await sheet(second, world).comparison.state == .givenUp)
    }

    private func twoSheets() throws -> MemberImports.Upload {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        for (name, serials) in [("一车间", [1, 2]), ("二车间", [3])] {
            let sheet = try writer.addSheet(
                SheetPlan(name: name, columns: Roster.header.map { SheetColumn($0) }))
            try sheet.header()
            for serial in serials { try sheet.row(Roster.row(serial).map { $0.isEmpty ? .empty : .text($0) }) }
        }
        try writer.close()
        return MemberImports.Upload(name: "名册.xlsx", bytes: [UInt8](try Data(contentsOf: file)))
    }

    @Test func `The columns are settled as soon as something is done by them, and are nobody else's`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let id = try await compare(try own([2]), world)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.columns(of: id, stranger) }
        await #expect(throws: Refusal.notFound) { try await world.comparisons.arrange(id, [:], stranger) }
        let occasion = world.occasion(world.clerk)
        _ = try await world.comparisons.decide(.import, .undecided, of: .new, in: id, occasion)
        #expect(try await world.comparisons.execute(id, occasion) == 1)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.columns(of: id, occasion) }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.comparisons.arrange(id, [.phone: 1, .name: 2, .documentNumber: 3], occasion)
        }
        #expect(try await sheet(id, world).comparison.state == .compared)
    }

    @Test func `A roster that comes back mended is read as the clerk had put its columns`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let text = "甲,乙,丙\n会员1,\(Roster.number(1)),1\n会员2,\(Roster.number(2)),19900000002\n"
        let asked = try await compare(.init(name: "名册.csv", bytes: Array(text.utf8)), world)
        let id = try await world.comparisons.arrange(asked, [.name: 0, .documentNumber: 1, .phone: 2], occasion)
        #expect(try await sheet(id, world).comparison.counts.failed == 1)
        let file = try await world.comparisons.faults(id, occasion)
        let again = try await compare(.init(name: file.fileName, bytes: file.bytes), world)
        let read = try await sheet(again, world)
        #expect(read.comparison.state == .compared)
        #expect(read.layout?.columns == [.name, .documentNumber, .phone])
    }
}
