public import Domain

extension NameChoice {
    public var wording: String {
        switch self {
        case .take: "同意改名"
        case .keep: "保留名册姓名"
        }
    }
}
