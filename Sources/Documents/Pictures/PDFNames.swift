import CZlib
import Foundation

/// The names (`/Name`) found in a PDF file that decide whether it is taken.
struct PDFNames {
    private static let active: Set<String> = [
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "OpenAction", "RichMedia", "ImportData", "SubmitForm",
    ]
    private static let exoticFilters: Set<String> = [
        "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL", "Crypt",
    ]
    private static let interesting =
        active.union(exoticFilters).union(["Encrypt", "ObjStm"])
    /// A name is at most this long with every character escaped.
    private static let tailLength = 64
    /// Bytes read and written while streams are unpacked, and a little for every attempt.
    private static let effortLimit = 256 << 20
    private static let room = 256 << 10

    private var found: Set<String> = []
    private var effort = 0

    /// Throws what the names found so far mean.
    func judge() throws(PDFRefusal) {
        if found.contains("Encrypt") { throw .encrypted }
        if let name = PDFNames.active.intersection(found).min() { throw .active(name) }
        if found.contains("ObjStm"), !found.isDisjoint(with: PDFNames.exoticFilters) { throw .unreadable }
    }

    mutating func scan(_ bytes: [UInt8]) throws(PDFRefusal) {
        bytes.withUnsafeBufferPointer { collect($0) }
    }

    /// Unpacks everything that follows the word `stream` and can be unpacked, and collects the names in it.
    ///
    /// Dictionaries are not believed about where streams are and how long.
    mutating func scanStreams(of bytes: [UInt8]) throws(PDFRefusal) {
        var isWithinLimit = true
        var window = [UInt8](repeating: 0, count: PDFNames.tailLength + PDFNames.room)
        bytes.withUnsafeBufferPointer { all in
            let word = Array("stream".utf8)
            var position = 0
            while isWithinLimit, let start = PDFNames.find(word, in: all, from: position) {
                position = start + word.count
                var data = position
                if data < all.count, all[data] == 0x0D { data += 1 }
                if data < all.count, all[data] == 0x0A { data += 1 }
                guard data > position, data + 2 < all.count else { continue }
                isWithinLimit = unpack(UnsafeBufferPointer(rebasing: all[data...]), through: &window)
            }
        }
        guard isWithinLimit else { throw .unreadable }
    }

    private static func find(_ word: [UInt8], in all: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = all.baseAddress, let first = word.first else { return nil }
        var position = start
        while position <= all.count - word.count,
            let hit = memchr(base + position, Int32(first), all.count - position)
        {
            position = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            guard position <= all.count - word.count else { return nil }
            if memcmp(base + position, word, word.count) == 0 { return position }
            position += 1
        }
        return nil
    }

    /// Answers false once unpacking the file has taken more effort than the limit.
    private mutating func unpack(_ packed: UnsafeBufferPointer<UInt8>, through window: inout [UInt8]) -> Bool {
        effort += 4096
        guard effort <= PDFNames.effortLimit else { return false }
        // Deflate with a zlib header (RFC 1950): method 8, and the two bytes are a multiple of 31.
        guard packed[0] & 0x0F == 8, (Int(packed[0]) << 8 | Int(packed[1])) % 31 == 0 else { return true }
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return false }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(clamping: packed.count)
        var kept = 0
        while true {
            let waiting = stream.avail_in
            let status = window.withUnsafeMutableBufferPointer { buffer -> Int32 in
                stream.next_out = buffer.baseAddress.map { $0 + kept }
                stream.avail_out = UInt32(PDFNames.room)
                return inflate(&stream, Z_NO_FLUSH)
            }
            let produced = PDFNames.room - Int(stream.avail_out)
            effort += produced + Int(waiting - stream.avail_in)
            guard effort <= PDFNames.effortLimit else { return false }
            let filled = kept + produced
            window.withUnsafeBufferPointer { collect(UnsafeBufferPointer(rebasing: $0[..<filled])) }
            // A name may lie across two windows: the end of this one is looked at again with the next.
            let tail = min(filled, PDFNames.tailLength)
            window.withUnsafeMutableBufferPointer { buffer in
                for index in 0..<tail { buffer[index] = buffer[filled - tail + index] }
            }
            kept = tail
            guard status == Z_OK, produced > 0 else { return true }
        }
    }

    /// Collects the interesting names among some bytes.
    private mutating func collect(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count, let slash = memchr(base + position, 0x2F, bytes.count - position) {
            position = UnsafeRawPointer(slash) - UnsafeRawPointer(base) + 1
            let name = PDFNames.name(in: bytes, from: position)
            if name.count >= 2, PDFNames.initials.contains(name[0]) {
                let text = String(decoding: name, as: UTF8.self)
                if PDFNames.interesting.contains(text) { found.insert(text) }
            }
        }
    }

    private static let initials = Set(interesting.compactMap(\.utf8.first))

    /// The name that begins at a position, `#61` undone (ISO 32000-1, 7.3.5); empty if it is longer than any of ours.
    private static func name(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [UInt8] {
        var name: [UInt8] = []
        var position = start
        while position < bytes.count, name.count < 20 {
            let byte = bytes[position]
            switch byte {
            case 0...0x20, 0x25, 0x28, 0x29, 0x2F, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D:
                return name
            case 0x23:
                guard position + 2 < bytes.count, let high = hex(bytes[position + 1]),
                    let low = hex(bytes[position + 2])
                else { return [] }
                name.append(high << 4 | low)
                position += 3
            default:
                name.append(byte)
                position += 1
            }
        }
        return name.count < 20 ? name : []
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
