import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// The failed rows come back as the file they came from, and can be uploaded again.
@Suite struct FailedRowsTests {
    private static let wrongPhone = "1990"

    /// A company's own list: a cover sheet, a title, a blank line, its own order and words, columns nobody asked for.
    private func ownList(_ people: [[OutputCell]]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("own-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        let cover = try writer.addSheet(SheetPlan(name: "说明", columns: [SheetColumn("请勿外传")]))
        try cover.header()
        let columns: [SheetColumn.Kind] = [.text, .text, .money, .text, .text, .date]
        let sheet = try writer.addSheet(
            SheetPlan(name: "花名册", columns: columns.map { SheetColumn("", kind: $0) }))
        try sheet.row([.text("2023 年职工花名册")])
        try sheet.row([])
        try sheet.row(["联系方式", "部门", "补贴", "编码", "职工姓名", "入职"].map { .text($0) })
        for person in people { try sheet.row(person) }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    private func person(
        _ serial: Int, phone: String? = nil, number: String? = nil, department: String = "生产部"
    ) throws -> [OutputCell] {
        let row = Roster.row(serial)
        return [
            .text(phone ?? row[MemberColumn.phone.rawValue]), .text(department), .number(2470.1),
            .text(number ?? row[MemberColumn.documentNumber.rawValue]), .text(row[MemberColumn.name.rawValue]),
            .date(try #require(SheetDate("2023-11-20"))),
        ]
    }

    private func stage(
        _ bytes: [UInt8], _ world: MemberWorld, name: String = "花名册.xlsx"
    ) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            .init(name: name, bytes: bytes), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
    }

    private func preview(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
    }

    private func texts(_ bytes: [UInt8]) throws -> [[String]] {
        let source = try TableFile.open(bytes: bytes)
        var rows: [[String]] = []
        try source.rows(of: try #require(source.sheets.first)) { row in
            while rows.count < row.number - 1 { rows.append([]) }
            rows.append(row.cells.map(\.text))
        }
        return rows
    }

    @Test(arguments: Engine.available)
    func `A clerk's own sheet comes back as it was, with what is wrong, and is read in the same way again`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let people = try [
            person(1), person(3, phone: Self.wrongPhone, department: "=1+1"), person(5, number: "3.19901E+17"),
            person(7), person(9, phone: Self.wrongPhone),
        ]
        let first = try await stage(try ownList(people), world)
        let id = try await world.imports.arrange(
            first, [.name: 4, .documentNumber: 3, .phone: 0, .workplace: 1], occasion)
        // One is corrected in the preview and has another mistake left.
        #expect(try await world.imports.edit(8, of: id, [.name: "会员玖"], occasion) == .failed)

        let back = try await world.imports.failedRows(id, occasion)
        #expect(back.fileName == "花名册-待修改.xlsx")
        let workbook = try Workbook.open(bytes: back.bytes)
        #expect(workbook.sheets.map(\.name) == ["花名册", "数据说明"])
        var rows = try texts(back.bytes)
        #expect(rows[0] == ["2023 年职工花名册"])
        #expect(rows[1] == [])
        #expect(rows[2] == ["联系方式", "部门", "补贴", "编码", "职工姓名", "入职", "问题及办法"])
        #expect(
            rows[3].dropLast() == [Self.wrongPhone, "=1+1", "2470.1", Roster.number(3), "会员3", "2023-11-20"])
        #expect(rows[3].last == "问题：手机号码：不是有效的 11 位手机号。办法：请填写 11 位手机号，并把整列设为“文本”。（原文件第 5 行）")
        #expect(rows[4][3] == "3.19901E+17")
        #expect(rows[5][4] == "会员玖")
        #expect(rows.count == 6)
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE action = 'returned' AND detail = 'rows=3'") == 1)

        // The good ones go in; the others are mended in the file.
        #expect(try await world.imports.confirm(id, occasion).counts[.new] == 2)
        #expect(try await texts(world.imports.failedRows(id, occasion).bytes) == rows)
        rows[3][0] = "19900000003"
        rows[4][3] = Roster.number(5)
        rows[5][0] = "19900000009"
        let again = try await stage(try Self.rewritten(rows), world, name: back.fileName)
        let shown = try await preview(again, world)
        #expect(shown.layout?.columns == [.phone, .workplace, nil, .documentNumber, .name, nil])
        #expect(shown.layout?.headers.contains("问题及办法") == false)
        #expect(shown.rows.map(\.outcome) == [.new, .new, .new])
        #expect(try await world.imports.confirm(again, occasion).counts[.new] == 3)
        #expect(try await world.count("SELECT count(*) FROM member WHERE workplace = '=1+1'") == 1)
        let same = try await preview(try await stage(try Self.rewritten(rows), world), world)
        #expect(same.memberImport.counts.written == 0)
        // Nothing failed, so that nothing is kept.
        #expect(
            try await world.count("SELECT count(*) FROM import_source WHERE import_id = \(again)") == 0)
    }

    private static func rewritten(_ rows: [[String]]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("back-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        let width = rows.map(\.count).max() ?? 0
        let sheet = try writer.addSheet(
            SheetPlan(name: "花名册", columns: (0..<width).map { _ in SheetColumn("") }))
        for row in rows { try sheet.row(row.map { $0.isEmpty ? .empty : .text($0) }) }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    @Test func `Columns that only the contents of the whole file told are still known when every number is wrong`()
        async throws
    {
        let world = try await MemberWorld.make(.sqlite)
        let numbers = [1, 3, 5, 7].map { Roster.number($0) }
        let wrong = Roster.number(9).dropLast() + (Roster.number(9).hasSuffix("0") ? "1" : "0")
        let phones = [1, 3, 5, 7, 9].map { "1990000000\($0)" }
        let lines =
            ["甲,乙,丙"]
            + zip(zip(["阿一", "阿二", "阿三", "阿四", "阿五"], numbers + [String(wrong)]), phones)
            .map { "\($0.0.0),\($0.0.1),\($0.1)" }
        let id = try await stage(Array(lines.joined(separator: "\n").utf8), world, name: "名单.txt")
        #expect(try await preview(id, world).memberImport.counts[.failed] == 1)
        let back = try await world.imports.failedRows(id, world.occasion(world.clerk))
        #expect(back.fileName == "名单-待修改.csv")
        // Given up: what its file was read like is known nevertheless.
        try await world.imports.discard(id, world.occasion(world.clerk))
        let again = try await preview(try await stage(back.bytes, world, name: back.fileName), world)
        #expect(again.layout?.columns == [.name, .documentNumber, .phone])
        #expect(again.rows.count == 1)
        // The header is not in the database: it may be a person.
        #expect(try await world.count("SELECT count(*) FROM import_layout WHERE headers LIKE '%甲%'") == 0)
        #expect(
            try await world.imports.failedRows(again.memberImport.id, world.occasion(world.clerk)).fileName
                == "名单-待修改.csv")
    }

    @Test(arguments: [",", ";", "\t"], [TextEncoding.utf8, .gb18030, .utf16LittleEndian])
    func `Delimited text comes back in its encoding and with its separator, begins no formula, and is read as it was`(
        separator: String, encoding: TextEncoding
    ) async throws {
        let world = try await MemberWorld.make(.sqlite)
        let (good, bad) = (Roster.row(1), Roster.row(3))
        let lines = [
            ["员工名单"], ["姓名", "证件号码", "手机号码", "工作单位", "备注"],
            [good[0], good[2], good[3], "甲单位", "无"], [bad[0], bad[2], "199", "+甲,乙;丙", "=1+1"],
        ]
        let text = lines.map { line in
            line.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: separator)
        }.joined(separator: "\r\n")
        let id = try await stage(
            encoding.byteOrderMark + (try #require(encoding.bytes(of: text))), world, name: "名单.csv")
        let back = try await world.imports.failedRows(id, world.occasion(world.clerk))
        #expect(back.fileName == "名单-待修改.csv")
        #expect(back.bytes.starts(with: encoding.byteOrderMark))
        let opened = try DelimitedText.open(bytes: back.bytes)
        #expect(opened.encoding == encoding)
        #expect(opened.delimiter.rawValue == separator)
        let rows = try texts(back.bytes)
        #expect(rows[0] == ["员工名单"])
        #expect(rows[1] == lines[1] + ["问题及办法"])
        #expect(rows[2].dropLast() == [bad[0], bad[2], "199", "'+甲,乙;丙", "'=1+1"])
        let again = try await preview(try await stage(back.bytes, world, name: back.fileName), world)
        #expect(again.rows.count == 1)
        let row = try await world.imports.row(3, of: again.memberImport.id, world.occasion(world.clerk))
        #expect(row.row[.workplace].text == "+甲,乙;丙")
    }

    @Test func `What was filled in and has no column in the file gets one`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            try ownList([person(1, phone: Self.wrongPhone), person(3, phone: Self.wrongPhone)]), world)
        #expect(try await world.imports.edit(4, of: id, [.label: "外包工"], occasion) == .failed)
        let back = try await world.imports.failedRows(id, occasion)
        var rows = try texts(back.bytes)
        #expect(rows[2].suffix(3) == ["入职", "会员标签", "问题及办法"])
        #expect(rows[3].dropLast().last == "外包工")
        rows[3][0] = "19900000001"
        let again = try await stage(try Self.rewritten(rows), world)
        #expect(
            try await preview(again, world).layout?.columns == [.phone, nil, nil, .documentNumber, .name, nil, .label])
        #expect(try await world.imports.confirm(again, occasion).counts[.new] == 1)
        #expect(try await world.count("SELECT count(*) FROM member WHERE label = 'outsourced'") == 1)
    }

    @Test(arguments: Engine.available)
    func `When the file is gone the rows come in the template's columns and say so, later not at all`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(try ownList([person(1), person(3, phone: Self.wrongPhone)]), world)
        _ = try await world.imports.confirm(id, occasion)
        try await world.platform.database.write { [seal = world.platform.seal] transaction in
            try ImportSourceStore(transaction, seal).delete(id)
        }
        let back = try await world.imports.failedRows(id, occasion)
        let rows = try texts(back.bytes)
        #expect(rows[0] == ["上传的原文件已清除，这里按导入模板的列给出需要修改的行。"])
        #expect(rows[1] == Roster.header + ["问题及办法"])
        #expect(rows[2][0] == "会员3")
        let again = try await preview(try await stage(back.bytes, world), world)
        #expect(again.rows.map(\.name) == ["会员3"])
        #expect(again.layout?.derived == [])
        try await world.imports.clear(at: MemberWorld.now.adding(days: 8))
        await #expect(throws: Refusal.notFound) { try await world.imports.failedRows(id, occasion) }
    }

    @Test(arguments: Engine.available)
    func `The file of a confirmed import goes with its failed rows after seven days`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(try ownList([person(1), person(3, phone: Self.wrongPhone)]), world)
        _ = try await world.imports.confirm(id, occasion)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 1)
        try await world.imports.clear(at: MemberWorld.now.adding(days: 6))
        #expect(try await world.imports.failedRows(id, occasion).fileName == "花名册-待修改.xlsx")
        try await world.imports.clear(at: MemberWorld.now.adding(days: 8))
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
        await #expect(throws: Refusal.notFound) { try await world.imports.failedRows(id, occasion) }
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.imports.failedRows(id, stranger) }
    }

    @Test func `Many failed rows among many come back each once, in their order`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let lines = (1...1_900).map { serial in
            let row = Roster.row(serial)
            return "\(row[0]),\(row[2]),\(serial.isMultiple(of: 3) ? row[3] : "12")"
        }
        let text = (["姓名,证件号码,手机号码"] + lines).joined(separator: "\n")
        let id = try await stage(Array(text.utf8), world, name: "名单.csv")
        let rows = try texts(try await world.imports.failedRows(id, world.occasion(world.clerk)).bytes)
        #expect(rows.dropFirst().map { $0[0] } == (1...1_900).filter { !$0.isMultiple(of: 3) }.map { "会员\($0)" })
    }
}
