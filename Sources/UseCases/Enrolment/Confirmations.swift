import DatabaseKit
public import Domain
import Store

/// 集中参保待确认名单: people whose social-insurance status is open (manual 2024, 3.3, steps 3 and 4).
public struct Confirmations: Sendable {
    let platform: Platform
    let enrolments: Enrolments

    public init(_ platform: Platform) {
        self.platform = platform
        enrolments = Enrolments(platform)
    }

    /// What somebody searches the list by.
    public struct Search: Hashable, Sendable, Codable {
        public var number: String
        public var name: String
        public var document: String
        /// A phone, or its last four digits; only 卡片信息管理 asks for it.
        public var phone: String?
        /// A card, or its last four digits; only 卡片信息管理 asks for it.
        public var card: String?

        public init(
            number: String = "", name: String = "", document: String = "", phone: String? = nil, card: String? = nil
        ) {
            self.number = number
            self.name = name
            self.document = document
            self.phone = phone
            self.card = card
        }

        public var isEmpty: Bool {
            number.isEmpty && name.isEmpty && document.isEmpty && phone == nil && card == nil
        }
    }

    /// One page of the list: the open ones, or those already answered.
    public struct Page: Sendable {
        public let overview: EnrolmentOverview
        public let people: Listing<RosterPerson>
        /// How many are open under the same search: what 全部确认 would confirm.
        public let open: Int
        /// Why confirming would be refused now.
        public let refusal: Refusal?
    }

    public enum Tab: String, Hashable, Sendable, CaseIterable { case open, confirmed }

    public func page(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, tab: Tab, _ search: Search, _ range: ListRange
    ) async throws -> Page {
        let unit = try await enrolments.workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            let store = RosterPeopleStore(transaction, platform.seal)
            let waiting = filter(search, .awaitingConfirmation)
            let people = try store.people(
                of: dossier.basis, tab == .open ? waiting : filter(search, .confirmed), range)
            let open =
                tab == .open
                ? people.total
                : try store.people(of: dossier.basis, waiting, ListRange(offset: 0, limit: 1)).total
            return Page(
                overview: try enrolments.overview(dossier), people: people, open: open, refusal: refusal(dossier))
        }
    }

    /// Somebody of the list, as the page before 确认 shows him, and why he could not be confirmed now.
    public struct Candidate: Sendable {
        public let overview: EnrolmentOverview
        public let person: RosterPerson
        public let refusal: Refusal?
    }

    public func candidate(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, member: ID<Member>
    ) async throws -> Candidate {
        let unit = try await enrolments.workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .enrol)
            let acts = RosterActStore(transaction)
            guard let person = try RosterPeopleStore(transaction, platform.seal).person(member, in: dossier.basis)
            else { throw Refusal.notFound }
            var obstacle = refusal(dossier)
            if try acts.isConfirmed(member, year: dossier.year.year) {
                obstacle = .alreadyConfirmed
            } else if try !acts.awaitsConfirmation(member, in: dossier.basis) {
                obstacle = .notPending
            }
            return Candidate(overview: try enrolments.overview(dossier), person: person, refusal: obstacle)
        }
    }

    /// 确认: answers the status question of one member for the year, for good.
    public func confirm(_ occasion: Occasion, enterprise: ID<Enterprise>?, member: ID<Member>) async throws {
        try await enrolments.change(
            "confirm-member", member.description, occasion, enterprise: enterprise
        ) { dossier in
            let acts = RosterActStore(dossier.transaction)
            guard try acts.count(of: [member], in: dossier.basis) == 1 else { throw Refusal.notFound }
            try dossier.requireConfirmation()
            if try acts.isConfirmed(member, year: dossier.year.year) { throw Refusal.alreadyConfirmed }
            guard try acts.awaitsConfirmation(member, in: dossier.basis) else { throw Refusal.notPending }
            let year = dossier.year.year
            try dossier.prepare("confirmed=1") { _ in
                try acts.confirm(member, year: year, by: occasion.actor.account, at: occasion.moment)
            }
        }
    }

    /// 全部确认: everybody whom the search shows, if they are still as many as the confirm page said.
    ///
    /// - Returns: how many were confirmed.
    public func confirmAll(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ search: Search, expected: Int
    ) async throws -> Int {
        try await enrolments.act("confirm-all", "\(expected)", occasion, enterprise: enterprise) { dossier in
            let acts = RosterActStore(dossier.transaction)
            try dossier.requireConfirmation()
            let basis = dossier.basis
            var confirmed = 0
            try dossier.prepare("confirmed=\(expected)") { _ in
                confirmed = try acts.confirmAll(
                    of: basis, filter(search, .awaitingConfirmation), by: occasion.actor.account,
                    at: occasion.moment)
                guard confirmed == expected else {
                    throw Refusal.countChanged(expected: expected, actual: confirmed)
                }
                guard confirmed > 0 else { throw Refusal.nothingSelected }
            }
            return confirmed
        }
    }

    /// Why somebody is not on the list, by name, member number or document number.
    ///
    /// A name may be several people's; each has his own answer.
    public func lookUp(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ search: Search
    ) async throws -> RosterLookUp {
        let unit = try await enrolments.workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            guard !search.isEmpty else { throw Refusal.nothingSelected }
            return try RosterLookUpStore(transaction, platform.seal).lookUp(
                filter(search, .everybody), in: dossier.basis, on: occasion.today, limit: Self.lookUpLimit)
        }
    }

    /// How many people an answer names at most.
    static let lookUpLimit = 20

    private func filter(_ search: Search, _ selection: RosterSelection) -> RosterFilter {
        RosterFilter(
            selection, number: search.number.presence, name: search.name.presence,
            documents: search.document.presence.map { DocumentSearch.indexes(of: $0, platform.seal) })
    }

    private func refusal(_ dossier: EnrolmentDossier) -> Refusal? {
        var enrolment = dossier.enrolment
        do throws(Refusal) {
            try enrolment.confirm(by: dossier.account, on: dossier.occasion.today, in: dossier.year)
            return nil
        } catch {
            return error
        }
    }
}

extension EnrolmentDossier {
    func requireConfirmation() throws(Refusal) {
        var copy = enrolment
        try copy.confirm(by: account, on: occasion.today, in: year)
    }
}

/// Finds a document by a number of which the kind is not known.
enum DocumentSearch {
    /// The blind indexes of the number as every kind of document that it may be.
    static func indexes(of typed: String, _ seal: any FieldSealing) -> [[UInt8]] {
        DocumentType.allCases.map { type in
            let number = IdentityDocument.normalise(typed, type: type).text
            return seal.index(IdentityDocument(type: type, number: number, expiry: nil).key, for: .documentNumber)
        }
    }
}

extension String {
    /// The text without space around it; nil when nothing is left.
    var presence: String? {
        let text = trimmed(to: 100)
        return text.isEmpty ? nil : text
    }
}
