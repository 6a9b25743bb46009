import DatabaseKit
public import Domain
import Store

/// 参保信息查询: who is covered from when to when, by which plan, in which batch.
public struct Coverages: Sendable {
    let platform: Platform
    let workbench: Workbench

    public init(_ platform: Platform) {
        self.platform = platform
        workbench = Workbench(platform)
    }

    /// What somebody searches by; names and numbers never stand in a URL.
    public struct Search: Hashable, Sendable, Codable {
        public var year: Int?
        public var status: CoverageStatus?
        public var person: Confirmations.Search

        public init(
            year: Int? = nil, status: CoverageStatus? = nil, person: Confirmations.Search = Confirmations.Search()
        ) {
            self.year = year
            self.status = status
            self.person = person
        }
    }

    public struct Page: Sendable {
        public let unit: EnrollingUnit
        public let listing: CoverageListing
        public let years: [Int]
    }

    public func page(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ search: Search, _ part: CoveragePart, size: Int
    ) async throws -> Page {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        let scope = try occasion.actor.authority.scope(for: .viewCoverage)
        let filter = self.filter(search)
        return try await platform.database.read { transaction in
            let store = CoverageStore(transaction, platform.seal)
            return Page(
                unit: unit, listing: try store.list(in: scope, unit: unit.id, filter, part, size: size),
                years: try store.years(of: unit.id))
        }
    }

    func filter(_ search: Search) -> CoverageFilter {
        CoverageFilter(
            year: search.year, status: search.status, number: search.person.number.presence,
            name: search.person.name.presence,
            documents: search.person.document.presence.map { DocumentSearch.indexes(of: $0, platform.seal) })
    }
}
