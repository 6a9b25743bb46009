public import Domain

extension JoinCode.State {
    public var wording: String {
        switch self {
        case .valid: "有效"
        case .expired: "已过期"
        case .withdrawn: "已作废"
        }
    }
}

extension JoinApplicationPart {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .closed: "已办理"
        }
    }
}
