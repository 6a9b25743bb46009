public import Domain
public import Markup
import Wording

/// 集中参保实时监控画面 for a wall: large, dark, without menu, drawn by the server (mock-up 11).
///
/// It shows sums alone; nobody's name, number or telephone stands on a wall.
public struct MonitorScreen: Component, Sendable {
    let frame: PageFrame
    let monitor: EnrolmentMonitor
    let refreshing: Refreshing

    /// Whether the browser asks for the picture anew by itself.
    public enum Refreshing: Sendable {
        case on, off
    }

    /// How often it does, in seconds.
    public static let interval = 60
    /// How many unions have a line of their own; more cannot be read from afar.
    public static let lineLimit = 14

    public init(_ frame: PageFrame, _ monitor: EnrolmentMonitor, refreshing: Refreshing) {
        (self.frame, self.monitor, self.refreshing) = (frame, monitor, refreshing)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let refresh = "refresh"
        public static let off = "off"
    }

    private var total: EnrolmentFigures { monitor.total }
    private var standing: EnrolmentFigures.Part { total.standing }
    private var plain: Path { .monitor(monitor.above.isEmpty ? .own : .union(monitor.union.id)) }
    private var here: Path { .monitor(monitor.above.isEmpty ? .ownScreen : .screen(monitor.union.id)) }

    public var html: HTML {
        document {
            PageTop(
                title: "集中参保实时监控画面 - " + frame.programName, refresh: refreshing == .on ? Self.interval : nil)
            body(.class("monitor")) {
                a(.class("skip-link"), .href("#main")) { "跳到正文" }
                head
                figures
                main(.class("monitor-main"), .id("main")) {
                    section(.class("m-card")) { lines }
                    div(.class("monitor-side")) {
                        if let season = monitor.season { curve(season) }
                        states
                    }
                }
                foot
            }
        }
    }

    private var head: HTML {
        header(.class("monitor-head")) {
            h1 { "\(monitor.year.year) 年度集中参保实时监控画面" }
            span { monitor.union.name }
            p(.class("asof")) {
                "数据截至 "
                strong { monitor.asOf.htmlToTheSecond }
                if refreshing == .on { "　每 \(Self.interval) 秒更新" }
                if let deadline {
                    br()
                    deadline
                }
            }
        }
    }

    /// The next last day: of the units, then of the districts.
    private var deadline: HTML? {
        let steps: [(Activity, String)] = [(.enrolment, "集中参保提交"), (.districtSubmission, "提交至职保中心")]
        for (activity, name) in steps {
            guard let last = monitor.year.windows[activity]?.through, monitor.today <= last else { continue }
            let left = monitor.year.workingDays.workingDays(after: monitor.today, through: last)
            return HTML {
                "\(name) 截止 "
                strong { last.htmlWithWeekday }
                left == 0 ? "，最后一天" : "，还有 \(left.grouped) 个工作日"
            }
        }
        return nil
    }

    // MARK: Figures

    private var figures: HTML {
        section(.class("monitor-figures"), .ariaLabel("合计")) {
            card("参保人数", standing.heads.grouped, MonitorText.comparison(monitor))
            card(
                "已提交参保单位", standing.units.grouped,
                "应参保 \(total.due.grouped) 家" + (total.rateText.map { "，已提交 \($0)" } ?? ""))
            card(
                "未提交参保单位", total.late.grouped,
                "其中已退回 \(total[.returned].grouped) 家")
            div(.class("m-card m-split")) {
                amount("保障费用（元）", standing.amounts.premium, foot: "三方合计")
                span(.class("sign")) { "=" }
                amount("市总统一划拨", standing.amounts.city)
                span(.class("sign")) { "+" }
                amount("区局/各级工会缴费", standing.amounts.district)
                span(.class("sign")) { "+" }
                amount("基层单位缴费", standing.amounts.base)
            }
        }
    }

    private func card(_ label: String, _ figure: String, _ foot: String) -> HTML {
        div(.class("m-card")) {
            span(.class("label")) { label }
            div(.class("figure")) { figure }
            span(.class("foot")) { foot }
        }
    }

    private func amount(_ label: String, _ amount: Money, foot: String? = nil) -> HTML {
        div {
            span(.class("label")) { label }
            div(.class("figure")) { Self.short(amount) }
            if let foot { span(.class("foot")) { foot } }
        }
    }

    /// Whole 元 where all parts are whole; otherwise with 分, so that the parts still add up.
    private static func short(_ amount: Money) -> String {
        amount.yuanText.hasSuffix(".00") ? String(amount.yuanText.dropLast(3)) : amount.yuanText
    }

    // MARK: Lines

    /// A line of the table: a union, or those for which there is no room, as one.
    private struct Line {
        let name: HTML
        let figures: EnrolmentFigures
        let state: (words: String, tone: String?)
    }

    /// All in tree order where there is room; otherwise those with the most late units, and the others in one.
    private var shown: [Line] {
        guard monitor.lines.count > Self.lineLimit else { return monitor.lines.map(line) }
        let order = monitor.lines.sorted {
            ($1.figures.late, $0.union.path) < ($0.figures.late, $1.union.path)
        }
        let rest = order.dropFirst(Self.lineLimit - 1)
        return order.prefix(Self.lineLimit - 1).map(line) + [
            Line(
                name: HTML("其余 \(rest.count.grouped) 家"),
                figures: rest.reduce(EnrolmentFigures()) { $0 + $1.figures }, state: ("见普通页面", nil))
        ]
    }

