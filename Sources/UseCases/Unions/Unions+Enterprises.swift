import DatabaseKit
public import Domain
import Store

/// 添加企业信息 and its changes: the union's own, told in its history (manual 2024, question 6).
extension Unions {
    /// What the form of an enterprise begins with.
    public struct EnterpriseSheet: Sendable {
        public let union: Union
        /// Nil for a new one.
        public let enterprise: Enterprise?
        public let particulars: OrganisationParticulars
        public let words: OrganisationWords
    }

    public struct EnterpriseReceipt: Codable, Hashable, Sendable {
        public let enterprise: ID<Enterprise>
        public let union: ID<Union>
        public let name: String
    }

    /// - Throws: `Refusal.enterpriseLimit` when the union takes no more, `Refusal.notFound`.
    public func newEnterprise(of id: ID<Union>, _ occasion: Occasion) async throws -> EnterpriseSheet {
        try await platform.database.read { transaction in
            let union = try Self.employer(id, occasion, transaction)
            try Self.requireRoom(in: union, transaction)
            return EnterpriseSheet(
                union: union, enterprise: nil, particulars: OrganisationParticulars(),
                words: OrganisationWords(try Vocabulary(DictionaryStore(transaction))))
        }
    }

    public func enterprise(_ id: ID<Enterprise>, _ occasion: Occasion) async throws -> EnterpriseSheet {
        try await platform.database.read { [platform] transaction in
            let (enterprise, union) = try Self.enterprise(id, occasion, transaction)
            let store = OrganisationStore(transaction, platform.seal)
            return EnterpriseSheet(
                union: union, enterprise: enterprise, particulars: try store.particulars(of: enterprise),
                words: OrganisationWords(try Vocabulary(DictionaryStore(transaction))))
        }
    }

    /// - Throws: `OrganisationProblems`, `Refusal.enterpriseLimit`.
    public func addEnterprise(
        _ typed: OrganisationParticulars, to id: ID<Union>, _ occasion: Occasion
    ) async throws -> EnterpriseReceipt {
        try await platform.once("add-enterprise", occasion) { [platform] transaction in
            let union = try Self.employer(id, occasion, transaction)
            try Self.requireRoom(in: union, transaction)
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            let particulars = try writer.judged(typed, besides: nil)
            let made = try writer.add(particulars, to: union)
            return EnterpriseReceipt(enterprise: made, union: union.id, name: particulars.name)
        }
    }

    /// - Throws: `OrganisationProblems`, `Refusal.unionUnchanged`.
    public func amendEnterprise(
        _ id: ID<Enterprise>, to typed: OrganisationParticulars, _ occasion: Occasion
    ) async throws -> EnterpriseReceipt {
        try await platform.once("amend-enterprise", occasion) { [platform] transaction in
            let (enterprise, union) = try Self.enterprise(id, occasion, transaction)
            let store = OrganisationStore(transaction, platform.seal)
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            let before = try store.particulars(of: enterprise)
            let after = try writer.judged(typed, besides: id)
            guard after != before else { throw Refusal.unionUnchanged }
            try writer.amend(id, of: union, from: before, to: after)
            return EnterpriseReceipt(enterprise: id, union: union.id, name: after.name)
        }
    }

    // MARK: Parts

    private static func employer(
        _ id: ID<Union>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Union {
        guard let union = try UnionStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.editEnterprises, on: union.path)
        guard union.kind.isBase, union.role == .ordinary else { throw Refusal.unionFixed }
        return union
    }

    /// - Throws: `Refusal.unionFixed` for one that has been taken away.
    static func enterprise(
        _ id: ID<Enterprise>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> (Enterprise, Union) {
        let unions = UnionStore(transaction)
        guard let enterprise = try unions.enterprise(id), let union = try unions.find(enterprise.union) else {
            throw Refusal.notFound
        }
        try occasion.actor.authority.require(.editEnterprises, on: union.path)
        guard try unions.enterprises(of: union.id).contains(where: { $0.id == id }) else { throw Refusal.unionFixed }
        return (enterprise, union)
    }

    /// A joint union covers several enterprises, a committee one (domain, glossary).
    private static func requireRoom(in union: Union, _ transaction: any Transaction) throws {
        guard union.kind == .unionCommittee else { return }
        guard try UnionStore(transaction).enterprises(of: union.id).isEmpty else { throw Refusal.enterpriseLimit }
    }
}

extension UnionRequestWriter {
    /// The particulars of an enterprise, ready to be kept.
    ///
    /// - Throws: `OrganisationProblems`.
    func judged(
        _ typed: OrganisationParticulars, besides enterprise: ID<Enterprise>?
    ) throws -> OrganisationParticulars {
        var particulars = typed.normalised
        particulars.code = ""
        var problems = OrganisationForm.enterprise.problems(of: particulars)
        if let holder = try creditHolder(of: particulars, enterprise) {
            problems.entries.append(.init(.creditCode, .creditTaken(by: holder)))
        }
        guard problems.entries.isEmpty else { throw problems }
        return particulars
    }
}
