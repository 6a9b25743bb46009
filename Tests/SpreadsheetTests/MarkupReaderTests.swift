import Foundation
import Testing

@testable import Spreadsheet

@Suite("The quick reader of markup against expat")
struct MarkupReaderTests {
    private enum Outcome: Equatable {
        case rows([SheetRow])
        case refused
    }

    private func outcome(_ part: String, of bytes: [UInt8], _ engine: Engine) throws -> Outcome {
        let archive = try Archive(bytes: bytes, limits: WorkbookLimits())
        let strings = SharedStringScanner(limits: WorkbookLimits())
        if archive.contains("xl/sharedStrings.xml") { try engine.read("xl/sharedStrings.xml", of: archive, strings) }
        let scanner = SheetScanner(
            shared: strings.strings, dateStyles: [], dateSystem: .from1900, limits: WorkbookLimits())
        do {
            try engine.read(part, of: archive, scanner)
            return .rows(scanner.takeRows())
        } catch {
            return .refused
        }
    }

    private enum Engine {
        case expat
        case quick

        func read(_ part: String, of archive: Archive, _ scanner: PartScanner) throws(WorkbookRefusal) {
            guard let stream = try archive.part(part) else { throw .noRows }
            guard self == .quick else { return try PartParser.parse(stream, scanner) }
            let reader = MarkupReader(stream, scanner)
            guard try reader.canRead() else { throw .noRows }
            while try reader.advance() {}
        }
    }

    @Test(
        "Both read the files of other programs alike",
        arguments: ["openpyxl.xlsx", "libreoffice.xlsx", "xlsxwriter.xlsx", "xlsxwriter-inline.xlsx"])
    func fixtures(name: String) throws {
        let bytes = try Fixture.bytes(name)
        let quick = try outcome("xl/worksheets/sheet1.xml", of: bytes, .quick)
        #expect(try quick == outcome("xl/worksheets/sheet1.xml", of: bytes, .expat))
        guard case .rows(let rows) = quick else {
            Issue.record("refused")
            return
        }
        #expect(rows.count >= 3)
    }

    private static let tricky = """
        <?xml version='1.0' encoding = "UTF-8"?>
        <!-- <row> --><x:worksheet xmlns:x='a>b' a="1>2"><?pi <c> ?><x:sheetData><!-- - - -->
        <x:row r = '2'\t><x:c\nr="A2" t='inlineStr' ><x:is><x:t>&lt;&amp;&gt;&quot;&apos;&#x4F1A;&#20250;\r\n\r甲</x:t ></x:is></x:c>\
        <x:c r="B2" t="str"><x:f>A1&amp;"x"</x:f><x:v><![CDATA[<&amp;]] >]]>z</x:v></x:c><x:c t="str"><x:v>a<!-- b -->c</x:v></x:c></x:row>
        <x:row r="&#51;"><x:c t="in&#108;ineStr"><x:is><x:t xml:space="preserve"> 𠮷 </x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>
        <!-- end -->

        """

    private func sheet(_ markup: String) -> [UInt8] { HandmadeWorkbook(sheet: markup).bytes }

