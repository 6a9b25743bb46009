public import Domain
import Markup

/// The addresses of 集中参保实时监控画面.
public enum MonitorPath: Hashable, Sendable {
    /// Of the account's own union.
    case own
    case union(ID<Union>)
    case ownScreen
    case screen(ID<Union>)

    var segments: [String] {
        let rest: [String] =
            switch self {
            case .own: []
            case .union(let id): ["unions", id.description]
            case .ownScreen: ["screen"]
            case .screen(let id): ["unions", id.description, "screen"]
            }
        return ["monitor"] + rest
    }
}