    private func line(_ line: EnrolmentMonitor.Line) -> Line {
        let name: HTML =
            line.union == monitor.union
            ? HTML(line.union.name + "（本级）")
            : a(.href(.monitor(.screen(line.union.id)))) { line.union.name }
        return Line(name: name, figures: line.figures, state: state(of: line))
    }

    private var isCity: Bool { monitor.union.kind == .cityFederation }

    private func state(of line: EnrolmentMonitor.Line) -> (words: String, tone: String?) {
        guard isCity else {
            let late = line.figures.late
            return late == 0 ? ("都已提交", "m-ok") : ("未提交 \(late.grouped) 家", "m-wait")
        }
        return (MonitorText.batches(line.batches), Self.tone(line.batches))
    }

    private static func tone(_ batches: [DistrictSubmission.Status: Int]) -> String? {
        if batches[.lapsed] != nil || batches[.voucherRejected] != nil || batches[.moreMaterial] != nil {
            return "m-bad"
        }
        if batches[.awaitingVoucher] != nil || batches[.voucherUnderReview] != nil { return "m-wait" }
        return batches[.completed] != nil ? "m-ok" : nil
    }

    private var lines: HTML {
        table(.class("m-table")) {
            caption { MonitorText.lines(of: monitor.union.kind) }
            thead {
                tr {
                    th(.scope(.col)) { isCity ? "区局（产业）" : "工会" }
                    th(.scope(.col), .class("num")) { "已提交 / 应参保单位" }
                    th(.scope(.col)) { span(.class("visually-hidden")) { "进度条" } }
                    th(.scope(.col), .class("num")) { "提交率" }
                    th(.scope(.col), .class("num")) { "参保人数" }
                    th(.scope(.col), .class("num")) { "保障费用（元）" }
                    th(.scope(.col)) { isCity ? "批次状态" : "进展" }
                }
            }
            tbody {
                for line in shown { row(line.name, line.figures, line.state) }
                if shown.isEmpty { tr { td(.colspan(7)) { "没有可以参保的单位" } } }
            }
            if !shown.isEmpty {
                tfoot { row(HTML("合计 \(monitor.lines.count.grouped) 家"), total, ("", nil)) }
            }
        }
    }

    private func row(_ name: HTML, _ figures: EnrolmentFigures, _ state: (words: String, tone: String?)) -> HTML {
        let standing = figures.standing
        return tr {
            th(.scope(.row)) { name }
            td(.class("num")) { "\(standing.units.grouped) / \(figures.due.grouped)" }
            td { bar(figures.permille ?? 0) }
            td(.class("num")) { figures.rateText ?? "无" }
            td(.class("num")) { standing.heads.grouped }
            td(.class("num")) { Self.short(standing.amounts.premium) }
            td(.class(state.tone)) { state.words }
        }
    }

    /// Under 95 % it is of another colour; the number beside it says the same.
    private func bar(_ permille: Int) -> HTML {
        svg(.ariaHidden, .viewBox("0 0 150 10")) {
            rect(.class("track"), .width(150), .height(10), .attribute("rx", "2"))
            rect(
                .class(permille < 950 ? "fill-low" : "fill"), .width(permille * 150 / 1_000), .height(10),
                .attribute("rx", "2"))
        }
    }

    // MARK: Side and foot

    private func curve(_ season: DayWindow) -> HTML {
        let chart = EnrolmentCurveChart(monitor: monitor, season: season, height: 440)
        return section(.class("m-card")) {
            h2 { "累计参保人数，今年（实线）与上年同日（虚线）" }
            chart
            chart.spokenTable
        }
    }

    private var states: HTML {
        let present = MonitorState.allCases.filter { total[$0] > 0 }
        let all = present.reduce(0) { $0 + total[$1] }
        let terms = present.count > 1 ? " = " + present.map { total[$0].grouped }.joined(separator: " + ") : ""
        return section(.class("m-card")) {
            h2 { "各状态单位（\(all.grouped) 家\(terms)）" }
            ul(.class("m-vouchers")) {
                for state in present {
                    li {
                        span(.class("n", state.tone)) { total[state].grouped }
                        span(.class("l")) { state.wording }
                    }
                }
            }
        }
    }

    private var foot: HTML {
        footer(.class("monitor-foot")) {
            span { "只显示汇总，不含个人信息" }
            if !monitor.union.kind.isBase { span { "点工会名称看下级" } }
            if let above = monitor.above.last {
                a(.href(.monitor(monitor.above.count == 1 ? .ownScreen : .screen(above.id)))) { "返回 \(above.name)" }
            }
            switch refreshing {
            case .on: a(.href(here.url((Field.refresh, Field.off)))) { "停止自动更新" }
            case .off: a(.href(here)) { "每 \(Self.interval) 秒自动更新" }
            }
            a(.href(plain)) { "普通页面（可打印）" }
            if frame.demo == .demo { span { "数据均为虚构" } }
        }
    }
}

extension MonitorState {
    /// The colour of its number on the wall; its name says the same.
    fileprivate var tone: String? {
        switch self {
        case .open, .returned: "m-wait"
        case .lapsed, .leftOut: "m-bad"
        case .inForce: "m-ok"
        case .pending, .approved, .locked, .declined: nil
        }
    }
}
