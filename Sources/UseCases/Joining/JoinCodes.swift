import DatabaseKit
public import Domain
import Store
import Vault

/// 组织码管理: the codes by which people ask a union to take them.
public struct JoinCodes: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Codes that are shown besides those that can be scanned, which all can be withdrawn.
    private static let shown = 20

    public struct List: Sendable {
        public let union: Union
        public let codes: [JoinCode]
        /// What stands before the path in the codes; empty when the centre has not set it.
        public let publicAddress: String
    }

    public func list(_ occasion: Occasion) async throws -> List {
        try await platform.database.read { transaction in
            let union = try Self.union(occasion, transaction)
            return List(
                union: union,
                codes: try JoinCodeStore(transaction).list(
                    of: union.id, validOn: occasion.today, others: Self.shown),
                publicAddress: try SettingStore(transaction).get(.publicAddress) ?? "")
        }
    }

    /// One code of the actor's union, with the address that it leads to.
    public func find(_ id: ID<JoinCode>, _ occasion: Occasion) async throws -> (code: JoinCode, list: List) {
        let (code, list) = (
            try await platform.database.read { transaction in try Self.find(id, occasion, transaction) },
            try await list(occasion)
        )
        guard code.union == list.union.id else { throw Refusal.notFound }
        return (code, list)
    }

    public struct Receipt: Codable, Sendable {
        public let id: ID<JoinCode>
    }

    /// - Parameter through: the last day on which it takes applications.
    /// - Throws: `Refusal.dayMissing` for a day that is past or too far ahead.
    public func issue(through: CalendarDay, _ occasion: Occasion) async throws -> Receipt {
        guard through >= occasion.today, through <= occasion.today.adding(days: JoinCode.mostDays) else {
            throw Refusal.dayMissing
        }
        let text = String(Token.random().text.prefix(22))
        return try await platform.once("issue-join-code", occasion) { transaction in
            let union = try Self.union(occasion, transaction)
            let id = try JoinCodeStore(transaction).insert(
                text, for: union.id, validThrough: through, by: occasion.author, at: occasion.now)
            try EventStore(transaction).record(
                "issue", on: .joinCode, id.rawValue, at: union.path, detail: "through=\(through)", occasion)
            return Receipt(id: id)
        }
    }

    /// Takes a code back: the posters that show it lead nowhere from now on.
    public func withdraw(_ id: ID<JoinCode>, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("withdraw-join-code", occasion) { transaction in
            let code = try Self.find(id, occasion, transaction)
            guard code.standing == .issued else { throw Refusal.changedMeanwhile }
            try JoinCodeStore(transaction).withdraw(id)
            try EventStore(transaction).record("withdraw", on: .joinCode, id.rawValue, at: code.unionPath, occasion)
            return Receipt(id: id)
        }
    }

    private static func union(_ occasion: Occasion, _ transaction: any Transaction) throws -> Union {
        try occasion.actor.authority.require(.manageJoinCodes, on: occasion.actor.path)
        guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
        return union
    }

    private static func find(
        _ id: ID<JoinCode>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> JoinCode {
        guard let code = try JoinCodeStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.manageJoinCodes, on: code.unionPath)
        return code
    }
}
