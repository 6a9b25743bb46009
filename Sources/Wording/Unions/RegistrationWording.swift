public import Domain

extension EnterpriseRegistration.Status {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .accepted: "已同意"
        case .returned: "已退回"
        }
    }
}

extension RegistrationPart {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .closed: "已审核"
        }
    }
}
