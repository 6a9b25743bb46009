import Domain
import Testing

@Suite("Downloads")
struct DownloadTests {
    @Test("a file is named after its content, whatever it was called")
    func names() {
        #expect(Download.Kind.pdf.name(for: "说明.exe") == "说明.pdf")
        #expect(Download.Kind.workbook.name(for: "../../etc/模板.v2.xlsx") == "模板.v2.xlsx")
        #expect(Download.Kind.jpeg.name(for: "C:\\照片.JPEG") == "照片.jpg")
        #expect(Download.Kind.png.name(for: "") == "file.png")
        #expect(Download.Kind.document.name(for: ".docx") == "file.docx")
        #expect(Download.Kind.pdf.name(for: "a\r\nb") == "ab.pdf")
        #expect(Download.Kind.pdf.name(for: String(repeating: "长", count: 500)).count == 104)
    }

    @Test("every mistake of the form is named at once")
    func problems() {
        #expect(
            DownloadDraft(title: " ", category: String(repeating: "长", count: 21), position: 0).problems
                == [.title(limit: 60), .category(limit: 20), .position(1...9_999)])
        #expect(DownloadDraft(title: "说明", category: "操作说明", position: 1).problems.isEmpty)
    }
}
