import Domain
import Markup

/// The drawing of 入会人数统计图: columns for periods, lines for unions, whose names are long.
struct BarChart: Component {
    let pairs: [JoiningChart.Pair]
    let step: JoiningStep
    let joined: Int

    init(_ pairs: [JoiningChart.Pair], _ step: JoiningStep, joined: Int) {
        (self.pairs, self.step, self.joined) = (pairs, step, joined)
    }

    var html: HTML {
        switch step {
        case .union: lines
        case .month, .year: columns
        }
    }

    private var highest: Int { pairs.map { max($0.joined, $0.activated) }.max() ?? 0 }

    /// The smallest of 1, 2, 4, 5 or 10 times a power of ten that reaches the highest bar in four steps.
    static func axisStep(for highest: Int) -> Int {
        var power = 1
        while power < 1_000_000_000 {
            for factor in [1, 2, 4, 5] where factor * power * 4 >= highest { return factor * power }
            power *= 10
        }
        return power
    }

    // MARK: Unions

    private var lines: HTML {
        let (left, width, height) = (250, 440, 34)
        let longest = max(1, highest)
        let bottom = pairs.count * height + 8
        return drawing("0 0 760 \(bottom)") {
            path(.class("base"), .attribute("d", "M\(left) 4V\(bottom - 4)"))
            for (index, pair) in pairs.enumerated() {
                let top = index * height + 8
                words(Self.short(pair.label), left - 8, top + 15, anchor: "end")
                for (offset, kind, value) in [(0, "bar", pair.joined), (12, "bar-2", pair.activated)] {
                    let long = value * width / longest
                    bar(kind, left, top + offset, long, 10)
                    words(value.grouped, left + long + 5, top + offset + 9, anchor: "start", kind: "val")
                }
            }
        }
    }

    private static let labelLength = 19

    private static func short(_ name: String) -> String {
        name.count > labelLength ? name.prefix(labelLength - 1) + "…" : name
    }

    // MARK: Periods

    private var columns: HTML {
        let gap = Self.axisStep(for: highest)
        let steps = max(1, (highest + gap - 1) / gap)
        let (left, width, floor, tall) = (44, 712, 196, 168)
        let scale = { (value: Int) in value * tall / (gap * steps) }
        let slot = max(1, width / max(1, pairs.count))
        let thick = min(14, max(2, slot / 2 - 2))
        // Labels would run into each other when the slots are narrow.
        let every = max(1, (pairs.count * 44 + width - 1) / width)
        return drawing("0 0 760 236") {
            for line in 0...steps {
                let y = floor - scale(line * gap)
                path(.class(line == 0 ? "base" : "axis"), .attribute("d", "M\(left) \(y)H\(left + width)"))
                words((line * gap).grouped, left - 8, y + 4, anchor: "end")
            }
            for (index, pair) in pairs.enumerated() {
                let middle = left + index * slot + slot / 2
                bar("bar", middle - thick - 1, floor - scale(pair.joined), thick, scale(pair.joined))
                bar("bar-2", middle + 1, floor - scale(pair.activated), thick, scale(pair.activated))
                if index.isMultiple(of: every) {
                    words(pair.joined.grouped, middle - thick / 2 - 1, floor - scale(pair.joined) - 5, kind: "val")
                    words(pair.label, middle, 214)
                    if !pair.group.isEmpty, index == 0 || pairs[index - 1].group != pair.group {
                        words(pair.group, middle, 231)
                    }
                }
            }
        }
    }

    // MARK: Parts

    private func drawing(_ box: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        svg(.class("chart"), .viewBox(box), .role("img"), .aria("labelledby", "joining-chart")) {
            Markup.title(.id("joining-chart")) { "入会人数，合计 \(joined.grouped) 人；明细见旁边的表格" }
            content()
        }
    }

    private func bar(_ kind: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> HTML {
        rect(
            .class(kind), .attribute("x", "\(x)"), .attribute("y", "\(y)"), .width(width), .height(height))
    }

    private func words(_ text: String, _ x: Int, _ y: Int, anchor: String = "middle", kind: String? = nil) -> HTML {
        svgText(
            .class(kind), .attribute("x", "\(x)"), .attribute("y", "\(y)"), .attribute("text-anchor", anchor)
        ) { text }
    }
}
