import DatabaseKit
public import Domain
import Store
import Vault

/// 保障信息查询 of level 2, district and city: who is covered, when, by which plan, in which batch (domain 5.8).
public struct CoverageSearches: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What may stand in an address; a person's number is kept on the server.
    public struct Search: Hashable, Sendable, Codable {
        public var unit: String?
        public var year: Int?
        public var plan: String?
        public var status: CoverageStatus?
        public var batch: String?
        /// The token of a kept number.
        public var person: String?

        public init() {}
    }

    public struct Page: Sendable {
        public let listing: CoverageListing
        public let years: [Int]
        /// The plan types of every year, those of the newest first.
        public let plans: [String]
    }

    public func page(_ occasion: Occasion, _ search: Search, _ part: CoveragePart, size: Int) async throws -> Page {
        let scope = try occasion.actor.authority.scope(for: .viewCoverage)
        return try await platform.database.read { transaction in
            let filter = try self.filter(search, occasion, transaction)
            let store = CoverageStore(transaction, platform.seal)
            let years = PlanYearStore(transaction)
            let offered = try years.years()
            return Page(
                listing: try store.list(in: scope, unit: nil, filter, part, size: size), years: offered,
                plans: try Self.plans(of: offered, years))
        }
    }

    /// A type that is offered no more still names those whom it covered.
    private static func plans(of offered: [Int], _ years: PlanYearStore) throws -> [String] {
        try offered.reduce(into: []) { plans, year in
            let types = try years.plans(of: year).map(\.type)
            plans += types.filter { [plans] in !plans.contains($0) }
        }
    }

    func filter(
        _ search: Search, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> CoverageFilter {
        var filter = CoverageFilter(
            year: search.year, status: search.status, unit: search.unit, plan: search.plan, batch: search.batch)
        if let kept = search.person {
            // A token that has grown old finds nobody, never everybody.
            let number = try SavedFilterStore(transaction, platform.seal).find(
                kept, list: Self.list, for: occasion.actor.account)
            filter.documents = number.map { DocumentSearch.indexes(of: $0, platform.seal) } ?? []
        }
        return filter
    }

    /// Keeps a document number and gives the token under which the account finds it again.
    public func keep(_ number: String, _ occasion: Occasion) async throws -> String {
        _ = try occasion.actor.authority.scope(for: .viewCoverage)
        let token = Token.random().text
        try await platform.database.write { transaction in
            try SavedFilterStore(transaction, platform.seal).save(
                number, token: token, list: Self.list, for: occasion.actor.account, at: occasion.now)
        }
        return token
    }

    private static let list = "coverage-search"
}
