import DatabaseKit
public import Domain
import Store

/// One person, one policy in the whole city: people whom two units want on their lists (domain 5.4).
public struct Conflicts: Sendable {
    let platform: Platform
    let enrolments: Enrolments

    public init(_ platform: Platform) {
        self.platform = platform
        enrolments = Enrolments(platform)
    }

    // MARK: The centre

    public struct Queue: Sendable {
        public let conflicts: [ClaimConflict]
        public let total: Int
        public let page: ListPage
    }

    /// 一人一保裁定: the whole city's, with both sides.
    public func queue(
        _ status: ClaimConflict.Status, page: ListPage, _ occasion: Occasion
    ) async throws -> Queue {
        try occasion.actor.authority.require(.decideConflicts, on: .root)
        return try await platform.database.read { transaction in
            let store = ClaimConflictListStore(transaction, platform.seal)
            let total = try store.count(status)
            let page = page.within(total)
            return Queue(conflicts: try store.list(status, page: page), total: total, page: page)
        }
    }

    public func find(_ id: ID<ClaimConflict>, _ occasion: Occasion) async throws -> ClaimConflict {
        try occasion.actor.authority.require(.decideConflicts, on: .root)
        return try await platform.database.read { transaction in
            guard let found = try ClaimConflictListStore(transaction, platform.seal).find(id) else {
                throw Refusal.notFound
            }
            return found
        }
    }

    public struct Receipt: Hashable, Sendable, Codable {
        public let status: ClaimConflict.Status
    }

    /// Gives the person to one of the two; both lists become what that says.
    ///
    /// - Throws: `Refusal.reasonMissing`, `.conflictLocked`, `.changedMeanwhile` for one that is closed, `StaleVersion`
    ///   for one that was closed after it was shown.
    public func decide(
        _ id: ID<ClaimConflict>, for winner: ClaimConflict.Party, reason: String, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.decideConflicts, on: .root)
        let reason = reason.trimmed(to: ClaimConflict.reasonLimit)
        return try await platform.once("decide-conflict", occasion) { transaction in
            guard let conflict = try ClaimConflictListStore(transaction, platform.seal).find(id) else {
                throw Refusal.notFound
            }
            guard !reason.isEmpty else { throw Refusal.reasonMissing }
            let status: ClaimConflict.Status =
                switch winner {
                case .holder: .holder
                case .claimant: .claimant
                }
            try ConflictDesk(transaction, occasion).close(
                conflict, as: status, reason: reason, version: version, sealing: platform.seal)
            return Receipt(status: status)
        }
    }

    // MARK: A unit

    /// What a unit sees of a conflict: its own member and what became of it, nothing of the other side.
    public struct Own: Sendable {
        public let id: ID<ClaimConflict>
        public let name: String
        /// Opened; whoever shows it masks it.
        public let document: IdentityDocument
        public let memberNumber: String
        public let party: ClaimConflict.Party
        public let status: ClaimConflict.Status
        public let reason: String?
        public let raisedAt: Instant
        public let closedAt: Instant?
        public let version: Int
        /// Why the unit cannot give him up now.
        public let refusal: Refusal?

        init(_ conflict: ClaimConflict, _ party: ClaimConflict.Party, refusal: Refusal?) {
            id = conflict.id
            name = conflict.person.name
            document = conflict.person.document
            memberNumber = conflict.side(party).memberNumber
            self.party = party
            status = conflict.status
            reason = conflict.reason
            raisedAt = conflict.raisedAt
            closedAt = conflict.closedAt
            version = conflict.version
            self.refusal = refusal
        }
    }

    public struct OwnPage: Sendable {
        public let overview: EnrolmentOverview
        public let conflicts: [Own]
        /// People whom another list names and about whom the centre has not been asked; a unit that does not enrol this
        /// year wants nobody.
        public let unasked: Int
    }

    /// How many a unit's page shows at most.
    static let ownLimit = 200

    public func own(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> OwnPage {
        let unit = try await enrolments.workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            let conflicts = try dossier.record.map { record in
                try ClaimConflictListStore(transaction, platform.seal).list(
                    of: record.enrolment.id, limit: Self.ownLimit)
            }
            return OwnPage(
                overview: try enrolments.overview(dossier),
                conflicts: try (conflicts ?? []).map { try Self.own($0, dossier) },
                unasked: dossier.status == .declined
                    ? 0 : try ClaimConflictStore(transaction).unasked(in: dossier.basis))
        }
    }

    public func own(
        _ id: ID<ClaimConflict>, _ occasion: Occasion, enterprise: ID<Enterprise>?
    ) async throws -> (overview: EnrolmentOverview, conflict: Own) {
        let unit = try await enrolments.workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            let conflict = try Self.find(id, dossier, platform)
            return (try enrolments.overview(dossier), try Self.own(conflict, dossier))
        }
    }

    /// 提请裁定: asks the centre about everybody whom another list names, without handing a list in.
    ///
    /// - Returns: how many people it was asked about.
    public func ask(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> Int {
        try await enrolments.act("ask-conflicts", "", occasion, enterprise: enterprise) { dossier in
            try dossier.prepare("conflicts=asked") { _ in }
            let people = try ConflictDesk(dossier.transaction, occasion).raise(dossier)
            guard people > 0 else { throw Refusal.nothingSelected }
            return people
        }
    }

    /// 让出: this unit gives the person up; he is on the other list, or free for it.
    ///
    /// - Throws: `Refusal` of the window, `.conflictLocked`, `.changedMeanwhile`; `.notFound` for another unit's.
    public func yield(
        _ id: ID<ClaimConflict>, version: Int, _ occasion: Occasion, enterprise: ID<Enterprise>?
    ) async throws {
        try await enrolments.change(
            "yield-conflict", id.description, occasion, enterprise: enterprise
        ) { dossier in
            let conflict = try Self.find(id, dossier, platform)
            let status: ClaimConflict.Status =
                switch try Self.party(conflict, dossier) {
                case .holder: .holderYielded
                case .claimant: .claimantYielded
                }
            guard let winner = status.winner else { throw Refusal.changedMeanwhile }
            if let refusal = conflict.refusal(of: winner) { throw refusal }
            var prepared = dossier.enrolment
            try prepared.perform(.prepare, by: dossier.account, on: occasion.today, in: dossier.year)
            try ConflictDesk(dossier.transaction, occasion).close(
                conflict, as: status, reason: nil, version: version, sealing: platform.seal)
        }
    }

    // MARK: Parts

    private static func find(
        _ id: ID<ClaimConflict>, _ dossier: EnrolmentDossier, _ platform: Platform
    ) throws -> ClaimConflict {
        let found = try ClaimConflictListStore(dossier.transaction, platform.seal).find(id)
        guard let conflict = found else { throw Refusal.notFound }
        _ = try party(conflict, dossier)
        return conflict
    }

    /// Which side the unit is; another unit's conflict is not there.
    private static func party(_ conflict: ClaimConflict, _ dossier: EnrolmentDossier) throws(Refusal)
        -> ClaimConflict.Party
    {
        switch dossier.unit.id {
        case conflict.holder.unit: .holder
        case conflict.claimant.unit: .claimant
        default: throw .notFound
        }
    }

    private static func own(_ conflict: ClaimConflict, _ dossier: EnrolmentDossier) throws -> Own {
        let party = try party(conflict, dossier)
        let refusal = conflict.refusal(of: party.other) ?? dossier.refusal(of: .prepare)
        return Own(conflict, party, refusal: refusal)
    }
}
