public import Domain

/// The addresses of 批量导出申请.
public enum ExportPath: Hashable, Sendable {
    case list
    case one(ID<ExportRequest>)
    case consent(ID<ExportRequest>)
    case refusal(ID<ExportRequest>)
    case withdrawal(ID<ExportRequest>)
    case file(ID<ExportRequest>)

    var segments: [String] {
        switch self {
        case .list: ["exports"]
        case .one(let id): ["exports", id.description]
        case .consent(let id): ["exports", id.description, "consent"]
        case .refusal(let id): ["exports", id.description, "refusal"]
        case .withdrawal(let id): ["exports", id.description, "withdrawal"]
        case .file(let id): ["exports", id.description, "file"]
        }
    }
}
