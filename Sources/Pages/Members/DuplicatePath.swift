public import Domain

/// The addresses of 疑似重复会员.
public enum DuplicatePath: Hashable, Sendable {
    case list
    case search
    case one(ID<DuplicatePair>)
    case merge(ID<DuplicatePair>)
    case difference(ID<DuplicatePair>)

    var segments: [String] {
        switch self {
        case .list: ["duplicates"]
        case .search: ["duplicates", "search"]
        case .one(let id): ["duplicates", id.description]
        case .merge(let id): ["duplicates", id.description, "merge"]
        case .difference(let id): ["duplicates", id.description, "difference"]
        }
    }
}
