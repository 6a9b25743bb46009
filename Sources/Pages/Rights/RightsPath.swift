public import Domain

/// The addresses of 个人信息请求.
public enum RightsPath: Hashable, Sendable {
    case list
    case search
    /// Taking in what somebody asks.
    case member(ID<Member>)
    case one(ID<RightsRequest>)
    case answer(ID<RightsRequest>)
    case copy(ID<RightsRequest>)

    var segments: [String] {
        switch self {
        case .list: ["members", "rights"]
        case .search: ["members", "rights", "search"]
        case .member(let id): ["members", "rights", "members", id.description]
        case .one(let id): ["members", "rights", id.description]
        case .answer(let id): ["members", "rights", id.description, "answer"]
        case .copy(let id): ["members", "rights", id.description, "copy"]
        }
    }
}
