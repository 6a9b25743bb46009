public import Domain
public import Markup
import Wording

/// 统计报表: what each union directly under one is now, and what a span of days has brought.
public struct StatisticsPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Row: Sendable {
        let union: Union
        let now: UnionFigures
        let days: JoiningFigures

        public init(_ union: Union, now: UnionFigures, days: JoiningFigures) {
            (self.union, self.now, self.days) = (union, now, days)
        }
    }

    public struct Model: Sendable {
        public let above: [Union]
        public let total: Row
        public let own: Row?
        public let rows: [Row]
        public let days: DayWindow
        public let today: CalendarDay
        public let window: PageWindow
        /// When the figures were read.
        public let asOf: Instant
        /// Why the days asked for are not shown.
        public let wrong: String?

        public init(
            above: [Union], total: Row, own: Row?, rows: [Row], days: DayWindow, today: CalendarDay,
            _ window: PageWindow, asOf: Instant, wrong: String? = nil
        ) {
            (self.above, self.total, self.own, self.rows) = (above, total, own, rows)
            (self.days, self.today, self.window) = (days, today, window)
            (self.asOf, self.wrong) = (asOf, wrong)
        }
    }

    /// Names of the query's fields, and of the export's form.
    public enum Field {
        public static let node = "node"
        public static let span = "span"
        public static let from = "from"
        public static let through = "through"
        public static let page = "page"
        public static let size = "size"
    }

    private var node: Union { model.total.union }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "统计报表", above: model.above.map { Crumb($0.name, url(at: $0)) },
                facts: [HTML(node.name), HTML(node.kind.wording)]
            ) {
                download
            },
            current: .statistics
        ) {
            section(.class("card"), .ariaLabel("统计期间")) { filter }
            section(.class("card"), .aria("labelledby", "report-h")) {
                h2(.class("visually-hidden"), .id("report-h")) { "各下级工会" }
                p(.class("list-note")) {
                    "数据截至 "
                    model.asOf.htmlToTheMinute
                }
                ListBar(
                    "期间：\(model.days.wording(on: model.today))；工会、企业、会员数和已激活电子会员证为现在的数。\(model.window.caption)")
                DataTable("各下级工会", lines, columns: columns) { foot }
                if model.window.total > 0 {
                    Pager(model.window) { number, size in
                        Path.statistics.url(
                            query: Self.days(model.days) + [
                                (name: Field.node, value: node.id.description),
                                (name: Field.page, value: String(number)), (name: Field.size, value: String(size)),
                            ])
                    }
                }
            }
        }
    }

    // MARK: Choosing

    private static func days(_ days: DayWindow) -> [(name: String, value: String)] {
        [(name: Field.from, value: days.from.description), (name: Field.through, value: days.through.description)]
    }

    private func url(at union: Union) -> URLText {
        Path.statistics.url(query: Self.days(model.days) + [(name: Field.node, value: union.id.description)])
    }

    private var filter: HTML {
        form(.class("card-body row-gap"), .method(.get), .action(.statistics)) {
            for span in RecentSpan.allCases {
                LinkButton(
                    span.wording,
                    Path.statistics.url(
                        (name: Field.node, value: node.id.description), (name: Field.span, value: span.rawValue)),
                    size: .small,
                    attribute: .ariaCurrent(.true, if: RecentSpan(model.days, on: model.today) == span))
            }
            HiddenField(Field.node, node.id.description)
            label(.for(Field.from)) { "开始日期" }
            day(Field.from, model.days.from)
            label(.for(Field.through)) { "结束日期" }
            day(Field.through, model.days.through)
            SubmitButton("查询", .plain, size: .small)
            if let wrong = model.wrong { p(.class("field-error"), .role("alert")) { "错误：\(wrong)" } }
        }
    }

    private func day(_ name: String, _ value: CalendarDay) -> HTML {
        input(
            .class("form-control is-small w-auto"), .id(name), .name(name), .type(.date), .value(value.description))
    }

    private var download: HTML {
        PostForm(to: .statisticsExport, frame.tokens, .data("repeatable", "")) {
            HiddenField(Field.node, node.id.description)
            for field in Self.days(model.days) { HiddenField(field.name, field.value) }
            SubmitButton("导出 xlsx", .plain, icon: .download)
        }.html
    }

    // MARK: Table

    /// Which line it is: the number of a line of its own leads to a list that has just these.
    private enum Line {
        case own(Row), subordinate(Row)

        var row: Row {
            switch self {
            case .own(let row), .subordinate(let row): row
            }
        }
    }

    private var lines: [Line] {
        (model.window.number == 1 ? model.own.map { [.own($0)] } ?? [] : []) + model.rows.map { .subordinate($0) }
    }

    private var columns: [Column<Line>] {
        let name = Column<Line>.head("工会组织") { line in
            switch line {
            case .own(let row): "\(row.union.name)（本级）"
            case .subordinate(let row): a(.href(url(at: row.union))) { row.union.name }
            }
        }
        return [name]
            + StatisticsColumn.allCases.map { column in
                Column(column.wording, .number) { line in
                    switch line {
                    case .own(let row): column.value(row.now, row.days).grouped
                    case .subordinate(let row): number(column, row)
                    }
                }
            }
    }

    private var foot: HTML {
        tr {
            th(.scope(.row)) { "合计" }
            for column in StatisticsColumn.allCases { td(.class("num")) { number(column, model.total) } }
        }
    }

    /// Leads to the list of those who are counted, where there is one.
    private func number(_ column: StatisticsColumn, _ row: Row) -> HTML {
        let text = column.value(row.now, row.days).grouped
        guard let url = list(of: column, row.union), text != "0" else { return HTML(text) }
        return a(.href(url), .ariaLabel("\(row.union.name)\(column.wording) \(text)")) { text }
    }

    private func list(of column: StatisticsColumn, _ union: Union) -> URLText? {
        var members = MemberListQuery()
        members.under = union.id
        switch column {
        case .members: return members.url
        case .electronicCards:
            members.electronicCard = .active
            return members.url
        case .joint: return unions(at: union, kind: .jointUnion)
        case .branches: return unions(at: union, kind: .branch)
        case .enterprises: return Path.union(union.id).url
        // The list of 组织查询管理 holds other kinds beside these, and the union for the time being.
        case .baseUnions, .committees, .joined, .activated, .cards: return nil
        }
    }

    private func unions(at union: Union, kind: UnionKind) -> URLText {
        Path.unions.url(
            query: [
                (name: UnionsPage.Field.node, value: union.id.description),
                (name: UnionsPage.Field.kind, value: kind.rawValue),
            ])
    }
}
