public import Domain

extension InstantEntry {
    public var wording: String {
        switch self {
        case .newCard: "新办卡人员"
        case .uncovered: "有卡无保人员"
        }
    }

    /// The name of its page (domain 5.0).
    public var title: String { "\(wording)即时参保办理" }

    public var explanation: String {
        switch self {
        case .newCard: "集中参保锁定之后才办到会员服务卡、今年还没有保障的会员。"
        case .uncovered: "集中参保锁定之前就有会员服务卡、今年没有保障的会员，包括名单逾期失效和未参加集中参保的。"
        }
    }
}

extension InstantStart {
    public var wording: String {
        switch self {
        case .afterSubmission: "单位提交的次日起"
        case .afterConfirmation: "区局（产业）审核确认的次日起"
        case .afterCard: "发卡的次日起（有卡无保人员为审核确认的次日起）"
        }
    }
}

extension CoverageTerm {
    public var wording: String {
        switch self {
        case .moreThanHalf: "保障期超过半年"
        case .atMostHalf: "保障期不超过半年"
        }
    }
}

extension UnitEnrolment {
    /// The state in the words of domain 5.4 or, of an instant list, of domain 5.7.
    public var statusWording: String {
        guard kind == .instant else { return status.wording }
        return switch status {
        case .submitted: "待区局审核"
        case .locked: "缴费凭证待上传"
        case .leftOut: "年度结束，未办理"
        case .notStarted, .draft, .endorsed, .approved, .returned, .inForce, .lapsed, .declined: status.wording
        }
    }
}
