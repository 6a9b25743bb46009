import DatabaseKit
import Domain
import Store
import Wording

/// Makes a union that was approved.
struct UnionFounding {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    /// Founds it; a district or bureau with its 临时工会, since each has one (domain, glossary).
    ///
    /// - Parameter particulars: without a number, the district's next one is given.
    func found(
        _ particulars: OrganisationParticulars, _ kind: UnionKind, under superior: ID<Union>
    ) throws -> ID<Union> {
        guard let above = try UnionStore(transaction).find(superior) else { throw Refusal.notFound }
        var particulars = particulars
        if particulars.code.isEmpty {
            let writer = UnionRequestWriter(transaction, seal, occasion)
            guard let prefix = try writer.numberPrefix(at: above.path) else {
                throw OrganisationProblems([.init(.code, .missing)])
            }
            particulars.code = try OrganisationStore(transaction, seal).nextCode(prefix: prefix)
        }
        let union = try insert(particulars, kind, under: above)
        if kind.isDistrictLevel {
            let code = try OrganisationStore(transaction, seal).nextCode(prefix: String(union.code.prefix(6)))
            let name = UnionRequestText.holding(of: union.name)
            _ = try insert(OrganisationParticulars(name: name, code: code), .unionCommittee, under: union, .holding)
        }
        return union.id
    }

    private func insert(
        _ particulars: OrganisationParticulars, _ kind: UnionKind, under above: Union,
        _ standing: Union.Standing = .ordinary
    ) throws -> Union {
        let union = try UnionStore(transaction).insert(
            name: particulars.name, code: particulars.code, kind: kind, under: above.id,
            creditCode: particulars.creditCode.isEmpty ? nil : particulars.creditCode, standing: standing)
        try OrganisationStore(transaction, seal).save(particulars, of: union.id)
        try UnionRequestWriter(transaction, seal, occasion).tell(
            .founded, union, at: union.path,
            UnionChange.changes(from: OrganisationParticulars(), to: particulars)
                + [UnionChange(.superior, from: "", to: above.name)])
        return union
    }
}
