import DatabaseKit
import Domain
import Store

/// Makes a union that was approved.
struct UnionFounding {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    /// - Parameter particulars: without a number, the district's next one is given.
    func found(
        _ particulars: OrganisationParticulars, _ kind: UnionKind, under superior: ID<Union>
    ) throws -> ID<Union> {
        let unions = UnionStore(transaction)
        let organisations = OrganisationStore(transaction, seal)
        let writer = UnionRequestWriter(transaction, seal, occasion)
        guard let above = try unions.find(superior) else { throw Refusal.notFound }
        var particulars = particulars
        if particulars.code.isEmpty {
            guard let prefix = try writer.numberPrefix(at: above.path) else {
                throw OrganisationProblems([.init(.code, .missing)])
            }
            particulars.code = try organisations.nextCode(prefix: prefix)
        }
        let union = try unions.insert(
            name: particulars.name, code: particulars.code, kind: kind, under: superior,
            creditCode: particulars.creditCode.isEmpty ? nil : particulars.creditCode)
        try organisations.save(particulars, of: union.id)
        try writer.tell(
            .founded, union, at: union.path,
            UnionChange.changes(from: OrganisationParticulars(), to: particulars)
                + [UnionChange(.superior, from: "", to: above.name)])
        return union.id
    }
}
