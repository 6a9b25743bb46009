import Documents
import Testing

@Suite("QR code as a picture")
struct QRCodePictureTests {
    @Test("the PNG has the modules and the quiet zone, each of the size asked for")
    func size() throws {
        let code = try QRCode("https://example.invalid/join/abcdefghijklmnopqrstuv")
        let bytes = try code.png(moduleSize: 3)
        #expect(Picture.identify(bytes) == .png)
        let picture = try Picture.rewrite(bytes)
        #expect(picture.width == (code.size + 2 * QRCode.quietZone) * 3)
        #expect(picture.width == picture.height)
    }

    @Test("a size of nought or of a million makes no broken picture")
    func bounds() throws {
        let code = try QRCode("a")
        #expect(try Picture.rewrite(try code.png(moduleSize: 0)).width == code.size + 8)
        #expect(
            try Picture.rewrite(try code.png(moduleSize: 1_000_000), maximumEdge: 9_000).width == (code.size + 8) * 100)
    }
}
