public import Domain
import Markup

/// The addresses of alerts, and of what administrators do with the sessions of accounts.
public enum AccessPath: Hashable, Sendable {
    case alert(ID<Alert>)
    case settlement(ID<Alert>)
    /// Ending the sessions of an account
    case sessions(ID<Account>)

    /// Asking for a hand-over of this account's duty
    case handoverForm(ID<Account>)
    case handover(ID<DutyHandover>)
    case handoverRoles(ID<DutyHandover>)
    case handoverWithdrawal(ID<DutyHandover>)
    /// What the two accounts of a hand-over see of it
    case ownHandover(ID<DutyHandover>)
    case ownHandoverAcceptance(ID<DutyHandover>)
    /// What was typed into a form whose session had ended
    case keptForm(String)
    /// Which rules passwords follow
    case passwordPolicy

    var segments: [String] {
        switch self {
        case .alert(let id): ["alerts", id.description]
        case .settlement(let id): ["alerts", id.description, "settlement"]
        case .sessions(let id): ["accounts", id.description, "sessions"]
        case .keptForm(let token): ["account", "forms", token]
        case .passwordPolicy: ["password-policy"]
        case .handoverForm(let id): ["accounts", id.description, "handover"]
        case .handover(let id): ["handovers", id.description]
        case .handoverRoles(let id): ["handovers", id.description, "roles"]
        case .handoverWithdrawal(let id): ["handovers", id.description, "withdrawal"]
        case .ownHandover(let id): ["account", "handovers", id.description]
        case .ownHandoverAcceptance(let id): ["account", "handovers", id.description, "acceptance"]
        }
    }
}
