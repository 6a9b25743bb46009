import Spreadsheet
import Testing

@Suite("Files that are refused")
struct WorkbookRefusalTests {
    @Test("What is no workbook is named for what it is")
    func otherKinds() throws {
        func detected(_ bytes: [UInt8]) -> ContentKind? {
            do {
                _ = try Workbook.open(bytes: bytes)
                return nil
            } catch {
                guard case .notAWorkbook(let kind) = error else { return nil }
                return kind
            }
        }
        #expect(detected(try Fixture.bytes("old.xls")) == .oldExcel)
        #expect(detected([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]) == .oldExcel)
        #expect(detected(try Fixture.bytes("open-document.ods")) == .zip)
        #expect(detected(Array("%PDF-1.7\n\u{1}\u{2}".utf8)) == .pdf)
        #expect(detected([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00]) == .image)
        #expect(detected([0xFF, 0xD8, 0xFF, 0xE0, 0x00]) == .image)
        #expect(detected(Array("\n <HTML><table><tr><td>1</td></tr></table>".utf8)) == .html)
        #expect(detected(Array("<table border=1><tr><td>会员甲".utf8)) == .html)
        #expect(detected(Array("<?xml version=\"1.0\"?><Workbook/>".utf8)) == .xml)
        #expect(detected(Array("姓名,证件号码\r\n".utf8)) == .text)
        #expect(detected([0x4D, 0x5A, 0x90, 0x00, 0x03]) == .unknown)
        #expect(detected([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]) == .compound)
    }

