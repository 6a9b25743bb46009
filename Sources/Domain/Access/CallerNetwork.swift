/// Whose attempts are counted as one caller's: an IPv4 address, or the /64 network of an IPv6 one.
///
/// A household or an office is given a whole /64 and takes a new address of it as often as it likes. The records keep the
/// whole address.
public struct CallerNetwork: Hashable, Sendable {
    public let text: String

    /// - Parameter address: as the socket tells it; a text that is no address stands for itself.
    public init(of address: String) {
        let bare = address.prefix { $0 != "%" }
        guard bare.contains(":"), let groups = Self.groups(of: bare) else {
            text = address
            return
        }
        // An IPv4 address in IPv6's clothes (::ffff:10.0.0.1) is one.
        if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            text = [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].map(String.init)
                .joined(separator: ".")
        } else {
            text = groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
        }
    }

    /// The eight groups of an IPv6 address.
    private static func groups(of address: Substring) -> [UInt16]? {
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves.map { half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
        }
        var read: [[UInt16]] = []
        for part in parts {
            var groups: [UInt16] = []
            for text in part {
                if text.contains(".") {
                    guard let pair = pair(text) else { return nil }
                    groups += pair
                } else {
                    guard text.count <= 4, let group = UInt16(text, radix: 16) else { return nil }
                    groups.append(group)
                }
            }
            read.append(groups)
        }
        guard let first = read.first else { return nil }
        guard read.count == 2 else { return first.count == 8 ? first : nil }
        let missing = 8 - first.count - read[1].count
        return missing > 0 ? first + Array(repeating: 0, count: missing) + read[1] : nil
    }

    /// The two groups that a dotted IPv4 address at the end takes.
    private static func pair(_ text: Substring) -> [UInt16]? {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard bytes.count == 4 else { return nil }
        return [UInt16(bytes[0]) << 8 | UInt16(bytes[1]), UInt16(bytes[2]) << 8 | UInt16(bytes[3])]
    }
}
