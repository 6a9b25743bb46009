/// What a file is, judged by its first bytes and never by its name.
public enum ContentKind: String, Hashable, Sendable, CaseIterable {
    case empty
    /// A zip archive: a workbook, or, in a refusal, an archive that is no workbook (docx, ods, xlsb, plain zip).
    case zip
    /// A workbook of Excel 97–2003 or older.
    case oldExcel
    /// An Office document with a password.
    case encrypted
    /// Another compound file, such as a document of Word 97–2003.
    case compound
    case pdf
    case image
    case html
    case xml
    /// Text, maybe with delimiters.
    case text
    case unknown

    /// Looks at the bytes of a file.
    public static func detect(_ bytes: [UInt8]) -> ContentKind {
        guard !bytes.isEmpty else { return .empty }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return .zip
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return compoundKind(bytes) }
        // BIFF without a compound file around it: the record "beginning of file".
        if bytes.count > 4, bytes[0] == 0x09, [0x00, 0x02, 0x04, 0x08].contains(bytes[1]),
            [0x04, 0x06, 0x08, 0x10].contains(bytes[2]), bytes[3] == 0
        {
            return .oldExcel
        }
        if find("%PDF-", in: bytes.prefix(1024)) { return .pdf }
        if isImage(bytes) { return .image }
        guard isText(bytes) else { return .unknown }
        return markupKind(bytes.prefix(2048))
    }

    private static func compoundKind(_ bytes: [UInt8]) -> ContentKind {
        if find(utf16("EncryptedPackage"), in: bytes[...]) { return .encrypted }
        if find(utf16("Workbook"), in: bytes[...]) || find(utf16("Book"), in: bytes[...]) { return .oldExcel }
        return .compound
    }

    private static func isImage(_ bytes: [UInt8]) -> Bool {
        let signatures: [[UInt8]] = [
            [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x49, 0x49, 0x2A, 0x00],
            [0x4D, 0x4D, 0x00, 0x2A],
        ]
        if signatures.contains(where: { bytes.starts(with: $0) }) { return true }
        if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return true }
        return bytes.starts(with: "BM".utf8) && bytes.count > 14 && bytes[6...9].allSatisfy { $0 == 0 }
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        if TextEncoding.byteOrderMark(of: bytes) != nil { return true }
        return !bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A].contains($0) }
    }

    private static func markupKind(_ start: ArraySlice<UInt8>) -> ContentKind {
        let shown = start.lazy.filter { $0 != 0 && $0 < 0x80 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        let text = String(decoding: Array(shown), as: UTF8.self)
        let first = text.drop { $0.isWhitespace }
        let openings = [
            "<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "mime-version:",
        ]
        if openings.contains(where: { first.hasPrefix($0) }) { return .html }
        guard first.hasPrefix("<?xml") || first.hasPrefix("<!--") else { return .text }
        return text.contains("<html") ? .html : .xml
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf8.flatMap { [$0, 0] }
    }

    private static func find(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
        find(Array(text.utf8), in: bytes)
    }

    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first, bytes.count >= pattern.count else { return false }
        for index in bytes.startIndex...(bytes.endIndex - pattern.count)
        where bytes[index] == first && bytes[index..<(index + pattern.count)].elementsEqual(pattern) {
            return true
        }
        return false
    }
}
