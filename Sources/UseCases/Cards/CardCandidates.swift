import DatabaseKit
public import Domain
import Store

/// 待办会员列表: who of a unit has no card, what stands in the way, and until when the documents hold good.
public struct CardCandidates: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public typealias Part = CardCandidatePart
    public typealias Counts = CardCandidateCounts

    /// One person of the list.
    public struct Entry: Sendable {
        public let member: ID<Member>
        public let number: String
        public let name: String
        public let document: IdentityDocument
        public let workplace: String
        public let category: MemberCategory
        public let need: CardNeed
        /// The gravest first; empty when a card can be ordered.
        public let obstacles: [CardObstacle]
        public let expiryNotice: ExpiryNotice
        public let batchNumber: String?
        /// Of the person, for a guarded change.
        public let version: Int
    }

    /// What is worth saying of an expiry that is no obstacle.
    public enum ExpiryNotice: Sendable, Hashable {
        case none
        /// Valid today, but not when the coverage begins.
        case endsBeforeCoverage
        /// It does not fit the age of its holder: worth a look at the document.
        case odd(ExpiryProblem)
    }

    public struct Listing: Sendable {
        public let unit: EnrollingUnit
        public let year: PlanYear
        public let counts: Counts
        /// Members of the union without a card who are in no list of a unit: they apply themselves.
        public let applyingThemselves: [MemberCategory: Int]
        /// How many of the part fit the search.
        public let total: Int
        public let entries: [Entry]
        /// The members beside whom the pages before and after this one lie; nil where there is none.
        public let previous: ID<Member>?
        public let next: ID<Member>?
    }

    /// A page of the list, in the order in which they joined; a page that has become empty is the first.
    ///
    /// - Parameter search: the beginning of a member's number, a part of his name.
    public func list(
        _ part: Part, _ search: Confirmations.Search = Confirmations.Search(), at place: MemberPlace = .first,
        size: Int = 20, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> Listing {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        try await Cards(platform).measureAddresses(in: unit.union)
        let seal = platform.seal
        return try await platform.database.read { transaction in
            guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: unit.path) else {
                throw Refusal.noPlanYear
            }
            let store = CardCandidateStore(transaction, seal)
            let rule = CardRule(year, on: occasion.today)
            let filter = CardCandidateFilter(part, number: search.number.presence, name: search.name.presence)
            let shown = try store.list(filter, in: unit, rule, at: place, size: size)
            let counts = try store.counts(in: unit, rule)
            let counted = filter.isOpen ? counts.people(in: part) : nil
            return Listing(
                unit: unit, year: year, counts: counts,
                applyingThemselves: try store.applyingThemselves(in: unit.union),
                total: try counted ?? store.count(filter, in: unit, rule),
                entries: try shown.candidates.map {
                    try Self.entry($0, rule.obstacles(for: $0.applicant), rule, store)
                }, previous: shown.previous, next: shown.next)
        }
    }

    // MARK: 修改证件到期日

    /// One member whose expiry is to be corrected.
    public func member(
        _ member: ID<Member>, _ occasion: Occasion
    ) async throws -> (entry: Entry, year: PlanYear) {
        let seal = platform.seal
        return try await platform.database.read { transaction in
            guard let year = try PlanYearStore(transaction).current(on: occasion.today) else {
                throw Refusal.noPlanYear
            }
            let store = CardCandidateStore(transaction, seal)
            let candidate = try Self.find(member, store, occasion)
            let rule = CardRule(year, on: occasion.today)
            return (try Self.entry(candidate, rule.obstacles(for: candidate.applicant), rule, store), year)
        }
    }

    /// Whether an odd expiry has been compared with the document.
    public enum Certainty: Sendable {
        case asked, compared
    }

    /// What became of a correction.
    public enum Correction: Hashable, Sendable, Codable {
        case saved
        /// Nothing was written; the person is asked to compare with the document first.
        case odd(ExpiryProblem)
    }

    /// Writes down until when a member's document holds good; an odd day only once it has been compared.
    public func setExpiry(
        _ expiry: IdentityDocument.Expiry, of member: ID<Member>, version: Int, _ certainty: Certainty,
        _ occasion: Occasion
    ) async throws -> Correction {
        let seal = platform.seal
        if certainty == .asked {
            let problem = try await platform.database.read { transaction in
                let store = CardCandidateStore(transaction, seal)
                let document = try store.document(of: try Self.find(member, store, occasion))
                return document.with(expiry: expiry).expiryProblem(on: occasion.today)
            }
            if let problem { return .odd(problem) }
        }
        return try await platform.once("set-expiry", occasion) { transaction in
            let store = CardCandidateStore(transaction, seal)
            let candidate = try Self.find(member, store, occasion)
            try store.setExpiry(expiry, of: candidate, version: version)
            try EventStore(transaction).record(
                MemberEvent.expirySet.rawValue, on: .member, member.rawValue, at: candidate.path, occasion)
            return .saved
        }
    }

    private static func find(
        _ member: ID<Member>, _ store: CardCandidateStore, _ occasion: Occasion
    ) throws -> CardCandidateStore.Candidate {
        guard let candidate = try store.find([member]).first, candidate.applicant.membership == .open else {
            throw Refusal.notFound
        }
        try occasion.actor.authority.require(.orderCards, on: candidate.path)
        return candidate
    }

    static func entry(
        _ candidate: CardCandidateStore.Candidate, _ obstacles: [CardObstacle], _ rule: CardRule,
        _ store: CardCandidateStore
    ) throws -> Entry {
        let document = try store.document(of: candidate)
        return Entry(
            member: candidate.id, number: candidate.number, name: candidate.name, document: document,
            workplace: candidate.workplace, category: candidate.applicant.category, need: candidate.applicant.need,
            obstacles: obstacles,
            expiryNotice: notice(of: document, rule), batchNumber: candidate.batchNumber,
            version: candidate.personVersion)
    }

    private static func notice(of document: IdentityDocument, _ rule: CardRule) -> ExpiryNotice {
        if rule.endsBeforeCoverage(document.expiry) { return .endsBeforeCoverage }
        return switch document.expiryProblem(on: rule.today) {
        case .longTermTooEarly?: .odd(.longTermTooEarly)
        case .againstAge?: .odd(.againstAge)
        // An obstacle of its own.
        case .expired?, nil: .none
        }
    }
}
