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
            occasion, search, after: ID(query["after"]), size: 50)
        let names = ["unit", "year", "plan", "state", "batch"]
        var typed: [String: [String]] = [:]
        for name in names { typed[name] = [query[name].trimmed] }
        let kept = (names + ["person"]).filter { query.text($0) != nil }.map { (name: $0, value: query[$0].trimmed) }
        let next = found.next.map { Path.coverageSearch.url(query: kept + [(name: "after", value: $0.description)]) }
        let page = CoverageSearchPage(
            exchange.frame(.workbench), union: occasion.actor.unionName, found.coverages, total: found.total,
            filter: FormState(typed, errors: errors), plans: found.plans, years: found.years, next: next,
            personKept: search.person != nil)
        return .page(page.html, status: status)
    }
}
