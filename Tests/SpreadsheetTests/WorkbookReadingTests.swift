import Spreadsheet
import Testing

@Suite("Reading workbooks of other programs")
struct WorkbookReadingTests {
    @Test("A workbook of openpyxl gives texts, numbers as written, days, truth values and rich text")
    func openpyxl() throws {
        let workbook = try Workbook.open(path: Fixture.path("openpyxl.xlsx"))
        #expect(workbook.sheets.map(\.name) == ["会员", "字典", "深藏", "空"])
        #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden, .veryHidden, .visible])
        let rows = try workbook.allRows()
        #expect(rows.map(\.number) == [1, 2, 3])
        #expect(rows[0].cells.map(\.text) == ["姓名", "证件号码", "手机", "入会日期", "缴费", "在职", "备注"])
        #expect(
            rows[1].cells == [
                .text("会员甲"), .text("319901199001010017"),
                .number(text: "19900000001", value: 19_900_000_001), .date(try #require(SheetDate("2023-11-20"))),
                .number(text: "2470.1", value: 2470.1), .boolean(true), .text("前粗 后 "),
            ])
        // The last cell is a formula nobody ever calculated.
        #expect(
            rows[2].cells == [
                .text("会员乙"), .number(text: "3.10101e+17", value: 3.10101e17), .text("19900000002"),
                .date(try #require(SheetDate("2023-12-25T09:30:15"))), .number(text: "-12.5", value: -12.5),
                .boolean(false), .unsavedFormula,
            ])
    }

    @Test("Hidden sheets are read like others, an empty one is refused")
    func otherSheets() throws {
        let workbook = try Workbook.open(bytes: Fixture.bytes("openpyxl.xlsx"))
        #expect(try workbook.allRows(1) == [SheetRow(number: 5, cells: [.empty, .empty, .text("隐藏")])])
        #expect(try workbook.allRows(2) == [SheetRow(number: 1, cells: [.text("更深")])])
        #expect(throws: WorkbookRefusal.noRows) { try workbook.allRows(3) }
        #expect(try workbook.allRows(0) == workbook.allRows(0))
    }

    @Test("LibreOffice's copy of a workbook reads like the original")
    func libreOffice() throws {
        let copy = try Workbook.open(path: Fixture.path("libreoffice.xlsx"))
        let original = try Workbook.open(path: Fixture.path("openpyxl.xlsx"))
        #expect(copy.sheets.map(\.name) == original.sheets.map(\.name))
        let rows = try copy.allRows()
        let originalRows = try original.allRows()
        #expect(rows[0] == originalRows[0])
        #expect(rows[1] == originalRows[1])
        for column in [0, 2, 4, 5] { #expect(rows[2][column] == originalRows[2][column]) }
        #expect(rows[2][3].text == "2023-12-25 09:30:15")
        #expect(rows[2][1] == .number(text: "3.10101E+017", value: 3.10101e17))
        // LibreOffice has calculated the formula.
        #expect(rows[2][6] == .number(text: "2", value: 2))
    }

    @Test(
        "XlsxWriter's shared and inline strings read the same",
        arguments: ["xlsxwriter.xlsx", "xlsxwriter-inline.xlsx"])
    func xlsxWriter(name: String) throws {
        let rows = try Workbook.open(path: Fixture.path(name)).allRows()
        #expect(rows.map(\.number) == [1, 2, 4])
        #expect(
            rows[0].cells.map(\.text) == ["a", " b ", "line\nbreak", "tab\tbell\u{7}", "<&>\"'", "_x000D_"])
        #expect(
            rows[1].cells == [
                .date(try #require(SheetDate("2024-02-29"))), .number(text: "0.5", value: 0.5), .text("xy"),
                .error("#DIV/0!"), .number(text: "2", value: 2), .boolean(true),
            ])
        #expect(rows[2][2] == .text("after a gap"))
        #expect(rows[2][3] == (name == "xlsxwriter.xlsx" ? .text("plain bold plain") : .empty))
        #expect(rows[2][99] == .empty)
    }

    @Test("A workbook that counts days from 1904 gives the same day")
    func from1904() throws {
        let rows = try Workbook.open(path: Fixture.path("xlsxwriter-1904.xlsx")).allRows()
        #expect(rows[1][0] == .date(try #require(SheetDate("2024-02-29"))))
    }

    @Test("Prefixed elements, cells without references and rows without numbers are read")
    func prefixes() throws {
        let sheet = """
            <x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
            <x:row><x:c><x:v> 1 </x:v></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>
            <x:row/><x:row><x:c r="AA3" t="str"><x:f>A1</x:f><x:v>c</x:v></x:c><x:c><x:v>4</x:v></x:c></x:row>
            </x:sheetData></x:worksheet>
            """
        let rows = try Workbook.open(bytes: HandmadeWorkbook(sheet: sheet).bytes).allRows()
        #expect(rows.map(\.number) == [1, 3])
        #expect(rows[0].cells == [.number(text: "1", value: 1), .text("b")])
        #expect(rows[1].cells.count == 28)
        #expect(rows[1][26] == .text("c"))
        #expect(rows[1][27] == .number(text: "4", value: 4))
    }

