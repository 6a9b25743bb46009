public import Domain

/// Addresses of a member's own pages; none of them names a person or a record, because a member has only his own.
public enum OwnPath: Hashable, Sendable {
    case home
    case login
    case code
    case logout
    case consent
    case electronicCard
    case electronicCardPicture
    /// The coverage of a year.
    case coverage(Int)
    case coverageProof(Int)
    case request(OwnRequest.Kind)
    case withdrawal(OwnRequest.Kind)
    /// What was typed into a form when a sign-in had ended.
    case keptForm(String)
    /// What he asks about his own data.
    case rights

    var segments: [String] {
        let rest: [String] =
            switch self {
            case .home: []
            case .login: ["login"]
            case .code: ["login", "code"]
            case .logout: ["logout"]
            case .consent: ["consent"]
            case .electronicCard: ["electronic-card"]
            case .electronicCardPicture: ["electronic-card", "picture"]
            case .coverage(let year): ["coverage", String(year)]
            case .coverageProof(let year): ["coverage", String(year), "proof"]
            case .request(let kind): ["requests", kind.rawValue]
            case .rights: ["rights"]
            case .keptForm(let token): ["forms", token]
            case .withdrawal(let kind): ["requests", kind.rawValue, "withdrawal"]
            }
        return ["self-service"] + rest
    }
}
