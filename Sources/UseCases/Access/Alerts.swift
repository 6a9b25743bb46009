import DatabaseKit
public import Domain
import Store

/// 安全告警: what audit administrators look after within their subtree (security checklist, item 38).
public struct Alerts: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public enum Failure: Error, Hashable, Sendable {
        /// Empty, or longer than `Alert.remarkLimit`.
        case remark
    }

    public func list(_ part: AlertPart, _ range: ListRange, _ occasion: Occasion) async throws -> Listing<Alert> {
        let scope = try occasion.actor.authority.scope(for: .watchAlerts)
        return try await platform.database.read { transaction in
            let store = AlertStore(transaction)
            return Listing(
                entries: try store.list(part, in: scope, range), total: try store.count(part, in: scope),
                offset: range.offset)
        }
    }

    public func find(_ id: ID<Alert>, _ occasion: Occasion) async throws -> Alert {
        try await platform.database.read { try Self.find(id, $0, occasion) }
    }

    /// Says what was found out about an alert; its todo is done.
    ///
    /// - Throws: `Failure`, `Refusal` when it is about the actor himself, or `StaleVersion` when somebody else has
    ///   settled it.
    public func settle(_ id: ID<Alert>, remark: String, _ occasion: Occasion) async throws {
        guard !remark.isEmpty, remark.count <= Alert.remarkLimit else { throw Failure.remark }
        _ = try await platform.once("settle-alert", occasion) { transaction in
            let alert = try Self.find(id, transaction, occasion)
            if let refusal = alert.refusal(of: occasion.actor) { throw refusal }
            try AlertStore(transaction).settle(id, remark, by: occasion.actor.account, at: occasion.now)
            try TodoStore(transaction).close(.settleAlert, subjects: [id.rawValue], at: occasion.now)
            try EventStore(transaction).record(
                "alert-settled", on: .alert, id.rawValue, at: alert.path, detail: alert.kind.rawValue, occasion)
            return true
        }
    }

    /// Reads the whole audit log and raises an alert when it is not what was written.
    ///
    /// - Parameter now: the real clock's.
    public func checkChains(at now: Instant) async throws {
        let faults = try await platform.database.read { try VerificationStore($0).chainFaults().count }
        guard faults > 0 else { return }
        try await platform.database.write { try AlertWatch($0).brokenChain(places: faults, at: now) }
    }

    private static func find(
        _ id: ID<Alert>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> Alert {
        guard let alert = try AlertStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.watchAlerts, on: alert.path)
        return alert
    }
}
