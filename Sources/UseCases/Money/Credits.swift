import DatabaseKit
public import Domain
import Store

/// Credits from earlier years: entered by the centre, used by the lock, followed by both sides (domain 5.6).
public struct Credits: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct Page: Sendable {
        public let credits: [Credit]
        /// Whether this account enters and takes back.
        public let manages: Bool
    }

    public func page(_ occasion: Occasion) async throws -> Page {
        let authority = occasion.actor.authority
        let scope = try authority.scope(for: .viewBatches)
        return try await platform.database.read { transaction in
            Page(
                credits: try CreditStore(transaction).list(in: scope),
                manages: authority.includes(.manageCredits))
        }
    }

    /// Enters what a district has left over from an earlier year.
    ///
    /// - Throws: `Refusal.unionUnknown` for a code that is no district's.
    public func enter(_ occasion: Occasion, _ entry: CreditEntry) async throws -> String {
        try occasion.actor.authority.require(.manageCredits, on: .root)
        return try await platform.once("enter-credit", occasion) { transaction in
            guard let district = try UnionStore(transaction).find(code: entry.districtCode),
                district.kind.isDistrictLevel
            else { throw Refusal.unionUnknown(code: entry.districtCode) }
            let id = try CreditStore(transaction).insert(
                entry, district: district.id, by: occasion.actor.account, at: occasion.moment, sealing: platform.seal)
            try EventStore(transaction).record(
                "enter", on: .credit, id.rawValue, at: district.path,
                detail: "from-year=\(entry.fromYear);fen=\(entry.amount.fen)", occasion)
            return district.name
        }
    }

    /// Takes back a credit of which nothing stands against a batch.
    ///
    /// - Throws: `Refusal.creditInUse`; `.creditOfCorrection`.
    public func cancel(_ occasion: Occasion, _ id: ID<Credit>) async throws -> String {
        try occasion.actor.authority.require(.manageCredits, on: .root)
        return try await platform.once("cancel-credit", occasion) { transaction in
            let store = CreditStore(transaction)
            guard let credit = try store.find(id), let district = try UnionStore(transaction).find(credit.district)
            else { throw Refusal.notFound }
            guard credit.isUntouched else { throw Refusal.creditInUse }
            guard try !store.isOfCorrection(id) else { throw Refusal.creditOfCorrection }
            try store.cancel(id, sealing: platform.seal)
            try EventStore(transaction).record(
                "cancel", on: .credit, id.rawValue, at: district.path, detail: "fen=\(credit.amount.fen)", occasion)
            return district.name
        }
    }
}
