public import Domain
public import Markup
import Wording

/// 入会人数统计图: two bars per union or period, drawn by the server, with the table beside it.
public struct JoiningChart: Component, Sendable {
    /// One pair of bars.
    public struct Pair: Sendable {
        let label: String
        let group: String
        let row: String
        public let joined: Int
        let activated: Int

        /// - Parameters:
        ///   - label: at the bars: 12月.
        ///   - group: under the first of its group: 2022 年; empty for none.
        ///   - row: in the table: 2022-12.
        public init(_ label: String, group: String = "", row: String, joined: Int, activated: Int) {
            (self.label, self.group, self.row) = (label, group, row)
            (self.joined, self.activated) = (max(0, joined), max(0, activated))
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let span = "span"
        public static let step = "step"
        public static let from = "from"
        public static let through = "through"
    }

    let pairs: [Pair]
    let rest: Pair?
    let step: JoiningStep
    let days: DayWindow
    let today: CalendarDay
    let wrong: String?

    /// - Parameters:
    ///   - pairs: periods, the oldest first; or unions.
    ///   - rest: what has no bars of its own.
    ///   - wrong: why the days asked for are not shown.
    public init(
        _ pairs: [Pair], rest: Pair? = nil, step: JoiningStep, days: DayWindow, today: CalendarDay, wrong: String? = nil
    ) {
        (self.pairs, self.rest, self.step, self.days) = (pairs, rest, step, days)
        (self.today, self.wrong) = (today, wrong)
    }

    private var all: [Pair] { pairs + (rest.map { [$0] } ?? []) }
    private var joined: Int { all.reduce(0) { $0 + $1.joined } }
    private var activated: Int { all.reduce(0) { $0 + $1.activated } }

    public var html: HTML {
        Card(
            "入会人数统计图", id: "joining", note: "\(days.wording(on: today))共计入会人数 \(joined.grouped)", more: spans
        ) {
            filter
            if let wrong { p(.class("card-body field-error"), .role("alert")) { "错误：\(wrong)" } }
            if pairs.isEmpty {
                Blank.noMatch("这段时间没有记录") { "请换一段开始和结束日期。" }
            } else {
                div(.class("grid-main")) {
                    div(.class("card-body")) {
                        legend
                        div(.class("chart-scroll"), .role("group"), .ariaLabel("入会人数统计图"), .tabIndex(0)) {
                            BarChart(pairs, step, joined: joined)
                        }
                    }
                    numbers
                }
            }
        }
    }

    // MARK: Choosing

    @HTMLBuilder private var spans: HTML {
        let current = RecentSpan(days, on: today)
        for span in RecentSpan.allCases {
            let url = Path.home.url((name: Field.span, value: span.rawValue), (name: Field.step, value: step.rawValue))
            LinkButton(span.wording, url, size: .small, attribute: .ariaCurrent(.true, if: span == current))
        }
    }

    private var filter: HTML {
        form(.class("card-body row-gap"), .method(.get), .action(.home)) {
            label(.class("visually-hidden"), .for(Field.step)) { "统计方式" }
            select(.class("form-select is-small w-auto"), .id(Field.step), .name(Field.step)) {
                for choice in JoiningStep.allCases {
                    option(.value(choice.rawValue), .selected(if: choice == step)) { choice.wording }
                }
            }
            label(.class("visually-hidden"), .for(Field.from)) { "开始日期" }
            day(Field.from, days.from)
            span(.class("muted")) { "至" }
            label(.class("visually-hidden"), .for(Field.through)) { "结束日期" }
            day(Field.through, days.through)
            SubmitButton("查询", .plain, size: .small)
        }
    }

    private func day(_ name: String, _ value: CalendarDay) -> HTML {
        input(
            .class("form-control is-small w-auto"), .id(name), .name(name), .type(.date), .value(value.description))
    }

    private var legend: HTML {
        ul(.class("chart-legend")) {
            for (word, kind) in [("入会人数", "bar"), ("激活电子会员证", "bar-2")] {
                li {
                    svg(.class("chart-key"), .ariaHidden, .viewBox("0 0 10 10")) {
                        rect(.class(kind), .width(10), .height(10))
                    }
                    word
                }
            }
        }
    }

    // MARK: Table

    private static let latest = 5

    @HTMLBuilder private var numbers: HTML {
        switch step {
        case .union: table(all, caption: "各工会的入会人数和激活电子会员证", foot: total)
        case .month, .year:
            let newest = Array(pairs.reversed())
            div {
                table(
                    Array(newest.prefix(JoiningChart.latest)), caption: "最近的入会人数和激活电子会员证", foot: total)
                if newest.count > JoiningChart.latest {
                    details {
                        summary(.class("card-body")) { "显示全部 \(amount)" }
                        table(newest + (rest.map { [$0] } ?? []), caption: "全部入会人数和激活电子会员证", foot: HTML())
                    }
                }
            }
        }
    }

    private var amount: String { "\(pairs.count.grouped) \(step == .month ? "个月" : "年")" }

    private var total: HTML {
        tr {
            th(.scope(.row)) { step == .union ? "合计" : rest == nil ? "\(amount)合计" : "合计（含更早）" }
            td(.class("num")) { joined.grouped }
            td(.class("num")) { activated.grouped }
        }
    }

    private func table(_ rows: [Pair], caption: String, foot: HTML) -> DataTable<Pair> {
        DataTable(
            caption, rows,
            columns: [
                .head(step.subject) { $0.row }, .number("入会人数") { $0.joined },
                .number("激活电子会员证") { $0.activated },
            ]
        ) { foot }
    }
}
