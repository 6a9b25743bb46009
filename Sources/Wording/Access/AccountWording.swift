public import Domain

extension Account.Status {
    public var wording: String {
        switch self {
        case .active: "正常"
        case .disabled: "已停用"
        }
    }
}

extension AccountProblem {
    public var wording: String {
        switch self {
        case .nameShape: "账号用 3 至 32 个小写字母、数字、- 或 _，以字母开头"
        case .nameTaken: "这个账号已被使用，请换一个"
        case .displayNameMissing: "请填写使用人姓名，最多 \(Self.displayNameLimit) 个字"
        case .unionUnknown: "没有这个工会编号，或不在您的管辖范围内"
        case .roleDoesNotFit(let role, let kind): "\(kind.wording)的账号不能担任\(role.wording)"
        case .rolesExclude(let role, let other): "\(role.wording)和\(other.wording)不能由同一账号担任"
        }
    }
}
