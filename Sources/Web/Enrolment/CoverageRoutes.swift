import Domain
import Markup
import Pages
import UseCases
import Wording

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
        table.post("/coverage/export", .requires(.exportMembers), .search) { exchange in
            try await exchange.workbench {
                let (search, _) = try await Self.search(exchange, exchange.form)
                do {
                    let file = try await Coverages(exchange.platform).export(
                        try exchange.occasion(), enterprise: exchange.enterprise, search)
                    return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
                } catch let refusal as ExportRefusal {
                    try await exchange.flash(refusal.wordingOfCoverage)
                    return .seeOther(Path.coverage.url)
                } catch let needed as ConsentNeeded {
                    let conditions = [
                        search.year.map { "\($0) 年度" }, search.status?.wording,
                        search.person.isEmpty ? nil : "按姓名或号码查找",
                    ]
                    return try await exchange.askForCoverage(
                        needed, .coverages(search, enterprise: exchange.enterprise),
                        ["本单位"] + conditions.compactMap(\.self), back: .coverage)
                }
            }
        }
    }

    /// The conditions of an address, or of the form that takes the same list out.
    private static func search(
        _ exchange: Exchange, _ asked: Form
    ) async throws -> (search: Coverages.Search, token: String?) {
        let token = asked.text("f")
        let person = try await PersonSearches(exchange.platform).find(token, of: .coverage, try exchange.occasion())
        return (
            Coverages.Search(
                year: asked.integer("year"), status: CoverageStatus(rawValue: asked["status"]), person: person),
            person.isEmpty ? nil : token
        )
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        let occasion = try exchange.occasion()
        let (search, token) = try await Self.search(exchange, exchange.query)
        let page = try await Coverages(exchange.platform).page(
            occasion, enterprise: exchange.enterprise, search, exchange.coveragePart, size: exchange.pageSize)
        return CoveragePage(
            exchange.frame(.workbench), unitName: page.unit.name, exchange.window(of: page.listing), years: page.years,
            year: search.year, status: search.status,
            PersonSearch(search.person, token: token), exporting: try exchange.coverageExporting
        ).html
    }
}

extension Exchange {
    var coverageExporting: CoverageExporting {
        get throws { try actor().authority.includes(.exportMembers) ? .offered : .withheld }
    }

    /// Leaves for a second person what is too much to be taken out alone.
    func askForCoverage(
        _ needed: ConsentNeeded, _ selection: ExportRequests.Selection, _ conditions: [String], back: Path
    ) async throws -> Answer {
        guard let purpose = ExportPurpose(rawValue: form[ExportForm.Field.purpose]) else {
            try await flash(ExportRequestWording.spent)
            return .seeOther(back.url)
        }
        let receipt = try await ExportRequests(platform).ask(
            selection, .masked, for: purpose, people: needed.people, conditions: conditions, try occasion())
        try await flash("已提交导出申请，经另一人同意后可以下载。")
        return .seeOther(Path.exports(.one(receipt.id)).url)
    }

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
