public import Domain
import Store

/// The class that the clerk has chosen for a file (manual 2023, part 1, 三).
public enum ImportClass: Hashable, Sendable {
    /// 关联企业类, with exactly one enterprise.
    case enterprise(ID<Enterprise>)
    /// 企业外入会类
    case outsideEnterprise
    /// 灵活就业类, with a kind of the dictionary.
    case flexible(kind: String)

    public var category: MemberCategory {
        switch self {
        case .enterprise: .enterprise
        case .outsideEnterprise: .outsideEnterprise
        case .flexible: .flexible
        }
    }
}

/// Where the rows of a file go.
struct ImportTarget: Sendable {
    let union: Union
    let enterprise: Enterprise?
    let category: MemberCategory
    let flexibleKind: String?
    /// Nil as long as nobody has joined it: a unit is made when it is first needed.
    var unit: EnrollingUnit?

    /// The workplace of rows that name none.
    var defaultWorkplace: String { enterprise?.name ?? union.name }
}

extension UnionStore {
    /// Checks a choice against the union's own enterprises; another union's enterprise is not there.
    func target(of union: Union, _ importClass: ImportClass, kinds: [DictionaryEntry]) throws -> ImportTarget {
        var enterprise: Enterprise?
        var flexibleKind: String?
        switch importClass {
        case .enterprise(let id):
            // One that was taken away is no target any more.
            guard let found = try enterprises(of: union.id).first(where: { $0.id == id }) else {
                throw Refusal.notFound
            }
            enterprise = found
        case .outsideEnterprise: break
        case .flexible(let kind):
            guard kinds.contains(where: { $0.code == kind }) else { throw ImportTargetProblem.flexibleKindMissing }
            flexibleKind = kind
        }
        return ImportTarget(
            union: union, enterprise: enterprise, category: importClass.category, flexibleKind: flexibleKind,
            unit: try existingUnit(of: union.id, enterprise: enterprise?.id))
    }
}
