import Documents
import Testing

@Suite("An uploaded PDF")
struct PDFUploadTests {
    @Test("is taken when it only shows pages")
    func plain() throws {
        try PDFUpload.check(Fixtures.upload("plain.pdf"))
        try PDFUpload.check(Letter(title: "信", body: [], issuedAt: 0).pdf())
    }

    @Test(
        "is refused when it can do something by itself",
        arguments: [
            ("javascript.pdf", "JavaScript"), ("escaped-javascript.pdf", "JavaScript"),
            ("hidden-javascript.pdf", "JavaScript"), ("launch.pdf", "Launch"), ("embedded.pdf", "EmbeddedFile"),
            ("open-action.pdf", "OpenAction"),
        ])
    func active(name: String, what: String) throws {
        #expect(throws: PDFRefusal.active(what)) { try PDFUpload.check(Fixtures.upload(name)) }
    }

    @Test("is refused when it is encrypted")
    func encrypted() throws {
        #expect(throws: PDFRefusal.encrypted) { try PDFUpload.check(Fixtures.upload("encrypted.pdf")) }
    }

    @Test("is refused when its objects are packed so that they cannot be seen")
    func oddFilter() throws {
        #expect(throws: PDFRefusal.unreadable) { try PDFUpload.check(Fixtures.upload("odd-filter.pdf")) }
    }

    @Test("is refused when it is empty, too large, or something else")
    func notAPDF() throws {
        let file = try Fixtures.upload("plain.pdf")
        #expect(throws: PDFRefusal.empty) { try PDFUpload.check([]) }
        #expect(throws: PDFRefusal.tooLarge) { try PDFUpload.check(file, byteLimit: file.count - 1) }
        #expect(throws: PDFRefusal.notAPDF) { try PDFUpload.check(Fixtures.upload("alpha.png")) }
        #expect(throws: PDFRefusal.notAPDF) { try PDFUpload.check([0x0A] + file) }
    }

    @Test("is refused when it is cut off or something follows its end")
    func damaged() throws {
        let file = try Fixtures.upload("plain.pdf")
        for length in [5, file.count / 2, file.count - 3] {
            #expect(throws: PDFRefusal.damaged) { try PDFUpload.check(Array(file.prefix(length))) }
        }
        #expect(throws: PDFRefusal.damaged) { try PDFUpload.check(file + Array("PK\u{3}\u{4}".utf8)) }
        try PDFUpload.check(file + Array("\r\n\0".utf8))
    }

    @Test("never ends the process, whichever byte is wrong")
    func everyByteWrong() throws {
        let file = try Fixtures.upload("hidden-javascript.pdf")
        for index in file.indices {
            var broken = file
            broken[index] ^= 0x55
            do throws(PDFRefusal) { try PDFUpload.check(broken) } catch { #expect(error != .empty) }
        }
    }
}
