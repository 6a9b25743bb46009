/// Packs parts into a zip archive without compressing them.
struct StoredZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ text: String) {
        let content = Array(text.utf8)
        let path = Array(name.utf8)
        let shared =
            word(20) + word(0x0800) + word(0) + word(0) + word(0x21) + long(checksum(content)) + long(content.count)
            + long(content.count) + word(path.count) + word(0)
        directory += [0x50, 0x4B, 0x01, 0x02] + word(20) + shared + word(0) + word(0) + word(0) + long(0)
        directory += long(body.count) + path
        body += [0x50, 0x4B, 0x03, 0x04] + shared + path + content
        count += 1
    }

    var bytes: [UInt8] {
        body + directory + [0x50, 0x4B, 0x05, 0x06] + word(0) + word(0) + word(count) + word(count)
            + long(directory.count) + long(body.count) + word(0)
    }

    private func word(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }

    private func long(_ number: Int) -> [UInt8] { word(number) + word(number >> 16) }

    private func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}

/// A workbook of one sheet, written by hand so that every byte of its markup can be wrong.
struct HandmadeWorkbook {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    var sheet: String
    var strings: String?
    var styles: String?
    var workbookRelationships = ""
    var others: [(String, String)] = []

    /// Around the rows of a sheet.
    init(rows: String, strings: String? = nil, styles: String? = nil) {
        self.init(sheet: "<worksheet xmlns=\"\(HandmadeWorkbook.main)\"><sheetData>\(rows)</sheetData></worksheet>")
        self.strings = strings.map { "<sst xmlns=\"\(HandmadeWorkbook.main)\">\($0)</sst>" }
        self.styles = styles.map { "<styleSheet xmlns=\"\(HandmadeWorkbook.main)\">\($0)</styleSheet>" }
    }

    init(sheet: String) {
        self.sheet = sheet
    }

    var bytes: [UInt8] {
        var zip = StoredZip()
        zip.add("_rels/.rels", relationships([("a", "officeDocument", "xl/workbook.xml")]))
        zip.add(
            "xl/workbook.xml",
            """
            <x:workbook xmlns:x="\(HandmadeWorkbook.main)" xmlns:r="\(HandmadeWorkbook.relations)"><x:sheets>\
            <x:sheet name="S" sheetId="1" r:id="s"/></x:sheets></x:workbook>
            """)
        zip.add(
            "xl/_rels/workbook.xml.rels",
            relationships([
                ("s", "worksheet", "/xl/worksheets/../worksheets/Sheet1.xml"), ("t", "sharedStrings", "strings.xml"),
                ("y", "styles", "./styles.xml"),
            ]))
        zip.add("xl/worksheets/sheet1.xml", sheet)
        if let strings { zip.add("xl/strings.xml", strings) }
        if let styles { zip.add("xl/styles.xml", styles) }
        for (name, text) in others { zip.add(name, text) }
        return zip.bytes
    }

    private func relationships(_ all: [(String, String, String)]) -> String {
        let inside = all.map { id, kind, target in
            "<Relationship Id=\"\(id)\" Type=\"\(HandmadeWorkbook.relations)/\(kind)\" Target=\"\(target)\"/>"
        }
        return
            "<Relationships xmlns=\"\(HandmadeWorkbook.package)\">\(inside.joined())\(workbookRelationships)</Relationships>"
    }
}
