public import Domain

extension MonitorState {
    /// The term of the equation: each unit stands in exactly one.
    public var wording: String {
        switch self {
        case .open: "未提交"
        case .returned: "已退回"
        case .pending: "待审批"
        case .approved: "待提交"
        case .locked: "已提交职保中心"
        case .inForce: "参保完成"
        case .lapsed: "逾期失效"
        case .leftOut: "未参加"
        case .declined: "本年度不参保"
        }
    }
}

extension EnrolmentFigures {
    /// `97.3%`, rounded down; nil where nobody is to enrol.
    public var rateText: String? { permille.map { "\($0 / 10).\($0 % 10)%" } }
}
