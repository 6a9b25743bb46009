import Foundation
import Testing

@testable import Documents

@Suite("An uploaded picture")
struct PictureTests {
    /// The colour near a corner's quarter: which of red, green, blue are bright.
    private func colours(_ picture: Picture) throws -> [[Bool]] {
        let raster =
            picture.kind == .jpeg
            ? try JPEGFile(picture.bytes).raster(pixelLimit: 1_000_000, maximumEdge: 1000)
            : try PNGFile(picture.bytes).raster(pixelLimit: 1_000_000)
        var colours: [[Bool]] = []
        try raster.withPixels { pixels, stride in
            for (x, y) in [(1, 1), (3, 1), (1, 3), (3, 3)] {
                let pixel = pixels + y * raster.height / 4 * stride + x * raster.width / 4 * 4
                colours.append([pixel[2] > 128, pixel[1] > 128, pixel[0] > 128])
            }
        }
        return colours
    }

    private let quarters = [
        [true, false, false], [false, true, false], [false, false, true], [true, true, true],
    ]

    @Test(
        "is known by its content",
        arguments: [
            ("orientation-1.jpg", Picture.Kind.jpeg), ("alpha.png", .png), ("plain.pdf", .pdf),
            ("make-uploads.py", .other),
        ])
    func identify(name: String, kind: Picture.Kind) throws {
        #expect(Picture.identify(try Fixtures.upload(name)) == kind)
    }

    @Test("is turned upright as the camera says", arguments: 1...8)
    func orientation(number: Int) throws {
        let picture = try Picture.rewrite(Fixtures.upload("orientation-\(number).jpg"))
        #expect(picture.width == 48)
        #expect(picture.height == 32)
        #expect(try colours(picture) == quarters)
    }

    @Test("is turned upright while it is made smaller", arguments: 1...8)
    func smallOrientation(number: Int) throws {
        let picture = try Picture.rewrite(Fixtures.upload("orientation-\(number).jpg"), maximumEdge: 24)
        #expect(picture.width == 24)
        #expect(picture.height == 16)
        #expect(try colours(picture) == quarters)
    }

    @Test("keeps its colours", arguments: ["cmyk.jpg", "progressive.jpg", "alpha.png", "opaque.png", "palette.png"])
    func colours(name: String) throws {
        let picture = try Picture.rewrite(Fixtures.upload(name))
        #expect(try colours(picture) == quarters)
    }

    @Test("loses everything but its pixels", arguments: ["orientation-6.jpg", "alpha.png", "opaque.png"])
    func metadata(name: String) throws {
        let file = try Fixtures.upload(name)
        let rewritten = try Picture.rewrite(file + Array("PK\u{3}\u{4}SECRET-ARCHIVE".utf8)).bytes
        #expect(Fixtures.contains(file, "SECRET"))
        for trace in ["SECRET", "Exif", "tEXt", "zTXt", "eXIf", "PK\u{3}\u{4}"] {
            #expect(!Fixtures.contains(rewritten, trace))
        }
    }

    @Test("keeps its type and its transparency")
    func transparency() throws {
        let picture = try Picture.rewrite(Fixtures.upload("alpha.png"))
        #expect(picture.kind == .png)
        #expect(try PNGFile(picture.bytes).raster(pixelLimit: 10_000).ground == .transparent)
        #expect(try Picture.rewrite(Fixtures.upload("grey.jpg")).kind == .jpeg)
    }

    @Test("has a thumbnail of its own type", arguments: ["orientation-6.jpg", "opaque.png"])
    func thumbnail(name: String) throws {
        let picture = try Picture.rewrite(Fixtures.upload(name))
        let thumbnail = try picture.thumbnail(edge: 12)
        #expect(thumbnail.kind == picture.kind)
        #expect(thumbnail.width == 12)
        #expect(thumbnail.height == 8)
    }

    @Test("is refused when there is nothing in it")
    func empty() {
        #expect(throws: PictureRefusal.empty) { try Picture.rewrite([]) }
    }

    @Test("is refused when it is something else, whatever its name")
    func renamed() throws {
        let program = Array("MZ".utf8) + [UInt8](repeating: 0x90, count: 500)
        for file in [program, try Fixtures.upload("plain.pdf"), Array("GIF89a".utf8), Array("<svg/>".utf8)] {
            #expect(throws: PictureRefusal.notAPicture) { try Picture.rewrite(file) }
        }
    }

    @Test(
        "is refused wherever it is cut off",
        arguments: ["orientation-6.jpg", "progressive.jpg", "cmyk.jpg", "alpha.png", "palette.png"])
    func truncated(name: String) throws {
        let file = try Fixtures.upload(name)
        // The last twelve bytes of a PNG are its end chunk, the last two of a JPEG its end marker.
        for length in stride(from: 8, to: file.count - 12, by: 7) {
            #expect(throws: PictureRefusal.damaged) { try Picture.rewrite(Array(file.prefix(length))) }
        }
    }

    @Test(
        "never ends the process, whichever byte is wrong",
        arguments: ["orientation-6.jpg", "progressive.jpg", "alpha.png"])
    func everyByteWrong(name: String) throws {
        let file = try Fixtures.upload(name)
        for index in file.indices {
            for value: UInt8 in [0x00, 0x7F, 0xFF] {
                var broken = file
                broken[index] = value
                do throws(PictureRefusal) {
                    let picture = try Picture.rewrite(broken, pixelLimit: 100_000)
                    #expect(picture.width * picture.height <= 100_000)
                } catch {
                    #expect(error != .empty)
                }
            }
        }
    }

    @Test("is refused by its header when it is too large, before anything is decoded")
    func tooManyPixels() throws {
        var png = try Fixtures.upload("opaque.png")
        // 50,000 by 50,000.
        png.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50])
        #expect(throws: PictureRefusal.tooManyPixels) { try Picture.rewrite(png) }

        var jpeg = try Fixtures.upload("grey.jpg")
        let frame = try #require(Data(jpeg).range(of: Data([0xFF, 0xC0])))
        jpeg.replaceSubrange(frame.lowerBound + 5..<frame.lowerBound + 9, with: [0xFF, 0, 0xFF, 0])
        #expect(throws: PictureRefusal.tooManyPixels) { try Picture.rewrite(jpeg) }

        #expect(throws: PictureRefusal.tooManyPixels) {
            try Picture.rewrite(Fixtures.upload("opaque.png"), pixelLimit: 48 * 32 - 1)
        }
        #expect(try Picture.rewrite(Fixtures.upload("opaque.png"), pixelLimit: 48 * 32).width == 48)
    }

    @Test("is refused when its header claims no pixels")
    func noPixels() throws {
        var png = try Fixtures.upload("opaque.png")
        png.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(throws: PictureRefusal.damaged) { try Picture.rewrite(png) }
    }

    @Test("is refused when it repeats its scans to waste time")
    func manyScans() throws {
        #expect(throws: PictureRefusal.damaged) { try Picture.rewrite(Fixtures.upload("many-scans.jpg")) }
        #expect(try Picture.rewrite(Fixtures.upload("ten-scans.jpg")).width == 96)
    }
}
