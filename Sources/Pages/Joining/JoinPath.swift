public import Domain

/// The addresses of 组织码管理 and 扫码入会.
public enum JoinPath: Hashable, Sendable {
    case codes
    case picture(ID<JoinCode>)
    case poster(ID<JoinCode>)
    case withdrawal(ID<JoinCode>)
    /// Where a code leads.
    case form(String)
    case submitted(String)
    case applications
    case application(ID<JoinApplication>)
    case acceptance(ID<JoinApplication>)
    case `return`(ID<JoinApplication>)

    var segments: [String] {
        switch self {
        case .codes: ["join-codes"]
        case .picture(let id): ["join-codes", id.description, "picture"]
        case .poster(let id): ["join-codes", id.description, "poster"]
        case .withdrawal(let id): ["join-codes", id.description, "withdrawal"]
        case .form(let text): ["join", text]
        case .submitted(let text): ["join", text, "submitted"]
        case .applications: ["members", "applications"]
        case .application(let id): ["members", "applications", id.description]
        case .acceptance(let id): ["members", "applications", id.description, "acceptance"]
        case .return(let id): ["members", "applications", id.description, "return"]
        }
    }
}
