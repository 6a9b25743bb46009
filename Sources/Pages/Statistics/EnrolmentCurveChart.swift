import Domain
import Markup
import Wording

/// 累计参保人数, this year and the same days of the year before: a drawing, and the same as a table.
struct EnrolmentCurveChart: Component {
    let monitor: EnrolmentMonitor
    let season: DayWindow
    /// Height of the drawing; it is 700 wide.
    let height: Int

    private static let (left, right, top) = (72, 680, 20)
    private var floor: Int { height - 38 }

    private var days: Int { season.days }

    /// The last day that has a number this year.
    private var last: CalendarDay { min(max(monitor.today, season.from), season.through) }

    private func now(_ day: CalendarDay) -> Int { monitor.curve.heads(on: day) }

    private func then(_ day: CalendarDay) -> Int { monitor.lastYear.heads(on: day.adding(years: -1)) }

    private var hasLastYear: Bool { monitor.headsLastYear != nil }

    var html: HTML {
        let highest = max(1, max(now(last), hasLastYear ? then(season.through) : 0), monitor.curve.highest(in: season))
        let gap = BarChart.axisStep(for: highest)
        let steps = (highest + gap - 1) / gap
        let y = { (heads: Int) in floor - heads * (floor - Self.top) / (gap * steps) }
        return svg(
            .class("chart"), .viewBox("0 0 700 \(height)"), .role("img"), .ariaLabel(words)
        ) {
            for step in 0...steps {
                path(
                    .class(step == 0 ? "base" : "axis"),
                    .attribute("d", "M\(Self.left) \(y(step * gap))H\(Self.right)"))
                label((step * gap).grouped, Self.left - 8, y(step * gap) + 5, anchor: "end")
            }
            if hasLastYear { line("then", through: season.through, y) { then($0) } }
            line("now", through: last, y) { now($0) }
            circle(
                .class("dot"), .attribute("cx", String(x(last))), .attribute("cy", String(y(now(last)))),
                .attribute("r", "5"))
            for day in marks { label(String(day.description.dropFirst(5)), x(day), floor + 24) }
        }
    }

    private var words: String {
        let here = "累计参保人数，到 \(last) 为 \(now(last).grouped) 人"
        return hasLastYear ? here + "，上年同日 \(then(last).grouped) 人" : here
    }

    private func x(_ day: CalendarDay) -> Int {
        Self.left + season.from.days(until: day) * (Self.right - Self.left) / max(1, days - 1)
    }

    private func line(
        _ kind: String, through end: CalendarDay, _ y: (Int) -> Int, _ heads: (CalendarDay) -> Int
    ) -> HTML {
        let points = (0...max(0, season.from.days(until: end))).map { offset in
            let day = season.from.adding(days: offset)
            return "\(x(day)),\(y(heads(day)))"
        }
        return polyline(.class(kind), .attribute("points", points.joined(separator: " ")))
    }

    /// A day each two weeks, and the last one.
    private var marks: [CalendarDay] {
        stride(from: 0, to: max(1, days - 7), by: 14).map { season.from.adding(days: $0) } + [season.through]
    }

    private func label(_ text: String, _ x: Int, _ y: Int, anchor: String = "middle") -> HTML {
        svgText(
            .attribute("x", "\(x)"), .attribute("y", "\(y)"), .attribute("text-anchor", anchor)
        ) { text }
    }

    /// The last days of the weeks that have passed, and the day of the drawing.
    private var weeks: [CalendarDay] {
        stride(from: 6, to: season.from.days(until: last), by: 7).map { season.from.adding(days: $0) } + [last]
    }

    /// The same for those who cannot see the drawing, where the table itself has no place.
    var spokenTable: HTML {
        Markup.table(.class("visually-hidden")) {
            caption { "累计参保人数，按周" }
            thead {
                tr { for title in ["日期", "今年（人）", "上年同日（人）"] { th(.scope(.col)) { title } } }
            }
            tbody {
                for day in weeks {
                    tr {
                        th(.scope(.row)) { day.htmlWithWeekday }
                        td { now(day).grouped }
                        td { hasLastYear ? then(day).grouped : "无" }
                    }
                }
            }
        }
    }

    var table: HTML {
        DataTable(
            "累计参保人数，按周", weeks,
            columns: [
                Column("日期", .head) { $0.htmlWithWeekday }, .number("今年（人）") { now($0) },
                Column("上年同日（人）", .number) { day in hasLastYear ? HTML(then(day).grouped) : textOr(nil) },
            ]
        ).html
    }
}

extension EnrolmentCurve {
    /// The most people that stood on lists on a day of the season.
    fileprivate func highest(in season: DayWindow) -> Int {
        points.filter { season.contains($0.day) }.map(\.heads).max() ?? 0
    }
}
