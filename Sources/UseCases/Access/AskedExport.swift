import DatabaseKit
import Domain
import Foundation

/// What a file is to be made of, as it is kept.
struct AskedExport: Codable {
    var members: KeptFilter?
    var under: ID<Union>?
    var cards: Cards.Search?
    var enterprise: ID<Enterprise>?
    var benefits: AskedPayments?
    var coverages: Coverages.Search?
    var coverageSearch: CoverageSearches.Search?
    var comparison: ID<MemberComparison>?
    var comparisonFile: MemberComparisons.PeopleFile?
    var memberBatch: ID<MemberBatch>?
    let words: [String]

    init(_ selection: ExportRequests.Selection, words: [String]) {
        self.words = words
        switch selection {
        case .members(let filter, let union): (members, under) = (KeptFilter(filter, nil), union)
        case .cards(let search, let place): (cards, enterprise) = (search, place)
        case .benefits(let search): benefits = AskedPayments(search)
        case .coverages(let search, let place): (coverages, enterprise) = (search, place)
        case .coverageSearch(let search): coverageSearch = search
        case .comparison(let id, let file): (comparison, comparisonFile) = (id, file)
        case .memberBatch(let id): memberBatch = id
        }
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(AskedExport.self, from: Data(text.utf8))
    }

    var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    var selection: ExportRequests.Selection {
        get throws {
            if let members { return .members(members.filter, under: under) }
            if let benefits { return .benefits(benefits.search) }
            if let coverages { return .coverages(coverages, enterprise: enterprise) }
            if let coverageSearch { return .coverageSearch(coverageSearch) }
            if let comparison, let comparisonFile { return .comparison(comparison, comparisonFile) }
            if let memberBatch { return .memberBatch(memberBatch) }
            guard let cards else { throw DatabaseError.corrupt }
            return .cards(cards, enterprise: enterprise)
        }
    }
}

/// A search of payments as it is kept.
struct AskedPayments: Codable {
    let unit: String?
    let year: Int?
    let kind: String?
    let from: String?
    let through: String?
    let standing: BenefitPayment.Standing?
    let person: Confirmations.Search

    init(_ search: Benefits.Search) {
        (unit, year, kind) = (search.unit, search.year, search.kind)
        (from, through) = (search.from?.description, search.through?.description)
        (standing, person) = (search.standing, search.person)
    }

    var search: Benefits.Search {
        var search = Benefits.Search()
        (search.unit, search.year, search.kind) = (unit, year, kind)
        (search.from, search.through) = (from.flatMap { CalendarDay($0) }, through.flatMap { CalendarDay($0) })
        (search.standing, search.person) = (standing, person)
        return search
    }
}
