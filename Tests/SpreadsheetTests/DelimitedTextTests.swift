import Spreadsheet
import Testing

@Suite("Delimited text")
struct DelimitedTextTests {
    private func rows(_ text: String) throws -> [[String]] {
        try DelimitedText.open(bytes: Array(text.utf8)).allRows().map { $0.cells.map(\.text) }
    }

    @Test("Quotes, doubled quotes, line ends inside quotes and all kinds of line ends (RFC 4180)")
    func quotes() throws {
        #expect(
            try rows("a,\"b \"\"c\"\",\",d\r\n\"line\r\nbreak\",,x\n1 \"inch\",\"\",\r2")
                == [["a", "b \"c\",", "d"], ["line\r\nbreak", "", "x"], ["1 \"inch\""], ["2"]])
    }

    @Test("Row numbers count blank records; identity numbers keep their digits")
    func numbers() throws {
        let rows = try DelimitedText.open(bytes: Array("证件号码\n\n,,\n319901199001010017,001\n".utf8)).allRows()
        #expect(rows.map(\.number) == [1, 4])
        #expect(rows[1].cells == [.text("319901199001010017"), .text("001")])
    }

    @Test(
        "The delimiter is guessed outside quotes",
        arguments: [
            ("a;b;c\n\"1,1,1,1,1\";2;3", DelimitedText.Delimiter.semicolon), ("a\tb\n1,5\t2", .tab),
            ("a,b\n1,2", .comma),
            ("one column", .comma), ("sep=;\r\na,b,c,d;e", .semicolon),
        ])
    func delimiters(text: String, delimiter: DelimitedText.Delimiter) throws {
        let opened = try DelimitedText.open(bytes: Array(text.utf8))
        #expect(opened.delimiter == delimiter)
        #expect(try opened.allRows().last?.cells.isEmpty == false)
    }

    @Test("Line \"sep=\" is no row")
    func separatorLine() throws { #expect(try rows("sep=;\r\na,b;c") == [["a,b", "c"]]) }

    @Test("UTF-8 with and without a mark, GB 18030, UTF-16")
    func encodings() throws {
        let expected = [SheetRow(number: 1, cells: [.text("会员"), .text("㐀")])]
        let utf8 = Array("会员,㐀".utf8)
        // 㐀 (U+3400) is a four-byte character of GB 18030.
        let national: [UInt8] = [0xBB, 0xE1, 0xD4, 0xB1, 0x2C, 0x81, 0x39, 0xEE, 0x39]
        let utf16 = [UInt8]([0xFF, 0xFE]) + "会员,㐀".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for (bytes, encoding) in [
            (utf8, TextEncoding.utf8), ([0xEF, 0xBB, 0xBF] + utf8, .utf8), (national, .gb18030),
            (utf16, .utf16LittleEndian),
        ] {
            let opened = try DelimitedText.open(bytes: bytes)
            #expect(opened.encoding == encoding)
            #expect(try opened.allRows() == expected)
        }
    }

    @Test("Bytes that are text in no encoding, and an open quotation mark, are refused")
    func damaged() {
        for bytes in [[0x61, 0x2C, 0xFF, 0x0A], Array("a,\"b\n".utf8)] {
            guard case .damaged = refusal(bytes) else {
                Issue.record("not refused")
                continue
            }
        }
        #expect(refusal([0xEF, 0xBB, 0xBF]) == .noRows)
        #expect(refusal(Array("\n,\n".utf8)) == .noRows)
    }

    @Test("The limits of workbooks hold")
    func limits() {
        #expect(refusal(Array("1\n2\n3".utf8), WorkbookLimits(maximumRows: 2)) == .tooManyRows(limit: 2))
        #expect(refusal(Array("x\n\(String(repeating: ",", count: 200))1".utf8)) == .tooManyColumns(row: 2, limit: 200))
        #expect(
            refusal(Array("a,\(String(repeating: "b", count: 32_768))".utf8))
                == .cellTooLong(row: 1, column: 1, limit: 32_767))
    }

    @Test("The formula by which programs protect digits is read as the digits")
    func protectedDigits() throws {
        #expect(try rows("=\"0012\",=1+1,=\"a\"&\"b\"") == [["0012", "=1+1", "=\"a\"&\"b\""]])
    }

    @Test("A file opens as what it is, whatever it is called")
    func byContent() throws {
        #expect(try TableFile.open(bytes: Array("a,b".utf8)) is DelimitedText)
        #expect(try TableFile.open(path: Fixture.path("xlsxwriter.xlsx")) is Workbook)
    }

    @Test("Written text cannot begin a formula, numbers stay numbers")
    func writing() throws {
        #expect(
            DelimitedLine.text([
                .text("=1+1"), .text("+8"), .text("-a"), .text("@x"), .text("\tx"), .text("＝1"), .text("a,\"b\"\r\n"),
                .money(fen: -5), .money(fen: 247_010), .integer(-1), .empty, .text("会员\0甲"),
                .date(try #require(SheetDate("2023-11-20"))),
            ])
                == "'=1+1,'+8,'-a,'@x,\"'\tx\",'＝1,\"a,\"\"b\"\"\r\n\",-0.05,2470.10,-1,,会员甲,2023-11-20\r\n")
        #expect(DelimitedLine.text([.money(fen: .min)]) == "-92233720368547758.08\r\n")
    }
}
