public import Domain
import Markup

/// The addresses of alerts, and of what administrators do with the sessions of accounts.
public enum AccessPath: Hashable, Sendable {
    case alert(ID<Alert>)
    case settlement(ID<Alert>)
    /// Ending the sessions of an account
    case sessions(ID<Account>)

    var segments: [String] {
        switch self {
        case .alert(let id): ["alerts", id.description]
        case .settlement(let id): ["alerts", id.description, "settlement"]
        case .sessions(let id): ["accounts", id.description, "sessions"]
        }
    }
}
