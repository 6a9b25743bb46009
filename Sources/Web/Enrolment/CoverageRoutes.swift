import Domain
import Markup
import Pages
import UseCases

/// 参保信息查询.
struct CoverageRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/coverage", .requires(.viewCoverage)) { exchange in
            try await exchange.workbench { .page(try await Self.list(exchange)) }
        }
        table.post("/coverage", .requires(.viewCoverage), .search) { exchange in
            let token = try await PersonSearches(exchange.platform).keep(
                Confirmations.Search(exchange.form), of: .coverage, try exchange.occasion())
            var query: [(name: String, value: String)] = []
            if let token { query.append((name: "f", value: token)) }
            for name in ["status", "year"] {
                if let value = exchange.form.text(name) { query.append((name: name, value: value)) }
            }
            return .seeOther(Path.coverage.url(query: query))
        }
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        let occasion = try exchange.occasion()
        let token = exchange.query.text("f")
        let person = try await PersonSearches(exchange.platform).find(token, of: .coverage, occasion)
        let search = Coverages.Search(
            year: exchange.query.integer("year"), status: CoverageStatus(rawValue: exchange.query["status"]),
            person: person)
        let page = try await Coverages(exchange.platform).page(
            occasion, enterprise: exchange.enterprise, search, exchange.coveragePart, size: exchange.pageSize)
        return CoveragePage(
            exchange.frame(.workbench), unitName: page.unit.name, exchange.window(of: page.listing), years: page.years,
            year: search.year, status: search.status,
            PersonSearch(person, token: person.isEmpty ? nil : token)
        ).html
    }
}

extension Exchange {
    /// The part of a list of coverage that the address asks for.
    var coveragePart: CoveragePart {
        if let key = CoverageKey(query["after"]) { return .after(key) }
        if let key = CoverageKey(query["before"]) { return .before(key) }
        return .first
    }

    func window(of listing: CoverageListing) -> CoverageWindow {
        CoverageWindow(listing, offset: query.integer("offset") ?? 0, size: pageSize)
    }
}
