import DatabaseKit
public import Domain
import Store

/// Taking an enterprise away that was entered by mistake, or has nobody left: the union's own, told in its history.
extension Unions {
    /// What the page says before it is done.
    public struct EnterpriseRemoval: Sendable {
        public let enterprise: Enterprise
        public let union: Union
        /// What hangs on it still.
        public let obstacles: UnionObstacles
    }

    public func removal(of id: ID<Enterprise>, _ occasion: Occasion) async throws -> EnterpriseRemoval {
        try await platform.database.read { transaction in
            let (enterprise, union) = try Self.enterprise(id, occasion, transaction)
            return EnterpriseRemoval(
                enterprise: enterprise, union: union, obstacles: try UnionStore(transaction).obstacles(of: id))
        }
    }

    /// - Throws: `Refusal.enterpriseInUse` with all that is in the way, `Refusal.reasonMissing`.
    public func removeEnterprise(
        _ id: ID<Enterprise>, note: String?, _ occasion: Occasion
    ) async throws -> EnterpriseReceipt {
        try await platform.once("remove-enterprise", occasion) { [platform] transaction in
            let (enterprise, union) = try Self.enterprise(id, occasion, transaction)
            let unions = UnionStore(transaction)
            let obstacles = try unions.obstacles(of: id)
            guard obstacles.isEmpty else { throw Refusal.enterpriseInUse(obstacles) }
            guard let note else { throw Refusal.reasonMissing }
            let before = try OrganisationStore(transaction, platform.seal).particulars(of: enterprise)
            try unions.end(enterprise, on: occasion.today)
            try UnionRequestWriter(transaction, platform.seal, occasion).tell(
                .enterpriseRemoved, union, at: union.path,
                UnionChange.changes(from: before, to: OrganisationParticulars()), detail: note)
            return EnterpriseReceipt(enterprise: id, union: union.id, name: enterprise.name)
        }
    }
}
