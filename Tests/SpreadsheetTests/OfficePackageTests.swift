import Spreadsheet
import Testing

@Suite("Office packages that are handed on")
struct OfficePackageTests {
    private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    private func package(
        root: String = "document", main: String = "word/document.xml", _ more: [(String, String)] = []
    ) -> [UInt8] {
        var zip = StoredZip()
        zip.add(
            "_rels/.rels",
            """
            <Relationships><Relationship Id="r1" Type="\(Self.types)/officeDocument" Target="\(main)"/></Relationships>
            """)
        zip.add(main, "<w:\(root) xmlns:w=\"urn:w\"/>")
        for (name, text) in more { zip.add(name, text) }
        return zip.bytes
    }

    private func refusal(_ bytes: [UInt8]) -> WorkbookRefusal? {
        do throws(WorkbookRefusal) {
            _ = try OfficePackage.check(bytes)
            return nil
        } catch {
            return error
        }
    }

    private func outside(_ type: String) -> (String, String) {
        (
            "word/_rels/settings.xml.rels",
            """
            <Relationships><Relationship Id="r1" Type="\(Self.types)/\(type)" Target="https://example.invalid/t"
            TargetMode="External"/></Relationships>
            """
        )
    }

    @Test("a package is what its main part is")
    func kinds() throws {
        #expect(try OfficePackage.check(package()) == .document)
        #expect(try OfficePackage.check(package(root: "workbook", main: "xl/workbook.xml")) == .workbook)
        #expect(refusal(package(root: "presentation")) == .notAWorkbook(detected: .zip))
        #expect(refusal(StoredZip().bytes) == .notAWorkbook(detected: .zip))
        #expect(refusal(Array("text".utf8)) == .notAWorkbook(detected: .text))
        #expect(refusal([]) == .empty)
    }

    @Test("what can do something by itself is not let in; a link to click is")
    func active() {
        #expect(refusal(package([("word/vbaProject.bin", "x")])) == .macros)
        #expect(refusal(package([("word/embeddings/oleObject1.bin", "x")])) == .macros)
        #expect(refusal(package([("word/activeX/activeX1.xml", "<x/>")])) == .macros)
        #expect(refusal(package([outside("attachedTemplate")])) == .macros)
        #expect(refusal(package([outside("hyperlink")])) == nil)
    }

    @Test(
        "a relationship to something active is refused though its part has a harmless name",
        arguments: ["oleObject", "vbaProject", "aFChunk", "externalLink", "attachedTemplate", "package", "control"])
    func disguised(type: String) {
        let inside = (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"\(Self.types)/\(type)\" Target=\"media/a.bin\"/></Relationships>"
        )
        #expect(refusal(package([inside, ("word/media/a.bin", "x")])) == .macros)
    }

    @Test(
        "a field that starts a program is refused, also in pieces; other fields are not",
        arguments: [
            ("<w:instrText>DDEAUTO c:\\\\a.exe \"/k\"</w:instrText>", true),
            ("<w:fldChar w:fldCharType=\"begin\"/><w:instrText> DD</w:instrText><w:instrText>E x</w:instrText>", true),
            ("<w:fldSimple w:instr=\" dde excel a\"/>", true),
            ("<w:fldSimple w:instr=\" INCLUDETEXT https://example.invalid/a\"/>", true),
            ("<w:instrText>PAGE \\* MERGEFORMAT</w:instrText>", false),
            ("<w:instrText>HYPERLINK \"https://example.invalid/DDE\"</w:instrText>", false),
            ("<w:t>DDEAUTO</w:t>", false),
        ])
    func fields(markup: String, isActive: Bool) {
        let part = ("word/footer1.xml", "<w:ftr xmlns:w=\"urn:w\">\(markup)</w:ftr>")
        #expect(refusal(package([part])) == (isActive ? .macros : nil))
    }

    @Test(
        "a formula that starts a program is refused; a bar in quotes is not",
        arguments: [
            ("<f>cmd|'/c calc'!A0</f>", true), ("<f>'a|b'!A1&amp;\"x|y\"</f>", false), ("<f>SUM(A1:A9)</f>", false),
            ("<v>a|b</v>", false),
        ])
    func formulas(markup: String, isActive: Bool) {
        let part = ("xl/worksheets/sheet1.xml", "<worksheet><c>\(markup)</c></worksheet>")
        let bytes = package(root: "workbook", main: "xl/workbook.xml", [part])
        #expect(refusal(bytes) == (isActive ? .macros : nil))
    }

    @Test("a document type, and a package over the limits, are refused")
    func limits() {
        #expect(
            refusal(package([("word/_rels/a.rels", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a/>")]))
                == .forbiddenMarkup)
        let parts = (0..<300).map { ("word/part\($0).xml", "<x/>") }
        #expect(refusal(package(parts)) == .tooManyEntries(limit: 200))
    }
}
