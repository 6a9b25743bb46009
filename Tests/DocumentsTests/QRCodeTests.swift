import Documents
import Testing

@Suite("A QR code")
struct QRCodeTests {
    @Test("is the smallest that holds its text", arguments: [(14, 21), (15, 25), (62, 33), (2331, 177)])
    func version(bytes: Int, size: Int) throws {
        #expect(try QRCode(String(repeating: "x", count: bytes)).size == size)
    }

    @Test("has its finder patterns in three corners and the timing between them")
    func patterns() throws {
        let code = try QRCode("https://example.invalid/核验")
        let last = code.size - 7
        for (top, left) in [(0, 0), (0, last), (last, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let ring = max(abs(row - 3), abs(column - 3))
                    #expect(code.isDark(row: top + row, column: left + column) == (ring != 2))
                }
            }
        }
        for index in 8..<code.size - 8 {
            #expect(code.isDark(row: 6, column: index) == (index % 2 == 0))
            #expect(code.isDark(row: index, column: 6) == (index % 2 == 0))
        }
    }

    @Test("is light outside itself")
    func outside() throws {
        let code = try QRCode("a")
        #expect(!code.isDark(row: -1, column: 0))
        #expect(!code.isDark(row: 0, column: code.size))
    }

    @Test("draws every dark module once in its SVG")
    func svg() throws {
        let code = try QRCode("https://example.invalid/")
        let svg = code.svg(moduleSize: 4)
        #expect(svg.hasPrefix("<svg "))
        #expect(svg.contains("viewBox=\"0 0 \(code.size + 8) \(code.size + 8)\""))
        #expect(svg.contains("width=\"\(4 * (code.size + 8))\""))
        let dark = (0..<code.size * code.size).count { code.isDark(row: $0 / code.size, column: $0 % code.size) }
        let drawn = svg.matches(of: /M\d+ \d+h(\d+)v1/).reduce(0) { $0 + (Int($1.output.1) ?? 0) }
        #expect(drawn == dark)
    }

    @Test("refuses no text and too much text")
    func refusals() {
        #expect(throws: QRCodeRefusal.empty) { try QRCode("") }
        #expect(throws: QRCodeRefusal.tooLong) { try QRCode(String(repeating: "x", count: 2332)) }
    }
}
