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
    /// - Returns: the union, and the event that tells it.
    func found(
        _ particulars: OrganisationParticulars, _ kind: UnionKind, under superior: ID<Union>
    ) throws -> (union: ID<Union>, event: Int64) {
        guard let above = try UnionStore(transaction).find(superior) else { throw Refusal.notFound }
        var particulars = particulars
        if particulars.code.isEmpty {
            let writer = UnionRequestWriter(transaction, seal, occasion)
            guard let prefix = try writer.numberPrefix(at: above.path) else {
                throw OrganisationProblems([.init(.code, .missing)])
            }
            particulars.code = try OrganisationStore(transaction, seal).nextCode(prefix: prefix)
        }
        let (union, event) = try insert(particulars, kind, under: above)
        if kind.isDistrictLevel {
            let code = try OrganisationStore(transaction, seal).nextCode(prefix: String(union.code.prefix(6)))
            let name = UnionRequestText.holding(of: union.name)
            _ = try insert(OrganisationParticulars(name: name, code: code), .unionCommittee, under: union, .holding)
        }
        return (union.id, event)
    }

    private func insert(
        _ particulars: OrganisationParticulars, _ kind: UnionKind, under above: Union,
        _ standing: Union.Standing = .ordinary
    ) throws -> (union: Union, event: Int64) {
        let union = try UnionStore(transaction).insert(
            name: particulars.name, code: particulars.code, kind: kind, under: above.id,
            creditCode: particulars.creditCode.isEmpty ? nil : particulars.creditCode, standing: standing)
        try OrganisationStore(transaction, seal).save(particulars, of: union.id)
        let event = try UnionRequestWriter(transaction, seal, occasion).tell(
            .founded, union, at: union.path,
            UnionChange.changes(from: OrganisationParticulars(), to: particulars)
                + [UnionChange(.superior, from: "", to: above.name)])
        return (union, event)
    }
}