    @Test("Rich text is joined, phonetic runs are left out, escapes are put in, a formula without a result is told")
    func sharedStrings() throws {
        let strings = """
            <si><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t>a</t></r>\
            <r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><r><t>no</t></r></rPh></si><si><t>x_x000A_y_x005F_z</t></si><si/>
            """
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>\
            <c r="D1" t="s"><v>3</v></c><c r="E1" t="inlineStr"><is><r><t>p</t></r><rPh><t>no</t></rPh><r><t>q</t></r></is></c>\
            <c r="F1" t="d"><v>2023-11-20T00:00:00Z</v></c><c r="G1"><f>HYPERLINK("x")</f></c>\
            <c r="H1" t="str"><f>IF(1,"")</f><v></v></c><c r="I1"><f>1+1</f><v>2</v></c>\
            <c r="J1"><f>1+1</f><v/></c></row>
            """
        let cells = try Workbook.open(bytes: HandmadeWorkbook(rows: rows, strings: strings).bytes).allRows()[0].cells
        #expect(
            cells == [
                .text("甲"), .text("a b"), .text("x\ny_z"), .empty, .text("pq"),
                .date(try #require(SheetDate("2023-11-20"))), .unsavedFormula, .empty, .number(text: "2", value: 2),
                .unsavedFormula,
            ])
        #expect(Cell.unsavedFormula.text.isEmpty)
        #expect(!Cell.unsavedFormula.isEmpty)
    }

    @Test(
        "A number shown as a day is a day",
        arguments: [
            ("yyyy\"年\"m\"月\"d\"日\";@", true), ("[$-804]yyyy/m/d", true), ("mm-dd-yy", true), ("mmm", true),
            ("General", false), ("0.00", false), ("[h]:mm:ss", false), ("mm:ss", false), ("\"day\"0", false),
            ("0_d", false), ("[Red]0.00;\"d\"0", false), ("#,##0.00\\d", false), ("h:mm", false),
        ])
    func customFormats(code: String, isDay: Bool) throws {
        let escaped = code.replacing("\"", with: "&quot;")
        let styles = """
            <numFmts count="1"><numFmt numFmtId="200" formatCode="\(escaped)"/></numFmts>\
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>
            """
        let rows = "<row r='1'><c r='A1' s='1'><v>45250</v></c><c r='B1'><v>45250</v></c></row>"
        let cells = try Workbook.open(bytes: HandmadeWorkbook(rows: rows, styles: styles).bytes).allRows()[0].cells
        let number = Cell.number(text: "45250", value: 45_250)
        #expect(cells == [isDay ? .date(try #require(SheetDate("2023-11-20"))) : number, number])
    }

    @Test(
        "Day numbers of the 1900 system",
        arguments: [
            ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("36526", "2000-01-01"),
            ("2958465", "9999-12-31"), ("45250.999999", "2023-11-21"),
        ])
    func dayNumbers(serial: String, day: String) throws {
        let rows = "<row r='1'><c r='A1' s='0'><v>\(serial)</v></c></row>"
        let workbook = HandmadeWorkbook(rows: rows, styles: "<cellXfs><xf numFmtId='14'/></cellXfs>")
        #expect(try Workbook.open(bytes: workbook.bytes).allRows()[0][0].text == day)
    }

    @Test("A day number that names no day stays a number", arguments: ["0", "0.5", "-3", "60", "2958466", "1E+300"])
    func noDay(serial: String) throws {
        let rows = "<row r='1'><c r='A1' s='0'><v>\(serial)</v></c></row>"
        let workbook = HandmadeWorkbook(rows: rows, styles: "<cellXfs><xf numFmtId='31'/></cellXfs>")
        guard case .number(let text, _) = try Workbook.open(bytes: workbook.bytes).allRows()[0][0] else {
            Issue.record("a day")
            return
        }
        #expect(text == serial)
    }

    @Test(
        "Numbers keep their written digits, and show fifteen",
        arguments: [
            ("2470.0999999999999", 2470.1, "2470.1"),
            ("319901199001011234", 319_901_199_001_011_264, "319901199001011234"),
            ("1.5E-3", 0.0015, "1.5E-3"), ("0", 0, "0"), ("-0.1", -0.1, "-0.1"),
            ("123456789012345", 123_456_789_012_345, "123456789012345"),
        ])
    func numbers(written: String, value: Double, shown: String) throws {
        let workbook = HandmadeWorkbook(rows: "<row><c><v>\(written)</v></c></row>")
        let cell = try Workbook.open(bytes: workbook.bytes).allRows()[0][0]
        #expect(cell == .number(text: written, value: value))
        #expect(cell.text == shown)
    }

    @Test(
        "What is no number in a number cell is a text",
        arguments: ["abc", "1e", "NaN", "inf", "0x10", "1.2.3", "--1", "1E+999"])
    func notNumbers(written: String) throws {
        let workbook = HandmadeWorkbook(rows: "<row><c><v>\(written)</v></c></row>")
        #expect(try Workbook.open(bytes: workbook.bytes).allRows()[0][0] == .text(written))
    }

    @Test("The caller's error ends the reading")
    func callerStops() throws {
        struct Enough: Error {}
        let workbook = try Workbook.open(path: Fixture.path("openpyxl.xlsx"))
        var seen = 0
        #expect(throws: Enough.self) {
            try workbook.rows(of: workbook.sheets[0]) { row in
                seen += 1
                if row.number == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }

    @Test("Column letters", arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func letters(column: Int, letters: String) {
        #expect(SheetRow.letters(ofColumn: column) == letters)
    }
}
