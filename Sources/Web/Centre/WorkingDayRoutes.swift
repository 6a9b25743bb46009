import Domain
import Markup
import Pages
import UseCases
import Wording

/// 节假日管理 of the centre.
struct WorkingDayRoutes: RouteGroup {
    private typealias Field = WorkingDaysPage.Field

    func register(in table: inout RouteTable) {
        table.get("/working-days", .requires(.managePlanYears)) { exchange in
            try await Self.years(exchange, FormState(), status: 200)
        }
        table.post("/working-days", .requires(.managePlanYears)) { exchange in
            guard let year = exchange.form.integer("year"), YearProposal.years.contains(year) else {
                return try await Self.years(exchange, exchange.state(.one("year", "请输入年份，如 2025")), status: 422)
            }
            return .seeOther(Path.centre(.workingDays(year)).url)
        }
        table.get("/working-days/:year", .requires(.managePlanYears)) { exchange in
            try await Self.page(exchange, nil, status: 200)
        }
        table.post("/working-days/:year", .requires(.managePlanYears)) { exchange in
            try await Self.save(exchange)
        }
    }

    private static func years(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let years = try await WorkingDays(exchange.platform).years(try exchange.occasion())
        return .page(WorkingYearsPage(exchange.frame(.workbench), years, form: form).html, status: status)
    }

    /// - Parameter form: what was typed and refused; nil shows what is kept.
    private static func page(_ exchange: Exchange, _ form: FormState?, status: Int) async throws -> Answer {
        let sheet = try await WorkingDays(exchange.platform).sheet(
            try exchange.number("year"), try exchange.occasion())
        let kept = FormState([Field.text: [sheet.text], Field.stamp: [String(sheet.stamp)]])
        let page = WorkingDaysPage(
            exchange.frame(.workbench), year: sheet.year, sheet.exceptions, deadline: sheet.cardDeadline,
            history: sheet.history.map {
                MemberPage.Happening(at: $0.at, account: $0.account, words: "保存 \(sheet.year) 年节假日")
            }, form: form ?? kept)
        return .page(page.html, status: status)
    }

    private static func save(_ exchange: Exchange) async throws -> Answer {
        do {
            let receipt = try await WorkingDays(exchange.platform).save(
                try exchange.number("year"), text: exchange.form[Field.text],
                stamp: Int64(exchange.form.integer(Field.stamp) ?? -1), try exchange.occasion())
            try await exchange.flash(
                "\(receipt.year) 年节假日已保存：放假 \(receipt.holidays) 天，调休上班 \(receipt.workingWeekends) 天，各项期限已按新的工作日计算。"
            )
            return .seeOther(Path.centre(.workingDays(receipt.year)).url)
        } catch let refused as CalendarRefused {
            let limit = 20
            var errors = FieldErrors()
            for problem in refused.problems.prefix(limit) { errors.add(Field.text, problem.wording) }
            if refused.problems.count > limit {
                errors.add(Field.text, "另有 \(refused.problems.count - limit) 处，请改正后再保存。")
            }
            return try await page(exchange, exchange.state(errors), status: 422)
        }
    }
}
