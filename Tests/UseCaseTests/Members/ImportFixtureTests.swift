import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

/// Files as clerks' programs and accidents leave them (`Fixtures/make.py`).
@Suite struct ImportFixtureTests {
    private func upload(_ name: String) throws -> MemberImports.Upload {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(name)")
        return MemberImports.Upload(name: name, bytes: [UInt8](try Data(contentsOf: file)))
    }

    @Test(arguments: [
        ("no-zip.xlsx", MemberFileRefusal.damaged), ("cut-off.xlsx", .damaged), ("no-sheet.xlsx", .damaged),
        ("shared-string-out-of-range.xlsx", .damaged), ("no-shared-strings.xlsx", .damaged),
        ("no-workbook.xlsx", .notWorkbook), ("picture.xlsx", .notWorkbook), ("page.xlsx", .notWorkbook),
        ("old.xls", .oldWorkbook), ("encrypted.xlsx", .encrypted), ("macros.xlsx", .macros),
        ("entities.xlsx", .suspicious), ("entities-of-strings.xlsx", .suspicious), ("bomb.xlsx", .suspicious),
        ("many-entries.xlsx", .suspicious), ("wide.xlsx", .tooManyColumns(row: 2, limit: 200)),
        ("long-cell.xlsx", .cellTooLong(row: 2, limit: 32_767)), ("empty.xlsx", .noRows), ("no-rows.xlsx", .noRows),
    ])
    func `A file that cannot be read is refused and leaves nothing`(
        name: String, refusal: MemberFileRefusal
    ) async throws {
        let world = try await MemberWorld.make(.sqlite)
        let file = try upload(name)
        await #expect(throws: refusal) {
            try await world.imports.stage(file, as: .outsideEnterprise, world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT count(*) FROM member_import") == 0)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
        #expect(try await world.count("SELECT count(*) FROM event WHERE subject = 'member-import'") == 0)
    }

    @Test(arguments: [
        ("no bytes", 0, MemberFileRefusal.empty), ("ten megabytes and one byte", 10_000_001, .tooLarge(limit: 10)),
        ("a line more than a hundred thousand", 100_021, .tooManyRows(limit: 100_000)),
    ])
    func `A file with nothing or too much in it is refused with its limit`(
        what: String, amount: Int, refusal: MemberFileRefusal
    ) async throws {
        let world = try await MemberWorld.make(.sqlite)
        var bytes: [UInt8] = []
        if case .tooManyRows = refusal {
            bytes = Array(("姓名,证件号码,手机号码\n" + String(repeating: "甲,1,2\n", count: amount)).utf8)
        } else {
            bytes = Array(repeating: UInt8(ascii: "a"), count: amount)
        }
        let upload = MemberImports.Upload(name: "名册.xlsx", bytes: bytes)
        await #expect(throws: refusal) {
            try await world.imports.stage(upload, as: .outsideEnterprise, world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT count(*) FROM member_import") == 0)
    }

    private func read(_ name: String) async throws -> MemberImports.Preview {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(try upload(name), as: .outsideEnterprise, occasion)
        let preview = try await world.imports.preview(id, rows: .all, group: nil, after: 0, occasion)
        _ = try await world.imports.confirm(id, occasion)
        let expiry: Int = try await world.count("SELECT count(*) FROM identity_document WHERE expiry = '2035-03-20'")
        #expect(expiry == preview.memberImport.counts[.new] || name == "wrong-types.xlsx")
        return preview
    }

    @Test(arguments: ["openpyxl.xlsx", "libreoffice.xlsx"])
    func `A company's own list is read: merged cells, typed numbers and days, numbered and coloured lines below`(
        name: String
    ) async throws {
        let preview = try await read(name)
        #expect(preview.layout?.headerRow == 3)
        #expect(preview.layout?.otherLists == [])
        #expect(preview.rows.map(\.number) == [4, 5, 6])
        #expect(preview.rows.map(\.outcome) == [.new, .new, .failed])
        #expect(preview.groups.first?.repair == .typeNumberAgain)
    }

    @Test func `Results of formulas are read, errors in cells are errors of their rows`() async throws {
        let preview = try await read("xlsxwriter-1904.xlsx")
        #expect(preview.rows.map(\.outcome) == [.new, .failed, .failed])
        #expect(preview.rows.map(\.name) == ["会员1", "会员2", "#N/A"])
        let found = preview.rows.map { Set($0.findings.filter { $0.problem.severity == .error }.map(\.problem)) }
        #expect(found[1] == [.phoneMalformed, .expiryUnreadable])
        #expect(found[2] == [.nameUnreadable])
    }

    @Test func `Cells that are not what they say are read as what they hold`() async throws {
        let preview = try await read("wrong-types.xlsx")
        #expect(preview.rows.map(\.outcome) == [.new, .failed])
        #expect(preview.rows[1].findings.map(\.problem) == [.damagedNumber(.digitsLost), .phoneMalformed])
    }

    @Test func `Rows that came back go in when they are mended, whatever else stands in the file`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(try upload("openpyxl.xlsx"), as: .outsideEnterprise, occasion)
        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts[.failed] == 1)
        let back = try await world.imports.failedRows(id, occasion)
        #expect(back.fileName == "openpyxl-待修改.xlsx")
        let same = try await world.imports.stage(
            .init(name: back.fileName, bytes: back.bytes), as: .outsideEnterprise, occasion)
        let preview = try await world.imports.preview(same, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.layout?.lacking == [])
        #expect(preview.rows.flatMap(\.findings).map(\.problem) == [.damagedNumber(.scientificNotation)])
        #expect(preview.layout?.headerRow == 3)
        #expect(try await world.imports.edit(4, of: same, [.documentNumber: Roster.number(3)], occasion) == .new)
        #expect(try await world.imports.confirm(same, occasion).counts[.new] == 1)
    }

    @Test func `Digits that were lost do not come back as if they were there`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(try upload("wrong-types.xlsx"), as: .outsideEnterprise, occasion)
        _ = try await world.imports.confirm(id, occasion)
        let back = try await world.imports.failedRows(id, occasion)
        let same = try await world.imports.stage(
            .init(name: back.fileName, bytes: back.bytes), as: .outsideEnterprise, occasion)
        let row = try await world.imports.row(2, of: same, occasion)
        #expect(row.row[.documentNumber].text == "319900198506010???")
        #expect(row.problems.contains(.number(.notDigits)))
    }
}
