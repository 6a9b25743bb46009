/// A quick estimate of how wide a text is, good enough to share the width of a table.
enum TextMeasure {
    /// Width of the longest line in sizes: a Chinese character is one wide, a Latin letter or digit about half.
    static func ems(_ text: String) -> Double {
        var widest = 0.0
        var line = 0.0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: line = 0
            case 0x1100...: line += 1
            case 0x30...0x39: line += 0.56
            case 0x20, 0x21, 0x27...0x2F, 0x3A, 0x3B: line += 0.36
            case 0x41...0x5A: line += 0.72
            default: line += 0.58
            }
            widest = max(widest, line)
        }
        return widest
    }

    /// Shares `width` among columns that would like to be `wishes` wide.
    ///
    /// Too much is spread in proportion; if there is too little, columns that want less than an equal share get
    /// what they want, and the others share the rest.
    static func shares(of width: Double, wishes: [Double]) -> [Double] {
        let sum = wishes.reduce(0, +)
        guard sum > 0 else { return wishes.map { _ in width / Double(max(1, wishes.count)) } }
        if sum <= width { return wishes.map { $0 * width / sum } }
        var shares = [Double?](repeating: nil, count: wishes.count)
        var rest = width
        while true {
            let open = shares.indices.filter { shares[$0] == nil }
            guard !open.isEmpty else { break }
            let equal = rest / Double(open.count)
            let modest = open.filter { wishes[$0] <= equal }
            if modest.isEmpty {
                let wanted = open.reduce(0) { $0 + wishes[$1] }
                for index in open { shares[index] = (equal + rest * wishes[index] / wanted) / 2 }
                break
            }
            for index in modest {
                shares[index] = wishes[index]
                rest -= wishes[index]
            }
        }
        return shares.map { $0 ?? 0 }
    }
}
