/// An amount of money in whole fen (hundredths of a yuan).
///
/// Amounts are added, subtracted and multiplied by heads. `split` is the only division, and its parts always add up to
/// the whole. No operation traps: `+` and `-` stop at the ends of the 64-bit range, which amounts within `limit` cannot
/// reach; where numbers come from people, use the checked forms, which answer nil beyond the limit.
public struct Money: Hashable, Comparable, Sendable {
    public let fen: Int64

    public init(fen: Int64) {
        self.fen = fen
    }

    public static let zero = Money(fen: 0)

    /// The largest amount that checked arithmetic and the parser let through: 99,999,999,999.99 yuan.
    public static let limit = Money(fen: 9_999_999_999_999)

    public static func < (left: Money, right: Money) -> Bool {
        left.fen < right.fen
    }
}

// MARK: - Arithmetic

extension Money {
    public static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.fen.addingReportingOverflow(right.fen)
        guard overflow else { return Money(fen: sum) }
        return Money(fen: right.fen < 0 ? .min : .max)
    }

    public static func - (left: Money, right: Money) -> Money {
        let (difference, overflow) = left.fen.subtractingReportingOverflow(right.fen)
        guard overflow else { return Money(fen: difference) }
        return Money(fen: right.fen < 0 ? .max : .min)
    }

    public static prefix func - (amount: Money) -> Money {
        .zero - amount
    }

    public static func += (left: inout Money, right: Money) {
        left = left + right
    }

    public static func -= (left: inout Money, right: Money) {
        left = left - right
    }

    /// The amount for a number of heads; nil beyond the limit.
    public func times(_ heads: Int) -> Money? {
        let (product, overflow) = fen.multipliedReportingOverflow(by: Int64(heads))
        return overflow ? nil : Money(fen: product).withinLimit
    }

    /// The sum with another amount; nil beyond the limit.
    public func adding(_ other: Money) -> Money? {
        (self + other).withinLimit
    }

    /// The sum of many amounts; nil beyond the limit.
    public static func sum(_ amounts: some Sequence<Money>) -> Money? {
        amounts.reduce(.some(.zero)) { sum, amount in sum?.adding(amount) }
    }

    private var withinLimit: Money? {
        (-Money.limit.fen...Money.limit.fen).contains(fen) ? self : nil
    }

    /// Divides an amount in proportion to weights so that the parts add up to it exactly.
    ///
    /// Each part is rounded towards zero; the fen left over go one each to the largest remainders, the earlier part
    /// first. A negative amount is divided like its opposite. Nil when a weight is negative or none is positive.
    public static func split(_ total: Money, weights: [Int64]) -> [Money]? {
        guard weights.allSatisfy({ $0 >= 0 }) else { return nil }
        let whole = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard whole > 0 else { return nil }
        let sign: Int128 = total.fen < 0 ? -1 : 1
        let magnitude = Int128(total.fen) * sign
        var parts = weights.map { magnitude * Int128($0) / whole }
        let left = Int(magnitude - parts.reduce(0, +))
        let byRemainder = weights.indices.sorted { left, right in
            let remainders = (magnitude * Int128(weights[left]) % whole, magnitude * Int128(weights[right]) % whole)
            return remainders.0 == remainders.1 ? left < right : remainders.0 > remainders.1
        }
        for index in byRemainder.prefix(left) {
            parts[index] += 1
        }
        return parts.map { Money(fen: Int64(clamping: $0 * sign)) }
    }
}

// MARK: - Text

extension Money: CustomStringConvertible {
    /// Yuan for reading: `2,470.00`, with a true minus sign (U+2212) before negative amounts.
    public var yuanText: String {
        let (yuan, fen) = yuanAndFen
        var grouped = ""
        for (index, digit) in yuan.enumerated() {
            if index > 0, (yuan.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return (isNegative ? "\u{2212}" : "") + grouped + "." + fen
    }

    /// Yuan for machines: `2470.00`, with a hyphen before negative amounts.
    public var decimalText: String {
        let (yuan, fen) = yuanAndFen
        return (isNegative ? "-" : "") + yuan + "." + fen
    }

    public var description: String { yuanText }

    public var isNegative: Bool { fen < 0 }

    private var yuanAndFen: (yuan: String, fen: String) {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return (String(yuan), rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// Reads yuan as people write them: `26`, `26.00`, `1,234.5`, a hyphen or U+2212 before negative amounts.
    ///
    /// Commas, if there are any, must stand before every third digit. At most two decimals. Nil when malformed or
    /// beyond the limit.
    public init?(yuanText text: String) {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-") || rest.hasPrefix("\u{2212}")
        if isNegative { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let yuan = Self.wholeYuan(first) else { return nil }
        guard let fen = parts.count == 2 ? Self.decimals(parts[1]) : 0 else { return nil }
        let amount = Money(fen: yuan * 100 + fen)
        guard amount <= .limit else { return nil }
        self = isNegative ? -amount : amount
    }

    private static func wholeYuan(_ text: Substring) -> Int64? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first else { return nil }
        if groups.count > 1 {
            guard first.utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        }
        guard groups.allSatisfy(isDigits) else { return nil }
        let digits = String(groups.joined().drop { $0 == "0" })
        guard digits.count <= 11 else { return nil }
        return digits.isEmpty ? 0 : Int64(digits)
    }

    private static func decimals(_ text: Substring) -> Int64? {
        guard isDigits(text), text.utf8.count <= 2, let value = Int64(text) else { return nil }
        return text.utf8.count == 1 ? value * 10 : value
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension Money: Codable {
    public init(from decoder: any Decoder) throws {
        fen = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }
}
