import NIOCore

/// An address of the internet, or a network of them as `10.1.2.0/24`.
public struct AddressRange: Hashable, Sendable {
    private let bytes: [UInt8]
    /// How many of the first bits count.
    private let bits: Int

    /// Nil for what is neither; a network of everybody is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let bytes = Self.bytes(first) else { return nil }
        let whole = bytes.count * 8
        guard parts.count == 2 else {
            (self.bytes, bits) = (bytes, whole)
            return
        }
        guard let bits = Int(parts[1]), (1...whole).contains(bits) else { return nil }
        (self.bytes, self.bits) = (bytes, bits)
    }

    public func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(address), other.count == bytes.count else { return false }
        let (full, rest) = (bits / 8, bits % 8)
        guard other.prefix(full) == bytes.prefix(full) else { return false }
        guard rest > 0 else { return true }
        return other[full] >> (8 - rest) == bytes[full] >> (8 - rest)
    }

    /// Four or sixteen bytes; an IPv4 address in the form of IPv6 is the former.
    private static func bytes(_ text: String) -> [UInt8]? {
        guard let plain = try? SocketAddress(ipAddress: text, port: 0).ipAddress else { return nil }
        guard plain.contains(":") else { return plain.split(separator: ".").compactMap { UInt8($0) } }
        let ends = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map(groups)
        let head = ends.first ?? []
        let tail = ends.count == 2 ? ends[1] : []
        guard head.count + tail.count <= 16 else { return nil }
        let all = head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
        let mapped = Array(repeating: UInt8(0), count: 10) + [0xFF, 0xFF]
        return Array(all.prefix(12)) == mapped ? Array(all.suffix(4)) : all
    }

    private static func groups(_ part: Substring) -> [UInt8] {
        part.split(separator: ":").flatMap { group -> [UInt8] in
            if group.contains(".") { return group.split(separator: ".").compactMap { UInt8($0) } }
            let value = UInt16(group, radix: 16) ?? 0
            return [UInt8(value >> 8), UInt8(value & 0xFF)]
        }
    }
}
