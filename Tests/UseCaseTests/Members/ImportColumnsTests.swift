import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct ImportColumnsTests {
    /// A company's own list: two sheets, a title, its own order and words, no union, no sex.
    private func ownList(_ serials: [Int], phoneHeader: String = "联系方式") throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("own-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        let cover = try writer.addSheet(SheetPlan(name: "说明", columns: [SheetColumn("请勿外传")]))
        try cover.header()
        let sheet = try writer.addSheet(
            SheetPlan(name: "花名册", columns: ["2023 年职工花名册", "", "", "", ""].map { SheetColumn($0) }))
        try sheet.header()
        try sheet.row([.text("制表：人事")])
        try sheet.row([phoneHeader, "序号", "部门", "编码", "职工姓名"].map { .text($0) })
        for serial in serials {
            let row = Roster.row(serial)
            try sheet.row([
                .text(row[MemberColumn.phone.rawValue]), .text(String(serial)), .text("生产部"),
                .text(row[MemberColumn.documentNumber.rawValue]), .text(row[MemberColumn.name.rawValue]),
            ])
        }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    private func stage(_ bytes: [UInt8], _ world: MemberWorld) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            .init(name: "花名册.xlsx", bytes: bytes), as: .enterprise(world.enterprise.id),
            world.occasion(world.clerk))
    }

    @Test(arguments: Engine.available)
    func `A list of the company's own is understood, and what it lacks follows from number and union`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(try ownList([1, 2, 3]), world)
        let preview = try await world.imports.preview(id, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.memberImport.counts[.new] == 3)
        #expect(preview.layout?.sheet == "花名册")
        #expect(preview.layout?.headerRow == 3)
        #expect(preview.layout?.columns == [.phone, nil, nil, .documentNumber, .name])
        #expect(preview.layout?.derived == [.documentType, .sex, .unionName, .unionCode])
        let columns = try await world.imports.columns(of: id, occasion)
        #expect(columns.samples[4] == ["会员1", "会员2", "会员3"])
        #expect(columns.samples[3].allSatisfy { $0.contains("*") })
        _ = try await world.imports.confirm(id, occasion)
        #expect(try await world.count("SELECT count(*) FROM person WHERE sex = 'female'") == 1)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
    }

    @Test func `A hidden list before the clerk's own, however complete, is not read`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("old-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        let old = try writer.addSheet(
            SheetPlan(name: "旧名册", columns: Roster.header.map { SheetColumn($0) }, visibility: .hidden))
        try old.header()
        for serial in 7...9 { try old.row(Roster.row(serial).map { $0.isEmpty ? .empty : .text($0) }) }
        let own = try writer.addSheet(
            SheetPlan(name: "花名册", columns: ["姓名", "证件号码", "手机号码"].map { SheetColumn($0) }))
        try own.header()
        for serial in 1...2 {
            let row = Roster.row(serial)
            try own.row(
                [MemberColumn.name, .documentNumber, .phone].map { .text(row[$0.rawValue]) })
        }
        try writer.close()
        let world = try await MemberWorld.make(.sqlite)
        let id = try await stage([UInt8](try Data(contentsOf: file)), world)
        let preview = try await world.imports.preview(
            id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
        #expect(preview.layout?.sheet == "花名册")
        #expect(preview.rows.map(\.name) == ["会员1", "会员2"])
    }

    @Test(arguments: Engine.available)
    func `Columns put otherwise are read again, and remembered for the union's next list`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let first = try await stage(try ownList([1, 2]), world)
        let form = world.occasion(world.clerk, ticket: "columns-1")
        let positions: [MemberColumn: Int] = [.name: 4, .documentNumber: 3, .phone: 0, .workplace: 2]
        let second = try await world.imports.arrange(first, positions, form)
        // Sent again the form belongs to the same import, though the first is gone.
        #expect(try await world.imports.arrange(first, positions, form) == second)
        let before = try await world.imports.preview(first, rows: .all, group: nil, after: 0, occasion)
        #expect(before.memberImport.status == .discarded)
        _ = try await world.imports.confirm(second, occasion)
        #expect(try await world.count("SELECT count(*) FROM member WHERE workplace = '生产部'") == 2)
        let next = try await stage(try ownList([5]), world)
        let preview = try await world.imports.preview(next, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.layout?.columns == [.phone, nil, .workplace, .documentNumber, .name])
    }

    @Test func `Columns that cannot be put so change nothing`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(try ownList([1]), world)
        await #expect(throws: ColumnLayoutProblem.missing([.phone])) {
            try await world.imports.arrange(id, [.name: 4, .documentNumber: 3], occasion)
        }
        await #expect(throws: ColumnLayoutProblem.usedTwice(.documentNumber, .name)) {
            try await world.imports.arrange(id, [.name: 4, .documentNumber: 4, .phone: 0], occasion)
        }
        await #expect(throws: Refusal.notFound) {
            try await world.imports.columns(of: id, world.occasion(world.otherClerk))
        }
        #expect(try await world.count("SELECT count(*) FROM member_import") == 1)
        try await world.imports.discard(id, occasion)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.columns(of: id, occasion) }
    }
}
