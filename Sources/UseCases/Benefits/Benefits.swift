import DatabaseKit
public import Domain
import Store

/// 给付信息查询: payments to covered people, by person, day, kind and amount (domain 5.8).
public struct Benefits: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What may stand in an address, and the person who is searched for, who may not.
    public struct Search: Hashable, Sendable {
        public var unit: String?
        public var year: Int?
        public var kind: String?
        public var from: CalendarDay?
        public var through: CalendarDay?
        /// Nil for all, also those that were corrected or cancelled.
        public var standing: BenefitPayment.Standing? = .paid
        public var person = Confirmations.Search()

        public init() {}
    }

    public struct Page: Sendable {
        public let listing: BenefitListing
        /// Of the payments that hold.
        public let totals: BenefitTotals
        public let kinds: [String]
        /// The years that the platform knows, the newest first.
        public let years: [Int]
        public let manages: Bool
        /// Whether the account takes lists out in files.
        public let exports: Bool
    }

    /// Every kind that was ever paid.
    public func kinds(_ occasion: Occasion) async throws -> [String] {
        try occasion.actor.authority.require(.importBenefits, on: .root)
        return try await platform.database.read { try BenefitStore($0, platform.seal).kinds() }
    }

    public func page(_ occasion: Occasion, _ search: Search, _ part: BenefitPart, size: Int) async throws -> Page {
        let authority = occasion.actor.authority
        let scope = try authority.scope(for: .viewBenefits)
        let filter = filter(search)
        return try await platform.database.read { transaction in
            let store = BenefitStore(transaction, platform.seal)
            return Page(
                listing: try store.list(in: scope, filter, part, size: size),
                totals: try store.totals(in: scope, filter), kinds: try store.kinds(),
                years: try store.years(), manages: authority.includes(.importBenefits),
                exports: authority.includes(.exportMembers))
        }
    }

    func filter(_ search: Search) -> BenefitFilter {
        var filter = BenefitFilter()
        filter.unit = search.unit
        filter.year = search.year
        filter.kind = search.kind
        filter.from = search.from
        filter.through = search.through
        filter.standing = search.standing
        filter.name = search.person.name.presence
        filter.documents = search.person.document.presence.map { DocumentSearch.indexes(of: $0, platform.seal) }
        return filter
    }

    /// One payment with what became of it, and what else the person was paid over the years, as far as it is shown.
    public struct Sheet: Sendable {
        public let payment: BenefitPayment
        public let trail: BenefitTrail
        /// All of the person within the scope, the latest first, those that do not hold any more too.
        public let history: [BenefitPayment]
        public let manages: Bool
    }

    /// Payments of one person that a page shows.
    static let historyLimit = 200

    public func sheet(_ occasion: Occasion, _ id: ID<BenefitPayment>) async throws -> Sheet {
        let authority = occasion.actor.authority
        let scope = try authority.scope(for: .viewBenefits)
        return try await platform.database.read { transaction in
            let store = BenefitStore(transaction, platform.seal)
            let payment = try find(id, occasion, .viewBenefits, store)
            guard let trail = try store.trail(of: id) else { throw Refusal.notFound }
            var filter = BenefitFilter()
            filter.person = payment.person
            return Sheet(
                payment: payment, trail: trail,
                history: try store.list(in: scope, filter, .first, size: Self.historyLimit).payments,
                manages: authority.includes(.importBenefits))
        }
    }

    private func find(
        _ id: ID<BenefitPayment>, _ occasion: Occasion, _ action: Action, _ store: BenefitStore
    ) throws -> BenefitPayment {
        guard let found = try store.find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(action, on: found.path)
        return found.payment
    }

    // MARK: The form

    /// Enters one payment.
    ///
    /// - Throws: `BenefitRefusal` with everything that is wrong.
    public func enter(_ occasion: Occasion, _ typed: BenefitEntry.Typed) async throws -> ID<BenefitPayment> {
        try occasion.actor.authority.require(.importBenefits, on: .root)
        let entry = try BenefitEntry(typed, today: occasion.today)
        return try await platform.once("enter-benefit", occasion) { [platform] transaction in
            let store = BenefitStore(transaction, platform.seal)
            let document = DocumentIndex(entry.document, platform.seal)
            var judgement = BenefitJudgement()
            let verdict = judgement.verdict(
                of: entry, holder: try store.holders(of: [document])[document],
                entered: try store.entered(under: [entry.reference]).values.flatMap { $0 }.filter {
                    $0.standing == .paid
                })
            switch verdict {
            case .wrong(let problem): throw BenefitRefusal([problem])
            case .known: throw BenefitRefusal([.referenceTaken])
            case .new(let person):
                guard let place = try store.places(of: [person]).place(of: person, in: entry.facts.year) else {
                    throw BenefitRefusal([.personUnknown])
                }
                let draft = BenefitStore.Draft(
                    person: person, place: place, facts: entry.facts, reference: entry.reference)
                guard
                    let id = try store.insert([draft], of: nil, by: occasion.author, at: occasion.moment).first
                else { throw Refusal.changedMeanwhile }
                try Self.record("entered", id, entry.facts, occasion, store)
                return id
            }
        }
    }

    /// Puts a payment with other facts in the place of a wrong one; both stay.
    ///
    /// - Throws: `BenefitRefusal`; `Refusal.reasonMissing`; `Refusal.changedMeanwhile` when it does not hold any more.
    public func correct(
        _ occasion: Occasion, _ id: ID<BenefitPayment>, _ facts: BenefitFacts, reason: String
    ) async throws -> ID<BenefitPayment> {
        let reason = reason.trimmed(to: BenefitPayment.reasonLimit)
        guard !reason.isEmpty else { throw Refusal.reasonMissing }
        return try await platform.once("correct-benefit", occasion) { [platform] transaction in
            let store = BenefitStore(transaction, platform.seal)
            let payment = try find(id, occasion, .importBenefits, store)
            guard payment.standing == .paid else { throw Refusal.changedMeanwhile }
            guard let place = try store.places(of: [payment.person]).place(of: payment.person, in: facts.year) else {
                throw BenefitRefusal([.personUnknown])
            }
            try store.end(id, as: .corrected, reason: reason, by: occasion.actor.account, at: occasion.moment)
            let draft = BenefitStore.Draft(
                person: payment.person, place: place, facts: facts, reference: payment.reference)
            guard
                let new = try store.insert(
                    [draft], of: nil, replaces: id, by: occasion.author, at: occasion.moment
                ).first
            else { throw Refusal.changedMeanwhile }
            try Self.record("corrected", id, facts, occasion, store)
            try Self.record("entered", new, facts, occasion, store)
            return new
        }
    }

    /// Cancels a payment that was entered wrongly; it stays, with the reason.
    public func cancel(_ occasion: Occasion, _ id: ID<BenefitPayment>, reason: String) async throws {
        let reason = reason.trimmed(to: BenefitPayment.reasonLimit)
        guard !reason.isEmpty else { throw Refusal.reasonMissing }
        _ = try await platform.once("cancel-benefit", occasion) { [platform] transaction in
            let store = BenefitStore(transaction, platform.seal)
            let payment = try find(id, occasion, .importBenefits, store)
            guard payment.standing == .paid else { throw Refusal.changedMeanwhile }
            try store.end(id, as: .cancelled, reason: reason, by: occasion.actor.account, at: occasion.moment)
            try Self.record(
                "cancelled", id,
                BenefitFacts(year: payment.year, kind: payment.kind, amount: payment.amount, paidOn: payment.paidOn),
                occasion, store)
            return true
        }
    }

    private static func record(
        _ event: String, _ id: ID<BenefitPayment>, _ facts: BenefitFacts, _ occasion: Occasion, _ store: BenefitStore
    ) throws {
        guard let path = try store.find(id)?.path else { throw Refusal.notFound }
        try store.record(event, id, at: path, detail: "year=\(facts.year) fen=\(facts.amount.fen)", occasion)
    }
}
