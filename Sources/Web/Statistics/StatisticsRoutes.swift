import Domain
import Markup
import Pages
import UseCases
import Wording

/// 统计报表.
struct StatisticsRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/statistics", .requires(.viewStatistics)) { exchange in .page(try await Self.page(exchange)) }
        table.post("/statistics/export", .requires(.viewStatistics), .search) { exchange in
            let (days, wrong) = Self.days(exchange.form, exchange.day.today)
            guard wrong == nil else { return .seeOther(Path.statistics.url) }
            let file = try await Statistics(exchange.platform).export(
                ID(exchange.form[StatisticsPage.Field.node]), days, try exchange.occasion())
            return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
        }
    }

    private static func page(_ exchange: Exchange) async throws -> HTML {
        typealias Field = StatisticsPage.Field
        let (query, today, occasion) = (exchange.query, exchange.day.today, try exchange.occasion())
        let (days, wrong) = days(query, today)
        let report = try await Statistics(exchange.platform).report(
            ID(query[Field.node]), days,
            page: ListPage(number: query.integer(Field.page) ?? 1, size: query.integer(Field.size) ?? 20), occasion)
        let model = StatisticsPage.Model(
            above: report.above, total: StatisticsPage.Row(report.total),
            own: report.own.map { StatisticsPage.Row($0) }, rows: report.lines.map { StatisticsPage.Row($0) },
            days: days, today: today,
            PageWindow(number: report.page.number, size: report.page.size, total: report.count),
            asOf: occasion.moment, wrong: wrong)
        return StatisticsPage(exchange.frame(.organisation), model).html
    }

    /// The days of the address or the form, this month without any; what cannot be read is said.
    static func days(_ form: Form, _ today: CalendarDay) -> (days: DayWindow, wrong: String?) {
        typealias Field = StatisticsPage.Field
        let usual = RecentSpan.month.days(on: today)
        if let span = RecentSpan(rawValue: form[Field.span]) { return (span.days(on: today), nil) }
        if (form[Field.from] + form[Field.through]).isEmpty { return (usual, nil) }
        guard let from = CalendarDay(form[Field.from].trimmed), let through = CalendarDay(form[Field.through].trimmed)
        else { return (usual, "请按 2023-11-20 的格式填写开始日期和结束日期。") }
        guard let days = DayWindow(from: from, through: through) else {
            return (usual, "结束日期不能早于开始日期，请重新选择。")
        }
        return (days, nil)
    }
}

extension StatisticsPage.Row {
    fileprivate init(_ line: Statistics.Line) { self.init(line.union, now: line.now, days: line.days) }
}
