import DatabaseKit
import Domain
import Store

/// Lets deletions pass that one account may do by itself, and leaves the others to a second person.
struct MassRemovalGate {
    let transaction: any Transaction
    let occasion: Occasion

    init(_ transaction: any Transaction, _ occasion: Occasion) {
        self.transaction = transaction
        self.occasion = occasion
    }

    private var actor: Actor { occasion.actor }
    private var alerts: AlertStore { AlertStore(transaction) }

    /// Who would have to consent to so many deletions; nil when nobody.
    func consenter(for people: Int) throws -> MassRemovalConsenter? {
        let before = try alerts.removals(by: actor.account, since: occasion.now.day.start)
        guard people > MassRemoval.peopleAlone(after: before) else { return nil }
        guard let union = try second() else { return .nobody }
        guard union != actor.union, let superior = try UnionStore(transaction).find(union) else { return .colleague }
        return .superior(superior.name)
    }

    /// Counts one deletion.
    ///
    /// - Throws: `Refusal.massRemoval(.spent)` when the day's number is used: many at once are asked for instead.
    func passOne() throws {
        guard try count(1) else { throw Refusal.massRemoval(.spent) }
    }

    /// Counts the deletions of an act, or asks a second person for them.
    ///
    /// - Parameter limit: how long the act can wait at most.
    /// - Returns: the request for which the act waits; nil when it may be done.
    /// - Throws: `Refusal.massRemoval(.nobodyElse)`.
    func pass(
        _ act: MassRemoval.Act, _ reasons: [RemovalReason: Int], through limit: Instant? = nil
    ) throws -> ID<MassRemoval>? {
        let people = reasons.values.reduce(0, +)
        guard people > 0, try !count(people) else { return nil }
        guard let consenter = try second() else { throw Refusal.massRemoval(.nobodyElse) }
        let end = occasion.now.adding(days: MassRemoval.waitingDays)
        let id = try MassRemovalStore(transaction).insert(
            act, reasons, of: actor.union, by: actor.account, from: occasion.origin,
            expiring: limit.map { min($0, end) } ?? end, at: occasion.now)
        try TodoStore(transaction).open(
            .consentRemovals, for: consenter, subject: id.rawValue, name: "\(actor.unionName) \(actor.displayName)",
            amount: people, at: occasion.moment)
        try EventStore(transaction).record(
            MembershipRequest.requested, on: .massRemoval, id.rawValue, at: actor.path,
            to: MassRemoval.Status.open.rawValue, detail: "people=\(people)", occasion)
        return id
    }

    /// - Returns: false when so many are too many for one account's day; then nothing is counted.
    private func count(_ people: Int) throws -> Bool {
        let start = occasion.now.day.start
        let before = try alerts.removals(by: actor.account, since: start)
        guard people <= MassRemoval.peopleAlone(after: before) else { return false }
        let after = try alerts.countRemovals(people, by: actor.account, since: start)
        // Two at the same moment are not both the first.
        guard after <= MassRemoval.peopleAlone else { throw Refusal.changedMeanwhile }
        return true
    }

    private func second() throws -> ID<Union>? {
        try AccountStore(transaction).second(
            for: .consentRemovals, at: actor.path, besides: actor.account, on: occasion.now.day)
    }
}