    @Test("A document of Word renamed to xlsx is an archive that is no workbook")
    func renamedDocument() {
        var zip = StoredZip()
        zip.add(
            "_rels/.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" \
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
            Target="word/document.xml"/></Relationships>
            """)
        zip.add("word/document.xml", "<w:document xmlns:w='w'><w:body/></w:document>")
        #expect(refusal(zip.bytes) == .notAWorkbook(detected: .zip))
        var plain = StoredZip()
        plain.add("readme.txt", "hello")
        #expect(refusal(plain.bytes) == .notAWorkbook(detected: .zip))
        #expect(refusal(StoredZip().bytes) == .notAWorkbook(detected: .zip))
    }

    @Test("No bytes at all")
    func noBytes() { #expect(refusal([]) == .empty) }

    @Test("A file that is not there")
    func missing() {
        #expect(throws: WorkbookRefusal.unreadable(path: "/nowhere/x.xlsx")) {
            try Workbook.open(path: "/nowhere/x.xlsx")
        }
    }

    @Test("A workbook with a password")
    func encrypted() {
        let header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
        #expect(refusal(header + [UInt8](repeating: 0, count: 1500) + name) == .encrypted)
    }

    @Test("A workbook with macros")
    func macros() {
        var workbook = HandmadeWorkbook(rows: "<row><c><v>1</v></c></row>")
        workbook.workbookRelationships = "<Relationship Id='m' Type='http://x/vbaProject' Target='vbaProject.bin'/>"
        #expect(refusal(workbook.bytes) == .macros)
    }

    @Test("An archive that unzips to a thousand times its size", arguments: ["bomb.xlsx", "lying-bomb.xlsx"])
    func bomb(name: String) throws {
        let found = refusal(try Fixture.bytes(name))
        // libzip itself stops when an entry gives more than it claimed.
        if name == "bomb.xlsx" { #expect(found == .tooCompressed(limit: 100)) }
        guard case .damaged = found else {
            #expect(found == .tooCompressed(limit: 100))
            return
        }
        #expect(name == "lying-bomb.xlsx")
    }

    @Test("An archive that unzips to more than the limit")
    func unzippedSize() {
        var limits = WorkbookLimits()
        limits.maximumUnzippedSize = 1000
        let workbook = HandmadeWorkbook(rows: String(repeating: " ", count: 2000) + "<row><c><v>1</v></c></row>")
        #expect(refusal(workbook.bytes, limits) == .tooLargeUnzipped(limit: 1000))
    }

    @Test("A file larger than the limit")
    func fileSize() throws {
        var limits = WorkbookLimits()
        limits.maximumFileSize = 1000
        #expect(refusal(try Fixture.bytes("xlsxwriter.xlsx"), limits) == .tooLarge(limit: 1000))
        #expect(throws: WorkbookRefusal.tooLarge(limit: 1000)) {
            try Workbook.open(path: Fixture.path("xlsxwriter.xlsx"), limits: limits)
        }
    }

    @Test("More than two hundred entries")
    func entries() {
        var workbook = HandmadeWorkbook(rows: "<row><c><v>1</v></c></row>")
        workbook.others = (0..<196).map { ("other/\($0)", "") }
        #expect(refusal(workbook.bytes) == nil)
        workbook.others.append(("other/one-more", ""))
        #expect(refusal(workbook.bytes) == .tooManyEntries(limit: 200))
    }

    @Test("A document type: a billion laughs, or a file from outside")
    func documentType() {
        let laughs = """
            <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>
            """
        #expect(refusal(HandmadeWorkbook(sheet: laughs).bytes) == .forbiddenMarkup)
        let outside = """
            <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
            <worksheet><sheetData><row><c t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>
            """
        #expect(refusal(HandmadeWorkbook(sheet: outside).bytes) == .forbiddenMarkup)
        var workbook = HandmadeWorkbook(rows: "<row><c t='s'><v>0</v></c></row>")
        workbook.strings = "<!DOCTYPE sst SYSTEM 'http://127.0.0.1/x.dtd'><sst><si><t>a</t></si></sst>"
        #expect(refusal(workbook.bytes) == .forbiddenMarkup)
    }

    @Test(
        "An unknown entity and broken markup",
        arguments: ["<row>&x;</row>", "<row><c></row>", "<row a='1' a='2'/>", "\u{1}"])
    func brokenMarkup(rows: String) {
        guard case .damaged = refusal(HandmadeWorkbook(rows: rows).bytes) else {
            Issue.record("not refused as damaged")
            return
        }
    }

    @Test(
        "Numbers of rows, columns and shared strings that cannot be",
        arguments: [
            "<row r='0'/>", "<row r='-1'/>", "<row r='x'/>", "<row r='1048577'/>", "<row r='99999999999999999999'/>",
            "<row r='2'/><row r='2'/>", "<row><c r='12'/></row>", "<row><c r='AAAA1'/></row>",
            "<row><c t='s'><v>7</v></c></row>", "<row><c t='s'><v>-1</v></c></row>",
            "<row><c t='s'><v>99999999999999999999999999</v></c></row>",
        ])
    func impossibleNumbers(rows: String) {
        guard case .damaged = refusal(HandmadeWorkbook(rows: rows).bytes) else {
            Issue.record("not refused as damaged")
            return
        }
    }

    @Test("No row holds anything")
    func noRows() {
        #expect(refusal(HandmadeWorkbook(rows: "").bytes) == .noRows)
        #expect(
            refusal(HandmadeWorkbook(rows: "<row r='9'><c r='A9' s='3'/><c t='str'><v></v></c></row>").bytes) == .noRows
        )
    }

    @Test("Rows: the limit is read, one more is refused, blank rows do not count")
    func rowLimit() throws {
        let rows = (1...5).map { "<row><c><v>\($0)</v></c></row><row/>" }.joined()
        #expect(refusal(HandmadeWorkbook(rows: rows).bytes, WorkbookLimits(maximumRows: 5)) == nil)
        #expect(refusal(HandmadeWorkbook(rows: rows).bytes, WorkbookLimits(maximumRows: 4)) == .tooManyRows(limit: 4))
    }

    @Test("Columns: two hundred are read, a value in one more is refused, a coloured cell is not")
    func columnLimit() {
        #expect(refusal(HandmadeWorkbook(rows: "<row><c r='GR1'><v>1</v></c></row>").bytes) == nil)
        #expect(refusal(HandmadeWorkbook(rows: "<row><c><v>1</v></c><c r='XFD1' s='1'/></row>").bytes) == nil)
        #expect(
            refusal(HandmadeWorkbook(rows: "<row r='7'><c r='GS7'><v>1</v></c></row>").bytes)
                == .tooManyColumns(row: 7, limit: 200))
    }

    @Test("Cells: 32,767 characters are read, one more is refused, in any script and kind of cell")
    func cellLimit() {
        func inline(_ text: String) -> HandmadeWorkbook {
            HandmadeWorkbook(rows: "<row r='3'><c r='B3' t='inlineStr'><is><t>\(text)</t></is></c></row>")
        }
        let tooLong = WorkbookRefusal.cellTooLong(row: 3, column: 1, limit: 32_767)
        #expect(refusal(inline(String(repeating: "会", count: 32_767)).bytes) == nil)
        #expect(refusal(inline(String(repeating: "会", count: 32_768)).bytes) == tooLong)
        #expect(refusal(inline(String(repeating: "a", count: 32_768)).bytes) == tooLong)
        #expect(refusal(inline(String(repeating: "a", count: 2_000_000)).bytes) == tooLong)
        let shared = HandmadeWorkbook(
            rows: "<row r='3'><c r='B3' t='s'><v>0</v></c></row>",
            strings: "<si><t>\(String(repeating: "会", count: 400_000))</t></si>")
        #expect(refusal(shared.bytes) == tooLong)
    }

    @Test("Markup that would make a parser hold on to memory is given up, in sheets and in other parts")
    func parserMemory() {
        let deep = String(repeating: "<a>", count: 1_500_000)
        let names = (0..<600_000).map { "<n\($0)/>" }.joined()
        let token = "<row x='\(String(repeating: "x", count: 3_000_000))'/>"
        for markup in [deep, names, token] {
            let styled = HandmadeWorkbook(rows: "<row><c><v>1</v></c></row>", styles: markup)
            guard case .damaged = refusal(styled.bytes) else {
                Issue.record("not refused as damaged")
                continue
            }
            #expect(refusal(HandmadeWorkbook(rows: markup).bytes) != nil)
        }
    }

    @Test(
        "Every truncation of a workbook is refused, and none crashes", arguments: ["xlsxwriter.xlsx", "openpyxl.xlsx"])
    func truncations(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(refusal(Array(bytes[..<length])) != nil)
        }
    }

    @Test("Bytes changed at random never crash the reader")
    func randomChanges() throws {
        var state: UInt64 = 2023
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let archive = try Fixture.bytes("xlsxwriter-inline.xlsx")
        let markup = HandmadeWorkbook(
            rows:
                "<row r='1'><c r='A1' t='s' s='1'><v>0</v></c><c r='B1' t='inlineStr'><is><r><t>b</t></r></is></c></row>",
            strings: "<si><t>甲_x000A_</t></si>", styles: "<cellXfs><xf numFmtId='14'/></cellXfs>"
        ).bytes
        let text = Array("姓名,\"证件\"\"号码\"\r\n=\"001\";,\t2\n".utf8)
        for original in [archive, markup, text] {
            for _ in 0..<500 {
                var bytes = original
                for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8(next(256)) }
                _ = refusal(bytes)
            }
        }
    }
}
