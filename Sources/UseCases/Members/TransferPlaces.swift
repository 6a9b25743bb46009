import DatabaseKit
import Domain
import Store

/// Where people go in the unions that get them; each union and unit is looked up once.
struct TransferPlaces {
    private let transaction: any Transaction
    private var units: [ID<EnrollingUnit>: EnrollingUnit] = [:]
    private var byUnion: [ID<Union>: EnrollingUnit] = [:]
    private var undecided: Set<ID<Union>> = []

    init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    mutating func unit(_ id: ID<EnrollingUnit>) throws -> EnrollingUnit? {
        if let unit = units[id] { return unit }
        units[id] = try UnionStore(transaction).unit(id)
        return units[id]
    }

    /// As the request says, else as the receiving union does; nil when that has not chosen among its enterprises.
    mutating func placement(
        of found: TransferListStore.Listed, in place: TransferPlace?, before: MemberStore.Particulars
    ) throws -> TransferStore.Placement? {
        if let placement = found.placement { return placement }
        guard let unit = try unit(for: found.transfer.to, place) else { return nil }
        if unit.enterprise != nil {
            return TransferStore.Placement(unit: unit.id, category: .enterprise, flexibleKind: nil)
        }
        switch before.category {
        case .flexible:
            return TransferStore.Placement(unit: unit.id, category: .flexible, flexibleKind: before.flexibleKind)
        case .enterprise, .outsideEnterprise:
            return TransferStore.Placement(unit: unit.id, category: .outsideEnterprise, flexibleKind: nil)
        }
    }

    private mutating func unit(for union: ID<Union>, _ place: TransferPlace?) throws -> EnrollingUnit? {
        if let unit = byUnion[union] { return unit }
        if undecided.contains(union) { return nil }
        let unions = UnionStore(transaction)
        guard let found = try unions.find(union) else { throw Refusal.notFound }
        let unit: EnrollingUnit
        switch place {
        case .union: unit = try unions.unit(of: found, enterprise: nil)
        case .enterprise(let id):
            guard let enterprise = try unions.enterprise(id), enterprise.union == union else { throw Refusal.notFound }
            unit = try unions.unit(of: found, enterprise: enterprise)
        case nil:
            let enterprises = try unions.enterprises(of: union)
            guard enterprises.count <= 1 else {
                undecided.insert(union)
                return nil
            }
            unit = try unions.unit(of: found, enterprise: enterprises.first)
        }
        byUnion[union] = unit
        units[unit.id] = unit
        return unit
    }
}
