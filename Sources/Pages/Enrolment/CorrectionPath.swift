public import Domain

/// The addresses of 更正申请.
public enum CorrectionPath: Hashable, Sendable {
    case list
    case search
    /// Asking about somebody who is covered.
    case coverage(ID<Coverage>)
    case check
    case decisions
    case one(ID<EnrolmentCorrection>)
    case acceptance(ID<EnrolmentCorrection>)
    case `return`(ID<EnrolmentCorrection>)
    case withdrawal(ID<EnrolmentCorrection>)

    var segments: [String] {
        switch self {
        case .list: ["corrections"]
        case .search: ["corrections", "search"]
        case .coverage(let id): ["corrections", "coverages", id.description]
        case .check: ["corrections", "check"]
        case .decisions: ["corrections", "decisions"]
        case .one(let id): ["corrections", id.description]
        case .acceptance(let id): ["corrections", id.description, "acceptance"]
        case .return(let id): ["corrections", id.description, "return"]
        case .withdrawal(let id): ["corrections", id.description, "withdrawal"]
        }
    }
}
