public import Markup

/// 入会人数统计图: two bars per period or union, drawn by the server, with the table beside it.
public struct JoiningChart: Component, Sendable {
    /// One pair of bars.
    public struct Pair: Sendable {
        let label: String
        let group: String
        let row: String
        let joined: Int
        let activated: Int

        /// - Parameters:
        ///   - label: under the bars: 12月.
        ///   - group: under the first of its group: 2022 年; empty for none.
        ///   - row: in the table: 2022-12.
        public init(_ label: String, group: String = "", row: String, joined: Int, activated: Int) {
            (self.label, self.group, self.row) = (label, group, row)
            (self.joined, self.activated) = (max(0, joined), max(0, activated))
        }
    }

    /// What the bars stand for.
    public enum Step: String, Sendable, CaseIterable {
        case month, year

        var word: String {
            switch self {
            case .month: "按月"
            case .year: "按年"
            }
        }

        var unit: String {
            switch self {
            case .month: "个月"
            case .year: "年"
            }
        }
    }

    let pairs: [Pair]
    let step: Step
    let from: String
    let through: String

    /// - Parameters:
    ///   - pairs: oldest first.
    ///   - from: first month asked for, `2022-12`.
    public init(_ pairs: [Pair], step: Step, from: String, through: String) {
        (self.pairs, self.step, self.from, self.through) = (pairs, step, from, through)
    }

    private var joined: Int { pairs.reduce(0) { $0 + $1.joined } }
    private var activated: Int { pairs.reduce(0) { $0 + $1.activated } }

    public var html: HTML {
        Card("入会人数统计图", id: "joining", note: "共计入会人数 \(joined.grouped)", more: filter) {
            if pairs.isEmpty {
                Blank.noMatch("这段时间没有记录") { "请换一段开始和结束月份。" }
            } else {
                div(.class("grid-main")) {
                    div(.class("card-body")) {
                        legend
                        drawing
                    }
                    numbers
                }
            }
        }
    }

    private var filter: HTML {
        form(.class("row-gap"), .method(.get), .action(.home)) {
            label(.class("visually-hidden"), .for("step")) { "统计方式" }
            select(.class("form-select is-small w-auto"), .id("step"), .name("step")) {
                for choice in Step.allCases {
                    option(.value(choice.rawValue), .selected(if: choice == step)) { choice.word }
                }
            }
            label(.class("visually-hidden"), .for("from")) { "开始月份" }
            month("from", from)
            span(.class("muted")) { "至" }
            label(.class("visually-hidden"), .for("through")) { "结束月份" }
            month("through", through)
            SubmitButton("查询", .plain, size: .small)
        }
    }

    private func month(_ name: String, _ value: String) -> HTML {
        input(.class("form-control is-small w-auto"), .id(name), .name(name), .type(.month), .value(value))
    }

    private var legend: HTML {
        ul(.class("chart-legend")) {
            for (word, kind) in [("入会人数", "bar"), ("激活电子会员证", "bar-2")] {
                li {
                    svg(.class("chart-key"), .ariaHidden, .viewBox("0 0 10 10")) { bar(kind, 0, 0, 10, 10) }
                    word
                }
            }
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

    /// The smallest of 1, 2, 4, 5 or 10 times a power of ten that reaches the highest bar in four steps.
    static func axisStep(for highest: Int) -> Int {
        var power = 1
        while power < 1_000_000_000 {
            for factor in [1, 2, 4, 5] where factor * power * 4 >= highest { return factor * power }
            power *= 10
        }
        return power
    }

    private var drawing: HTML {
        let highest = pairs.map { max($0.joined, $0.activated) }.max() ?? 0
        let gap = JoiningChart.axisStep(for: highest)
        let lines = max(1, (highest + gap - 1) / gap)
        let (left, width, floor, tall) = (44, 712, 196, 168)
        let scale = { (value: Int) in value * tall / (gap * lines) }
        let slot = width / pairs.count
        let thick = min(14, max(2, slot / 2 - 2))
        // Labels would run into each other when the slots are narrow.
        let every = max(1, (pairs.count * 44 + width - 1) / width)
        return svg(.class("chart"), .viewBox("0 0 760 236"), .role("img"), .aria("labelledby", "joining-chart")) {
            Markup.title(.id("joining-chart")) { "入会人数，合计 \(joined.grouped) 人；明细见旁边的表格" }
            for line in 0...lines {
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

    private static let latest = 5

    @HTMLBuilder private var numbers: HTML {
        let newest = Array(pairs.reversed())
        div {
            table(newest.prefix(JoiningChart.latest).map { $0 }, caption: "最近的入会人数和激活电子会员证", foot: total)
            if newest.count > JoiningChart.latest {
                details {
                    summary(.class("card-body")) { "显示全部 \(newest.count.grouped) \(step.unit)" }
                    table(newest, caption: "全部入会人数和激活电子会员证", foot: HTML())
                }
            }
        }
    }

    private var total: HTML {
        tr {
            th(.scope(.row)) { "\(pairs.count.grouped) \(step.unit)合计" }
            td(.class("num")) { joined.grouped }
            td(.class("num")) { activated.grouped }
        }
    }

    private func table(_ rows: [Pair], caption: String, foot: HTML) -> DataTable<Pair> {
        DataTable(
            caption, rows,
            columns: [
                .head(step == .month ? "月份" : "年份") { $0.row },
                .number("入会人数") { $0.joined },
                .number("激活电子会员证") { $0.activated },
            ]
        ) { foot }
    }
}
