/// An uploaded PDF file: taken as it is, so looked at before it is kept.
public enum PDFUpload {
    /// Refuses a file that is not a whole PDF, is encrypted, or can do something by itself.
    ///
    /// Names are compared after their escapes are undone (`/J#61vaScript`), in the file and in every compressed
    /// stream. Streams packed in another way than Flate are allowed where they hold pictures, but not in a file
    /// that keeps objects in streams: its objects could not be seen. The viewer must still be one that runs no
    /// scripts, and the file be sent as an attachment.
    public static func check(_ bytes: [UInt8], byteLimit: Int = 10_485_760) throws(PDFRefusal) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= byteLimit else { throw .tooLarge }
        guard Picture.identify(bytes) == .pdf else { throw .notAPDF }
        guard hasTrailer(bytes) else { throw .damaged }
        var names = PDFNames()
        try names.scan(bytes)
        try names.scanStreams(of: bytes)
        try names.judge()
    }

    /// Whether the file ends as a PDF ends: `startxref`, a number, `%%EOF`, and nothing after it but white space.
    ///
    /// What follows the end would be another file in the same bytes.
    private static func hasTrailer(_ bytes: [UInt8]) -> Bool {
        let white: Set<UInt8> = [0, 9, 10, 12, 13, 32]
        let content = bytes.reversed().drop { white.contains($0) }
        guard content.starts(with: "%%EOF".utf8.reversed()) else { return false }
        let number = content.dropFirst(5).drop { white.contains($0) }
        let digits = number.prefix { (0x30...0x39).contains($0) }
        guard (1...12).contains(digits.count) else { return false }
        let offset = digits.reversed().reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let word = number.dropFirst(digits.count).drop { white.contains($0) }
        return word.starts(with: "startxref".utf8.reversed()) && offset < bytes.count
    }
}

/// Why an uploaded PDF file is not taken.
public enum PDFRefusal: Error, Hashable, Sendable {
    case empty
    case tooLarge
    /// It does not begin as a PDF, whatever its name says.
    case notAPDF
    /// It does not end as a PDF ends.
    case damaged
    case encrypted
    /// It holds this name: a script, a program to start, a file inside, something done when it is opened.
    case active(String)
    /// Its objects are packed so that they cannot be looked at, or take too long to unpack (256 MB).
    case unreadable
}