    @Test("Both read entities, references, character data, comments and line ends alike")
    func trickyMarkup() throws {
        let bytes = sheet(MarkupReaderTests.tricky)
        let quick = try outcome("xl/worksheets/sheet1.xml", of: bytes, .quick)
        #expect(try quick == outcome("xl/worksheets/sheet1.xml", of: bytes, .expat))
        #expect(
            quick
                == .rows([
                    SheetRow(number: 2, cells: [.text("<&>\"'会会\n\n甲"), .text("<&amp;]] >z"), .text("ac")]),
                    SheetRow(number: 3, cells: [.text(" 𠮷 ")]),
                ]))
    }

    @Test("Wherever the pieces are cut, the text is the same")
    func pieces() throws {
        // A piece is 64 KiB: the paddings move every byte of the row across the border.
        for padding in 65_200..<65_600 where padding % 3 == 0 {
            let rows =
                "<row><c t='inlineStr'><is><t>会&amp;&#x4F1A;\r\n𠮷<![CDATA[x]]></t></is></c><c a='1'><v>2</v></c></row>"
            let bytes = HandmadeWorkbook(rows: String(repeating: " ", count: padding) + rows).bytes
            #expect(
                try outcome("xl/worksheets/sheet1.xml", of: bytes, .quick)
                    == .rows([
                        SheetRow(number: 1, cells: [.text("会&会\n𠮷x"), .number(text: "2", value: 2)])
                    ]))
        }
    }

    @Test("A long text that spans pieces is whole", arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func longText(padding: Int) throws {
        let unit = "会&amp;\r\n𠮷"
        let text = String(repeating: "a", count: padding) + String(repeating: unit, count: 6500)
        let bytes = HandmadeWorkbook(rows: "<row><c t='inlineStr'><is><t>\(text)</t></is></c></row>").bytes
        let expected = String(repeating: "a", count: padding) + String(repeating: "会&\n𠮷", count: 6500)
        #expect(
            try outcome("xl/worksheets/sheet1.xml", of: bytes, .quick)
                == .rows([SheetRow(number: 1, cells: [.text(expected)])]))
    }

    @Test(
        "What is not well formed is refused by both",
        arguments: [
            "<a>", "<a></b>", "</a>", "<a/><b/>", "", " ", "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xFFFF;</a>",
            "<a>&amp</a>",
            "<a b=1/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a b/>", "<a b='1'c='2'/>", "<a", "<a><!-- </a>", "text<a/>",
            "<a/>text", "<a>\u{1}</a>", "<a b='\u{1}'/>", "<a><![CDATA[</a>", "<a><!FOO></a>", "< a/>",
            "<a>\u{FFFE}</a>",
            "<1/>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#-5;</a>", "<a>&#xD800;</a>", "<a / >", "<a></a", "<?xml",
        ])
    func notWellFormed(markup: String) throws {
        for engine in [Engine.expat, .quick] {
            #expect(try outcome("xl/worksheets/sheet1.xml", of: sheet(markup), engine) == .refused)
        }
    }

    @Test("Bytes that are not UTF-8 are refused by both")
    func notUTF8() throws {
        for wrong: [UInt8] in [
            [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBC],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3],
        ] {
            let utf8 = MarkupReader.isUTF8
            #expect(!wrong.withUnsafeBufferPointer(utf8))
        }
        for right in ["", "a", "é", "会", "𠮷", "\u{10FFFF}", "\u{D7FF}\u{E000}"] {
            #expect(Array(right.utf8).withUnsafeBufferPointer(MarkupReader.isUTF8))
        }
    }

    @Test("A sheet in another encoding is left to expat")
    func otherEncodings() throws {
        let markup = "<worksheet><sheetData><row><c t='str'><v>é</v></c></row></sheetData></worksheet>"
        let latin = HandmadeWorkbook(sheet: "<?xml version='1.0' encoding='ISO-8859-1'?>" + markup)
        let rows = try Workbook.open(bytes: latin.bytes).allRows()
        #expect(rows == [SheetRow(number: 1, cells: [.text("Ã©")])])
        let marked = try Workbook.open(bytes: HandmadeWorkbook(sheet: "\u{FEFF}" + markup).bytes).allRows()
        #expect(marked == [SheetRow(number: 1, cells: [.text("é")])])
    }

    @Test("Whatever expat reads of a sheet changed at random, the quick reader reads alike")
    func randomChanges() throws {
        var state: UInt64 = 1120
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let interesting = Array("<>&;\"'/=! x1\r\n]-#[?:".utf8)
        var accepted = 0
        for _ in 0..<1500 {
            var markup = Array(MarkupReaderTests.tricky.utf8)
            for _ in 0...next(2) { markup[next(markup.count)] = interesting[next(interesting.count)] }
            let bytes = sheet(String(decoding: markup, as: UTF8.self))
            let expat = try outcome("xl/worksheets/sheet1.xml", of: bytes, .expat)
            let quick = try outcome("xl/worksheets/sheet1.xml", of: bytes, .quick)
            guard expat != .refused else { continue }
            accepted += 1
            #expect(quick == expat, "\(String(decoding: markup, as: UTF8.self))")
        }
        #expect(accepted > 100)
    }
}
