import DatabaseKit
public import Domain
import Store

/// 业务工作台: which unit an account acts for.
public struct Workbench: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The unit that the actor enrols for.
    ///
    /// A union committee has one; a joint union acts for the enterprise that was chosen on entering (domain,
    /// section 2). The unit's row is made when it is first asked for; it holds nothing that a person decided.
    ///
    /// - Throws: `Refusal.unsupportedKind`, `.noEnterprise`, `.enterpriseNotChosen`, `.notAllowed` for unions that
    ///   enrol nobody themselves, `.notFound` for an enterprise of another union.
    public func unit(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> EnrollingUnit {
        let actor = occasion.actor
        try await requireBase(actor)
        let place = try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            guard let union = try unions.find(actor.union) else { throw Refusal.notFound }
            let chosen = try choose(enterprise, of: union, from: unions.enterprises(of: union.id))
            return (
                union: union, enterprise: chosen,
                unit: try unions.existingUnit(of: union.id, enterprise: chosen?.id)
            )
        }
        if let unit = place.unit { return unit }
        return try await platform.database.write { transaction in
            try UnionStore(transaction).unit(of: place.union, enterprise: place.enterprise)
        }
    }

    /// The enterprises that a joint union may act for.
    public func enterprises(_ occasion: Occasion) async throws -> [Enterprise] {
        try occasion.actor.authority.require(.viewEnrolment, on: occasion.actor.path)
        return try await platform.database.read { try UnionStore($0).enterprises(of: occasion.actor.union) }
    }

    /// Refuses a unit that is not the actor's union's own: it is not there.
    public func requireOwn(_ unit: ID<EnrollingUnit>?, _ occasion: Occasion) async throws {
        let found = try await platform.database.read { transaction in
            try unit.flatMap { try UnionStore(transaction).unit($0) }
        }
        guard found?.union == occasion.actor.union else { throw Refusal.notFound }
    }

    private func requireBase(_ actor: Actor) async throws {
        guard actor.kind.hasWorkbench else {
            let lineage = try await platform.database.read { try UnionStore($0).lineage(of: actor.path) }
            throw Refusal.unsupportedKind(actor.kind, enrolsThrough: lineage.last { $0.kind.isBase }?.name)
        }
        guard actor.kind.isBase else { throw Refusal.notAllowed(.viewEnrolment, .level) }
    }

    private func choose(
        _ chosen: ID<Enterprise>?, of union: Union, from enterprises: [Enterprise]
    ) throws(Refusal) -> Enterprise? {
        if let chosen {
            guard let enterprise = enterprises.first(where: { $0.id == chosen }) else { throw .notFound }
            return enterprise
        }
        switch union.kind {
        case .jointUnion:
            throw enterprises.isEmpty ? .noEnterprise : .enterpriseNotChosen
        case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation, .unionCommittee,
            .unionAssociation, .branch:
            guard enterprises.count <= 1 else { throw .enterpriseNotChosen }
            return enterprises.first
        }
    }
}
