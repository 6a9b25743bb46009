/// 字典管理.
public enum DictionaryPath: Hashable, Sendable {
    case list
    case names
    case standings
    case places

    var segments: [String] {
        switch self {
        case .list: ["dictionaries"]
        case .names: ["dictionaries", "names"]
        case .standings: ["dictionaries", "standings"]
        case .places: ["dictionaries", "places"]
        }
    }
}
