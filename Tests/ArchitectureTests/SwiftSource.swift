/// A Swift file taken apart into code, string literals and comments, so that a rule about one is not misled by the others.
struct SwiftSource: Sendable {
    /// A piece of the file: a literal without its quotes, or a block of comment lines without their slashes.
    struct Piece: Sendable {
        let line: Int
        var text: String
    }

    let path: String
    let lineCount: Int

    /// The file with comments and the insides of literals blanked out; lines are where they were.
    let code: String

    /// The string literals; an interpolation inside one reads as `?`.
    let literals: [Piece]

    /// The comments; comment lines that follow each other are one.
    let comments: [Piece]

    init(path: String, text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.scanCode(endingAtParenthesis: nil)
        self.path = path
        self.lineCount = text.utf8.reduce(into: 0) { $0 += $1 == UInt8(ascii: "\n") ? 1 : 0 }
        self.code = String(decoding: scanner.code, as: UTF8.self)
        self.literals = scanner.literals
        self.comments = scanner.comments
    }
}

/// Reads Swift just well enough to tell code from literals and comments; regex literals are read as code.
private struct Scanner {
    let bytes: [UInt8]
    var code: [UInt8] = []
    var literals: [SwiftSource.Piece] = []
    var comments: [SwiftSource.Piece] = []
    private var position = 0
    private var line = 1
    private var lastCommentLine = -1

    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")
    private static let backslash = UInt8(ascii: "\\")
    private static let newline = UInt8(ascii: "\n")
    private static let opening = UInt8(ascii: "(")
    private static let closing = UInt8(ascii: ")")
    private static let space = UInt8(ascii: " ")

    init(bytes: [UInt8]) {
        self.bytes = bytes
        code.reserveCapacity(bytes.count)
    }

    private func byte(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private mutating func keep() {
        code.append(bytes[position])
        advance()
    }

    private mutating func blank() {
        code.append(bytes[position] == Self.newline ? Self.newline : Self.space)
        advance()
    }

    private mutating func advance() {
        if bytes[position] == Self.newline { line += 1 }
        position += 1
    }

    /// Reads code to the end of the file, or to the parenthesis that ends an interpolation.
    mutating func scanCode(endingAtParenthesis depth: Int?) {
        var depth = depth
        while let current = byte() {
            if current == Self.slash, byte(1) == Self.slash {
                scanLineComment()
            } else if current == Self.slash, byte(1) == Self.star {
                scanBlockComment()
            } else if let hashes = openingHashes() {
                scanLiteral(hashes: hashes)
            } else {
                if current == Self.opening { depth = depth.map { $0 + 1 } }
                if current == Self.closing { depth = depth.map { $0 - 1 } }
                keep()
                if depth == 0 { return }
            }
        }
    }

    /// The number of `#` before the quote at which a literal begins here, or nil.
    private func openingHashes() -> Int? {
        var hashes = 0
        while byte(hashes) == Self.hash { hashes += 1 }
        return byte(hashes) == Self.quote ? hashes : nil
    }

    private mutating func scanLineComment() {
        let start = line
        var text: [UInt8] = []
        while let current = byte(), current != Self.newline {
            text.append(current)
            blank()
        }
        add(comment: text, at: start)
    }

    private mutating func scanBlockComment() {
        let start = line
        var text: [UInt8] = []
        var depth = 0
        repeat {
            guard let current = byte() else { break }
            if current == Self.slash, byte(1) == Self.star { depth += 1 }
            if current == Self.star, byte(1) == Self.slash { depth -= 1 }
            text.append(current)
            blank()
        } while depth > 0
        if byte() == Self.slash { blank() }
        add(comment: text, at: start)
    }

    private mutating func add(comment text: [UInt8], at start: Int) {
        let comment = String(decoding: text, as: UTF8.self).drop { $0 == "/" || $0 == "*" || $0 == " " }
        if lastCommentLine == start - 1, !comments.isEmpty {
            comments[comments.count - 1].text += "\n" + comment
        } else {
            comments.append(SwiftSource.Piece(line: start, text: String(comment)))
        }
        lastCommentLine = line
    }

    private mutating func scanLiteral(hashes: Int) {
        let start = line
        var text: [UInt8] = []
        for _ in 0..<hashes { keep() }
        let quotes = byte(1) == Self.quote && byte(2) == Self.quote ? 3 : 1
        for _ in 0..<quotes { keep() }
        while let current = byte() {
            if current == Self.newline, quotes == 1 { break }
            if current == Self.quote, ends(quotes: quotes, hashes: hashes) {
                for _ in 0..<(quotes + hashes) { keep() }
                break
            }
            if current == Self.backslash, escapes(hashes: hashes) {
                for _ in 0..<(1 + hashes) { blank() }
                if byte() == Self.opening {
                    text.append(UInt8(ascii: "?"))
                    keep()
                    scanCode(endingAtParenthesis: 1)
                } else if byte() != nil {
                    blank()
                }
                continue
            }
            text.append(current)
            blank()
        }
        literals.append(SwiftSource.Piece(line: start, text: String(decoding: text, as: UTF8.self)))
    }

    private func ends(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { byte($0) == Self.quote } && (0..<hashes).allSatisfy { byte(quotes + $0) == Self.hash }
    }

    private func escapes(hashes: Int) -> Bool {
        (0..<hashes).allSatisfy { byte(1 + $0) == Self.hash }
    }
}
