import Foundation
import Testing

@testable import Spreadsheet

@Suite("Writing workbooks")
struct WorkbookWritingTests {
    private let columns = [
        SheetColumn("姓名", width: 14, necessity: .required), SheetColumn("证件号码", width: 22, necessity: .required),
        SheetColumn(
            "性别",
            choices: Choices(
                .list(["男", "女"]), prompt: .init(title: "性别", text: "请选择"),
                complaint: .init(title: "错误", text: "请从列表选择"))),
        SheetColumn("工种", choices: Choices(.cells(sheet: "字'典", column: 1, rows: 2...4), strictness: .warn)),
        SheetColumn("入会日期", kind: .date), SheetColumn("金额", kind: .money), SheetColumn("人数", kind: .integer),
        SheetColumn("比例", kind: .number(decimals: 4)),
    ]

    private func write(_ path: String) throws {
        let writer = try WorkbookWriter(path: path, created: 1_700_443_800, author: "a & b")
        let page = PagePlan(
            orientation: .landscape, header: .init(centre: [.text("会员 & 职工")]),
            footer: .init(left: [.text("页")], right: [.pageNumber, .text("/"), .pageCount]))
        let sheet = try writer.addSheet(
            SheetPlan(name: "会员", columns: columns, freezing: .header(columns: 1), filter: .header, page: page))
        let list = try writer.addSheet(
            SheetPlan(name: "字'典", columns: [SheetColumn("编号"), SheetColumn("工种")], visibility: .hidden))
        try sheet.title("会员名册")
        try sheet.note("第一行\n第二行", lines: 2)
        try sheet.header()
        try list.header()
        let day = try #require(SheetDate("2023-11-20"))
        try sheet.row([
            .text("会员甲"), .text("319901199001010017"), .text("男"), .text("钳工"), .date(day), .money(fen: 247_010),
            .integer(3), .number(0.125),
        ])
        for name in ["一", "二", "三"] { try list.row([.text("1"), .text(name)]) }
        try sheet.row([.text("=1+1"), .text("+@-\t\"<&>\u{7}\0_x000D_\n"), .empty, .text("-1")], tone: .marked)
        try sheet.row([.text("合计"), .empty, .empty, .empty, .empty, .money(fen: -1)], tone: .total)
        try writer.close()
    }

