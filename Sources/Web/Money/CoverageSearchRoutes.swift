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
        table.post("/coverage/search/export", .requires(.exportMembers), .search) { exchange in
            let search = Self.search(exchange.form)
            let occasion = try exchange.occasion()
            do {
                let file = try await CoverageSearches(exchange.platform).export(occasion, search)
                return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
            } catch let refusal as ExportRefusal {
                try await exchange.flash(refusal.wordingOfCoverage)
                return .seeOther(Path.coverageSearch.url)
            } catch let needed as ConsentNeeded {
                let conditions = [
                    search.unit.map { "单位 \($0)" }, search.year.map { "\($0) 年度" }, search.plan.map { "\($0) 类" },
                    search.status?.wording, search.batch.map { "批次 \($0)" },
                    search.person == nil ? nil : "按证件号码查找",
                ]
                return try await exchange.askForCoverage(
                    needed, .coverageSearch(search),
                    ["范围 \(occasion.actor.unionName)及下级"] + conditions.compactMap(\.self), back: .coverageSearch)
            }
        }
    }

    /// The conditions of an address, or of the form that takes the same list out.
    private static func search(_ asked: Form) -> CoverageSearches.Search {
        var search = CoverageSearches.Search()
        search.unit = asked.text("unit")
        search.year = asked.integer("year")
        search.plan = asked.text("plan")
        search.status = CoverageStatus(rawValue: asked["state"])
        search.batch = asked.text("batch")
        search.person = asked.text("person")
        return search
    }

    private static func page(_ exchange: Exchange, _ errors: FieldErrors, status: Int) async throws -> Answer {
        let query = exchange.query
        let search = Self.search(query)
        let occasion = try exchange.occasion()
        let found = try await CoverageSearches(exchange.platform).page(
            occasion, search, exchange.coveragePart, size: exchange.pageSize)
        let names = ["unit", "year", "plan", "state", "batch"]
        var typed: [String: [String]] = [:]
        for name in names { typed[name] = [query[name].trimmed] }
        let page = CoverageSearchPage(
            exchange.frame(.workbench), union: occasion.actor.unionName, exchange.window(of: found.listing),
            filter: FormState(typed, errors: errors), plans: found.plans, years: found.years, person: search.person,
            exporting: try exchange.coverageExporting)
        return .page(page.html, status: status)
    }
}
