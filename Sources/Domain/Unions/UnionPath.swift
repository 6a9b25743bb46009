/// Where a union stands in the tree: its ancestors' numbers and its own, as sortable text.
///
/// Four base-36 characters and a dot per level (`"0001.000c.009g."`), so a parent may have 1,679,615 children, a
/// subtree is one range of text that an index answers, and no prefix is the beginning of a stranger's number.
public struct UnionPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    private static let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    /// Characters of one level.
    public static let levelLength = 5

    /// The root of the tree.
    public static let root = UnionPath(unchecked: "0001.")

    private init(unchecked text: String) {
        self.text = text
    }

    /// Reads a stored path; nil when it is not levels of four base-36 characters and a dot.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count.isMultiple(of: Self.levelLength) else { return nil }
        for (position, byte) in bytes.enumerated() {
            if position % Self.levelLength == Self.levelLength - 1 {
                guard byte == UInt8(ascii: ".") else { return nil }
            } else {
                guard Self.digits.contains(byte) else { return nil }
            }
        }
        self.text = text
    }

    /// The path of this union's child with the given number; nil outside 1…1,679,615.
    public func child(_ number: Int) -> UnionPath? {
        guard (1...1_679_615).contains(number) else { return nil }
        var rest = number
        var level = [UInt8](repeating: UInt8(ascii: "0"), count: 4)
        for position in stride(from: 3, through: 0, by: -1) {
            level[position] = Self.digits[rest % 36]
            rest /= 36
        }
        return UnionPath(unchecked: text + String(decoding: level, as: UTF8.self) + ".")
    }

    public var parent: UnionPath? {
        depth > 1 ? UnionPath(unchecked: String(text.dropLast(Self.levelLength))) : nil
    }

    /// How deep the union stands: 1 for the city, 2 for a district.
    public var depth: Int { text.utf8.count / Self.levelLength }

    /// The first text after every path of this subtree: `self <= p < end` is the subtree, itself included.
    public var end: String { text.dropLast() + "/" }

    /// This union's path and those of its ancestors, the root first.
    public var lineage: [UnionPath] {
        (1...depth).map { UnionPath(unchecked: String(text.prefix($0 * Self.levelLength))) }
    }

    /// True for the union itself and everything under it.
    public func contains(_ other: UnionPath) -> Bool { other.text.hasPrefix(text) }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    public var description: String { text }
}