    @Test("What is written is read back: texts stay texts, days are days, fen are yuan")
    func roundTrip() throws {
        let path = Fixture.temporaryPath("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(path)
        let workbook = try Workbook.open(path: path)
        #expect(workbook.sheets.map(\.name) == ["会员", "字'典"])
        #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden])
        let rows = try workbook.allRows()
        #expect(rows.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(rows[0].cells == [.text("会员名册")])
        #expect(rows[1].cells == [.text("第一行\n第二行")])
        #expect(rows[2].cells.map(\.text) == columns.map(\.title))
        #expect(
            rows[3].cells == [
                .text("会员甲"), .text("319901199001010017"), .text("男"), .text("钳工"),
                .date(try #require(SheetDate("2023-11-20"))), .number(text: "2470.1", value: 2470.1),
                .number(text: "3", value: 3), .number(text: "0.125", value: 0.125),
            ])
        #expect(rows[4].cells == [.text("=1+1"), .text("+@-\t\"<&>\u{7}_x000D_\n"), .empty, .text("-1")])
        #expect(rows[5][5] == .number(text: "-0.01", value: -0.01))
        #expect(try workbook.allRows(1).count == 4)
    }

    @Test("The same calls give the same bytes")
    func deterministic() throws {
        let paths = [Fixture.temporaryPath("xlsx"), Fixture.temporaryPath("xlsx")]
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        for path in paths { try write(path) }
        let contents = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(contents[0] == contents[1])
    }

    @Test("Formats, lists and print settings stand in the file")
    func markup() throws {
        let path = Fixture.temporaryPath("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(path)
        let sheet = try part("xl/worksheets/sheet1.xml", of: path)
        for piece in [
            "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" errorTitle=\"错误\"",
            "sqref=\"C4:C1048576\"", "<formula1>\"男,女\"</formula1>", "errorStyle=\"warning\"",
            "<formula1>'字''典'!$B$2:$B$4</formula1>", "<autoFilter ref=\"A3:H6\"/>", "orientation=\"landscape\"",
            "paperSize=\"9\"", "<oddHeader>&amp;C会员 &amp;&amp; 职工</oddHeader>",
            "<oddFooter>&amp;L页&amp;R&amp;P/&amp;N</oddFooter>", "state=\"frozen\"", "<mergeCell ref=\"A1:H1\"/>",
            "numberStoredAsText",
        ] { #expect(sheet.contains(piece), "\(piece)") }
        #expect(try part("xl/workbook.xml", of: path).contains("Print_Titles"))
        let styles = try part("xl/styles.xml", of: path)
        for format in [
            "numFmtId=\"49\"", "numFmtId=\"4\"", "numFmtId=\"1\"", "formatCode=\"yyyy-mm-dd\"", "formatCode=\"0.0000\"",
        ] {
            #expect(styles.contains(format), "\(format)")
        }
        #expect(try part("docProps/core.xml", of: path).contains("2023-11-20T01:30:00Z"))
    }

    @Test("What the format cannot hold is a failure, not a broken file")
    func failures() throws {
        let path = Fixture.temporaryPath("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try WorkbookWriter(path: path, created: 0)
        for name in ["a/b", String(repeating: "会", count: 32), "[x]", ""] {
            #expect(throws: WritingFailure.sheetName(name)) { try writer.addSheet(SheetPlan(name: name, columns: [])) }
        }
        let sheet = try writer.addSheet(SheetPlan(name: "x", columns: [SheetColumn("a"), SheetColumn("b")]))
        #expect(throws: WritingFailure.sheetName("X")) { try writer.addSheet(SheetPlan(name: "X", columns: [])) }
        #expect(throws: WritingFailure.tooManyCells(row: 1)) { try sheet.row([.empty, .empty, .empty]) }
        #expect(throws: WritingFailure.textTooLong(row: 1, column: 1)) {
            try sheet.row([.empty, .text(String(repeating: "x", count: 32_768))])
        }
        let longest = String(repeating: "会", count: 32_767)
        try sheet.row([.number(.nan), .text(longest)])
        for (number, items) in [[String(repeating: "x", count: 256)], ["a,b"], []].enumerated() {
            let column = SheetColumn("c", choices: Choices(.list(items)))
            let other = try writer.addSheet(SheetPlan(name: "list\(number)", columns: [column]))
            #expect(throws: WritingFailure.choices(column: 0)) { try other.header() }
        }
        try writer.close()
        #expect(throws: WritingFailure.closed) { try writer.close() }
        #expect(throws: WritingFailure.closed) { try sheet.row([]) }
        #expect(try Workbook.open(path: path).allRows().last?[1] == .text(longest))
        #expect(throws: WritingFailure.self) { try WorkbookWriter(path: "/nowhere/x.xlsx", created: 0) }
    }

    @Test("A writer that goes away before closing leaves no file")
    func abandoned() throws {
        let path = Fixture.temporaryPath("xlsx")
        do {
            let writer = try WorkbookWriter(path: path, created: 0)
            let sheet = try writer.addSheet(SheetPlan(name: "x", columns: [SheetColumn("a")]))
            try sheet.row([.text("x")])
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// The text of a part of the file.
    private func part(_ name: String, of path: String) throws -> String {
        let archive = try Archive(bytes: [UInt8](Data(contentsOf: URL(filePath: path))), limits: WorkbookLimits())
        let stream = try #require(try archive.part(name))
        var text: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
            let start = try #require(buffer.baseAddress)
            while case let count = try stream.read(into: start, count: buffer.count), count > 0 {
                text.append(contentsOf: buffer[..<count])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    @Test("A hidden sheet stays hidden before the others too")
    func hiddenFirst() throws {
        let path = Fixture.temporaryPath("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try WorkbookWriter(path: path, created: 0)
        let plans: [(name: String, visibility: Sheet.Visibility)] = [
            ("旧", .hidden), ("新", .visible), ("末", .hidden),
        ]
        for plan in plans {
            let sheet = try writer.addSheet(
                SheetPlan(name: plan.name, columns: [SheetColumn("姓名")], visibility: plan.visibility))
            try sheet.header()
        }
        try writer.close()
        let workbook = try Workbook.open(path: path)
        #expect(workbook.sheets.map(\.visibility) == [.hidden, .visible, .hidden])
    }
}
