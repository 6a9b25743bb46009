import DatabaseKit
public import Domain
import Store

/// A member's own pages (本人服务): what the platform keeps of him, and the few things that he does himself.
public struct OwnRecords: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Everything of the first page.
    public struct Overview: Sendable {
        public let documentType: DocumentType?
        /// Masked.
        public let document: String
        public let expiry: IdentityDocument.Expiry?
        /// Masked; nil when none is known.
        public let phone: String?
        public let memberships: [OwnMembership]
        public let card: OwnCard
        public let coverages: [Coverage]
        public let listings: [OwnListing]
        /// Payments that hold, the latest first.
        public let benefits: [BenefitPayment]
    }

    public func overview(_ occasion: OwnOccasion) async throws -> Overview {
        let person = occasion.oneself.person
        let seal = platform.seal
        return try await platform.database.read { transaction in
            let records = OwnRecordStore(transaction, seal)
            let numbers = try records.numbers(of: person)
            let memberships = try records.memberships(of: person)
            return Overview(
                documentType: numbers?.documentType, document: numbers?.document ?? "", expiry: numbers?.expiry,
                phone: numbers?.phone, memberships: memberships,
                card: try OwnCards(transaction: transaction, seal: seal).card(of: person, memberships),
                coverages: try CoverageStore(transaction, seal).list(of: person),
                listings: try records.listings(of: person),
                benefits: try BenefitStore(transaction, seal).list(of: person))
        }
    }

    /// A coverage with the notice (告知书) of the list by which he is covered.
    public struct Covered: Sendable {
        public let coverage: Coverage
        public let notice: Notice?
    }

    /// The coverage of one year, the newest first; a lapsed one may stand beside one that was made later.
    public func coverage(in year: Int, _ occasion: OwnOccasion) async throws -> [Covered] {
        let seal = platform.seal
        let found = try await platform.database.read { transaction in
            try CoverageStore(transaction, seal).list(of: occasion.oneself.person).filter { $0.year == year }.map {
                Covered(coverage: $0, notice: try NoticeStore(transaction).find(of: $0.id))
            }
        }
        guard !found.isEmpty else { throw Refusal.notFound }
        return found
    }

    // MARK: Consent

    /// When the member agreed to the privacy notice in force; nil before.
    public func consentedAt(_ occasion: OwnOccasion) async throws -> Instant? {
        let seal = platform.seal
        return try await platform.database.read {
            try OwnRecordStore($0, seal).consent(of: occasion.oneself.person, to: PrivacyNotice.version)
        }
    }

    /// Keeps that the member agrees to the notice in force; the first consent to a version stays.
    public func consent(_ occasion: OwnOccasion) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            let records = OwnRecordStore(transaction, seal)
            let isFirst = try records.consent(
                of: occasion.oneself.person, to: PrivacyNotice.version, from: occasion.origin, at: occasion.now)
            guard isFirst else { return }
            try OwnLogins.record(.consented, to: PrivacyNotice.version, transaction, seal, occasion)
        }
    }

    // MARK: Electronic card

    /// Activates the electronic card of every membership that the person has; done again it changes nothing.
    public func activate(_ occasion: OwnOccasion) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            let records = OwnRecordStore(transaction, seal)
            for membership in try records.memberships(of: occasion.oneself.person) {
                guard try records.activate(membership.member, on: occasion.today) else { continue }
                try EventStore(transaction).record(
                    MemberEvent.electronicCardActivated.rawValue, on: .member, membership.member.rawValue,
                    at: membership.path, to: ElectronicCard.active.rawValue, occasion)
            }
        }
    }

    /// The member's active card with the address that its QR code leads to, good for today.
    public struct Shown: Sendable {
        public let membership: OwnMembership
        public let token: String
        /// Scheme and host of this instance; empty on one machine.
        public let publicAddress: String
    }

    /// - Returns: nil when no membership's card is active.
    public func electronicCard(_ occasion: OwnOccasion) async throws -> Shown? {
        let seal = platform.seal
        return try await platform.database.read { transaction in
            let memberships = try OwnRecordStore(transaction, seal).memberships(of: occasion.oneself.person)
            guard let active = memberships.first(where: { $0.electronicCard == .active }) else { return nil }
            return Shown(
                membership: active, token: Self.token(of: active.member, on: occasion.today, seal),
                publicAddress: try SettingStore(transaction).get(.publicAddress) ?? "")
        }
    }

    /// Whether the code of an electronic card holds today; nil when not.
    public func verify(token: String, on day: CalendarDay) async throws -> ElectronicCardProof? {
        let seal = platform.seal
        guard let key = token.split(separator: "-").first, let member = ID<Member>(key),
            token == Self.token(of: member, on: day, seal)
        else { return nil }
        return try await platform.database.read { transaction in
            try OwnRecordStore(transaction, seal).activeCard(member).map {
                ElectronicCardProof(name: $0.name, unionName: $0.unionName, day: day)
            }
        }
    }

    /// The membership's key and 128 bits that nobody can make without the platform's keys.
    private static func token(of member: ID<Member>, on day: CalendarDay, _ seal: FieldSeal) -> String {
        let proof = seal.index("\(member):\(day)", for: .electronicCard).prefix(16)
        return "\(member)-" + proof.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
