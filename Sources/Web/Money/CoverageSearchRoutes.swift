import Domain
import Markup
import Pages
import UseCases
import Wording

/// 保障信息查询 (domain 5.8).
struct CoverageSearchRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/coverage/search", .requires(.viewCoverage)) { exchange in
            try await Self.page(exchange, .none, status: 200)
        }
        table.post("/coverage/search", .requires(.viewCoverage), .search) { exchange in
            guard let number = exchange.form.text("number") else {
                var errors = FieldErrors()
                errors.add("number", "请输入要查询的证件号码")
                return try await Self.page(exchange, errors, status: 422)
            }
            let token = try await CoverageSearches(exchange.platform).keep(
                String(number.prefix(40)), try exchange.occasion())
            return .seeOther(Path.coverageSearch.url(("person", token)))
        }
    }

    private static func page(_ exchange: Exchange, _ errors: FieldErrors, status: Int) async throws -> Answer {
        let query = exchange.query
        var search = CoverageSearches.Search()
        search.unit = query.text("unit")
        search.year = query.integer("year")
        search.plan = query.text("plan")
        search.status = CoverageStatus(rawValue: query["state"])
        search.batch = query.text("batch")
        search.person = query.text("person")
        let occasion = try exchange.occasion()
        let found = try await CoverageSearches(exchange.platform).page(
            occasion, search, exchange.coveragePart, size: exchange.pageSize)
        let names = ["unit", "year", "plan", "state", "batch"]
        var typed: [String: [String]] = [:]
        for name in names { typed[name] = [query[name].trimmed] }
        let page = CoverageSearchPage(
            exchange.frame(.workbench), union: occasion.actor.unionName, exchange.window(of: found.listing),
            filter: FormState(typed, errors: errors), plans: found.plans, years: found.years, person: search.person)
        return .page(page.html, status: status)
    }
}
