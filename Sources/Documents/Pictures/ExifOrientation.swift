/// How a camera was held: what must be done to the stored pixels to see them upright (EXIF tag 0x0112).
enum ExifOrientation: Int, CaseIterable, Sendable {
    case upright = 1
    case mirrored
    case halfTurn
    case mirroredHalfTurn
    case transposed
    case quarterTurn
    case transverse
    case threeQuarterTurn

    /// Whether width and height change places.
    var isOnItsSide: Bool {
        switch self {
        case .upright, .mirrored, .halfTurn, .mirroredHalfTurn: false
        case .transposed, .quarterTurn, .transverse, .threeQuarterTurn: true
        }
    }

    /// Reads the tag from a JPEG file; anything missing or odd means upright.
    init(jpeg bytes: [UInt8]) {
        self = ExifOrientation.segment(of: bytes).flatMap(ExifOrientation.tag(in:)) ?? .upright
    }

    /// The TIFF part of the APP1 segment that holds the EXIF data.
    private static func segment(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let name = Array("Exif".utf8) + [0, 0]
        var position = 2
        while bytes.count - position >= 4, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            if marker == 0xFF {
                position += 1
                continue
            }
            // Pictures begin with the start-of-scan marker; a marker without length ends the search too.
            guard marker != 0xDA, marker != 0xD9, marker != 0x01, !(0xD0...0xD7).contains(marker) else { return nil }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            guard length >= 2, length + 2 <= bytes.count - position else { return nil }
            let content = bytes[position + 4..<position + 2 + length]
            if marker == 0xE1, content.starts(with: name) { return content.dropFirst(name.count) }
            position += 2 + length
        }
        return nil
    }

    private static func tag(in tiff: ArraySlice<UInt8>) -> ExifOrientation? {
        let bytes = Array(tiff)
        let isLittle = bytes.starts(with: [0x49, 0x49, 0x2A, 0])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) else { return nil }
        func number(at offset: Int, _ count: Int) -> Int? {
            guard offset >= 0, offset <= bytes.count - count else { return nil }
            let part = bytes[offset..<offset + count]
            return isLittle
                ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, 4), let entries = number(at: directory, 2) else { return nil }
        for entry in 0..<entries {
            let offset = directory + 2 + 12 * entry
            guard let tag = number(at: offset, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            return number(at: offset + 8, 2).flatMap(ExifOrientation.init(rawValue:))
        }
        return nil
    }
}
