import DatabaseKit
public import Domain
import Store

extension Members {
    /// A member and what hangs on the membership.
    public struct Removal: Sendable {
        public let line: Line
        public let consequences: RemovalConsequences
    }

    public func removal(of id: ID<Member>, _ occasion: Occasion) async throws -> Removal {
        try await platform.database.read { transaction in
            let found = try removable(id, occasion, transaction)
            guard let consequences = try RemovalStore(transaction).consequences(of: id, on: occasion.today) else {
                throw Refusal.notFound
            }
            return Removal(
                line: Line(found, try Vocabulary(DictionaryStore(transaction))), consequences: consequences)
        }
    }

    public struct RemovalReceipt: Codable, Sendable {
        public let member: ID<Member>
    }

    /// Ends a membership for one of the three reasons; history, cards and coverage stay as they are.
    ///
    /// A list of the unit that is handed in is out of date afterwards, with its todo; whoever needed a card or a
    /// confirmation is no longer counted.
    ///
    /// - Throws: `StaleVersion` when the membership changed since it was looked at; `Refusal.massRemoval(.spent)` when the
    ///   account has deleted as many today as it may without a second person.
    public func remove(
        _ id: ID<Member>, _ reason: RemovalReason, version: Int, _ occasion: Occasion
    ) async throws -> RemovalReceipt {
        try await platform.once("remove-member", occasion) { transaction in
            let found = try removable(id, occasion, transaction)
            try MassRemovalGate(transaction, occasion).passOne()
            let reach = try EnrolmentReach(of: [found.member.person.id], transaction)
            try Self.end([(id, version)], reason, at: found.unionPath, occasion, transaction)
            try TransferWriter(transaction, platform.seal, occasion).lapse(of: [found.member.person.id])
            try reach.refresh(transaction, occasion)
            return RemovalReceipt(member: id)
        }
    }

    /// Ends memberships and says so in their history; lists and open transfers are looked at by the caller.
    static func end(
        _ members: [(id: ID<Member>, version: Int)], _ reason: RemovalReason, at path: UnionPath,
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try RemovalStore(transaction).end(members, reason, on: occasion.today)
        try EventStore(transaction).recordAll(
            MemberEvent.removed.rawValue, on: .member,
            members.map { EventStore.Change(id: $0.id.rawValue, path: path) }, detail: reason.rawValue, occasion)
    }

    private func removable(
        _ id: ID<Member>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberListStore.Listed {
        guard let found = try MemberListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.removeMembers, on: found.listed.unionPath)
        return found.listed
    }
}

extension EnrolmentFreshness {
    /// Compares the unit's handed-in list with its members after these have changed; no year, no list, nothing to do.
    static func refresh(
        unit id: ID<EnrollingUnit>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        guard let unit = try UnionStore(transaction).unit(id),
            try PlanYearStore(transaction).current(on: occasion.today, at: unit.path) != nil
        else { return }
        var dossier = try EnrolmentDossier(following: transaction, occasion, unit: unit)
        try dossier.refreshOutdated()
    }

    /// Compares handed-in lists with their members after these have changed, whoever changed them.
    static func refresh(
        _ lists: [ID<UnitEnrolment>], _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        for list in lists { _ = try refresh(list, transaction, occasion) }
    }

    /// - Returns: the list's unit when the list is the current year's, so that the unit's open work is counted, too.
    static func refresh(
        _ list: ID<UnitEnrolment>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> ID<EnrollingUnit>? {
        guard let record = try EnrolmentStore(transaction).find(list),
            let unit = try UnionStore(transaction).unit(record.enrolment.unit)
        else { return nil }
        var dossier = try EnrolmentDossier(following: transaction, occasion, unit: unit, year: record.enrolment.year)
        try dossier.refreshOutdated()
        let current = try PlanYearStore(transaction).current(on: occasion.today, at: unit.path)
        return current?.year == dossier.year.year ? unit.id : nil
    }
}
