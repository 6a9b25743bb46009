import DatabaseKit
public import Domain
import Store

/// 待办会员列表: who of a unit has no card, what stands in the way, and until when the documents hold good.
public struct CardCandidates: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Which part of the people without a card is shown.
    public enum Part: String, Sendable, CaseIterable, Codable {
        /// Everybody who is in no batch.
        case open
        /// A card can be ordered now.
        case ready
        /// Something must be mended first.
        case obstructed
        /// Already in a batch.
        case ordered
        /// Of all of them, those with a card that is to be replaced.
        case replacements
        /// Of all of them, those of another class whose own request was granted.
        case requested
        /// Of another class and not among them: they apply themselves.
        case applying

        func contains(_ need: CardNeed, _ obstacles: [CardObstacle]) -> Bool {
            switch self {
            case .open: !obstacles.contains(.inBatch)
            case .ready: obstacles.isEmpty
            case .obstructed: !obstacles.isEmpty && !obstacles.contains(.inBatch)
            case .ordered: obstacles.contains(.inBatch)
            case .replacements: need == .replacement
            case .requested: need == .requested
            case .applying: false
            }
        }
    }

    /// How the people without a card divide: the three parts add up to the total.
    public struct Counts: Hashable, Sendable {
        public let ready: Int
        public let obstructed: Int
        public let ordered: Int
        /// Of all of them, who have a card that is to be replaced.
        public let replacements: Int
        /// Of all of them, of another class than 关联企业, whose own request was granted.
        public let requested: Int

        public init(ready: Int, obstructed: Int, ordered: Int, replacements: Int = 0, requested: Int = 0) {
            self.ready = ready
            self.obstructed = obstructed
            self.ordered = ordered
            self.replacements = replacements
            self.requested = requested
        }

        public var total: Int { ready + obstructed + ordered }
    }

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
    }

    /// A page of the list; a page beyond the end is the first.
    ///
    /// - Parameter search: the beginning of a member's number, a part of his name.
    public func list(
        _ part: Part, _ search: Confirmations.Search = Confirmations.Search(), offset: Int, limit: Int,
        enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> Listing {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        let seal = platform.seal
        return try await platform.database.read { transaction in
            guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: unit.path) else {
                throw Refusal.noPlanYear
            }
            let store = CardCandidateStore(transaction, seal)
            let rule = CardRule(year, on: occasion.today)
            let judged = try store.withoutCard(in: unit).map { ($0, rule.obstacles(for: $0.applicant)) }
            func count(_ part: Part) -> Int {
                judged.count { candidate, obstacles in part.contains(candidate.applicant.need, obstacles) }
            }
            let counts = Counts(
                ready: count(.ready), obstructed: count(.obstructed), ordered: count(.ordered),
                replacements: count(.replacements), requested: count(.requested))
            let (total, shown): (Int, [CardCandidateStore.Candidate])
            if part == .applying {
                (total, shown) = try Self.applying(in: unit, search, offset: offset, limit: limit, store)
            } else {
                let wanted = judged.filter { candidate, obstacles in
                    part.contains(candidate.applicant.need, obstacles)
                        && search.fits(number: candidate.number, name: candidate.name)
                }
                total = wanted.count
                shown = wanted.dropFirst(offset < total ? max(0, offset) : 0).prefix(limit).map { $0.0 }
            }
            return Listing(
                unit: unit, year: year, counts: counts,
                applyingThemselves: try store.applyingThemselves(in: unit.union), total: total,
                entries: try shown.map { try Self.entry($0, rule.obstacles(for: $0.applicant), rule, store) })
        }
    }

    private static func applying(
        in unit: EnrollingUnit, _ search: Confirmations.Search, offset: Int, limit: Int, _ store: CardCandidateStore
    ) throws -> (total: Int, people: [CardCandidateStore.Candidate]) {
        let (number, name) = (search.number.presence, search.name.presence)
        let total = try store.applyingThemselves(in: unit.union, number: number, name: name).values.reduce(0, +)
        let people = try store.applying(
            in: unit.union, number: number, name: name, offset: offset < total ? max(0, offset) : 0, limit: limit)
        return (total, people)
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

extension Confirmations.Search {
    /// Whether a member's number begins with the number asked for, and his name contains the name.
    fileprivate func fits(number: String, name: String) -> Bool {
        if let asked = self.number.presence, !number.hasPrefix(asked) { return false }
        if let asked = self.name.presence, !name.contains(asked) { return false }
        return true
    }
}
