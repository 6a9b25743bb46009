import Domain
import Markup
import Pages
import UseCases
import Wording

/// 参保证明 as a file, for the unit and for the member himself, and the page behind its code.
struct CoverageProofRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.post("/coverage/:coverage/proof", .requires(.viewCoverage), .search) { exchange in
            let back = exchange.visit?.actor?.kind.isBase == true ? Path.coverage : .coverageSearch
            return try await Self.download(exchange, or: back.url) {
                try await CoverageProofs(exchange.platform).pdf(
                    try exchange.occasion(), try exchange.id("coverage"))
            }
        }
        table.post("/self-service/coverage/:year/proof", .oneself, .search) { exchange in
            let year = try exchange.number("year")
            return try await Self.download(exchange, or: Path.own(.coverage(year)).url) {
                try await CoverageProofs(exchange.platform).pdf(try exchange.ownOccasion(), year: year)
            }
        }
        table.get("/verify/coverage/:token", .open, .search) { exchange in
            let standing = try await CoverageProofs(exchange.platform).verify(
                token: exchange.parameters["token"] ?? "", on: exchange.day.today)
            return .page(
                CoverageProofPage(exchange.frame(.organisation), standing).html, status: standing == nil ? 404 : 200)
        }
    }

    /// The file, or the page that it was asked for on, with the reason why there is none.
    private static func download(
        _ exchange: Exchange, or back: URLText, _ make: () async throws -> CoverageProofs.File
    ) async throws -> Answer {
        do {
            let file = try await make()
            return .download(Answer.File(name: file.name, mediaType: MediaType.pdf, bytes: file.bytes))
        } catch let refusal as CoverageProofRefusal {
            try await exchange.flash(refusal.wording)
            return .seeOther(back)
        }
    }
}
