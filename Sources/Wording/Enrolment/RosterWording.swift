public import Domain

extension Bucket {
    /// The word of the equation.
    public var wording: String {
        switch self {
        case .deceased: "死亡"
        case .retired: "退休"
        case .noCard: "未办卡"
        case .coveredElsewhere: "他会已参保"
        case .manuallyExcluded: "手动排除"
        case .pendingConfirmation: "待确认"
        case .suspectedRetired: "疑似退休"
        case .enrolling: "参保"
        }
    }

    /// Why people of this bucket are on the list or not.
    public var explanation: String {
        switch self {
        case .deceased: "死亡人员已自动剔除，不出现在参保名单内。如需删除，请到“会员管理”删除。"
        case .retired: "退休人员已自动剔除，不出现在参保名单内。如需删除，请到“会员管理”删除。"
        case .noCard: "没有会员服务卡的会员不能参保。请到“待办会员列表”办卡，制卡后再次提交。"
        case .coveredElsewhere: "该会员已在其他单位本年度的参保名单内，一人一年只能参保一次。确属本单位的，可在“一人一保”提请市职保中心裁定。"
        case .manuallyExcluded: "经办人已将其从本年度名单中排除。锁定前可以恢复。"
        case .pendingConfirmation: "人保状态为“待确认”。请在“集中参保待确认名单”内确认，确认后自动加入参保名单。"
        case .suspectedRetired: "按法定退休年龄，可能在保障年度开始前已退休。请标记在职、已退休或延迟退休，全部核对后才能提交。"
        case .enrolling: "在参保名单内。"
        }
    }

    /// The button that leads to the next step; nil where there is none.
    public var nextStep: String? {
        switch remedy {
        case .removeMember: "到会员管理删除"
        case .orderCard: "去办卡"
        case .awaitConflict: nil
        case .putBack: "恢复到名单"
        case .confirm: "去确认"
        case .answerRetirement: "去核对"
        case .exclude: "排除"
        }
    }
}

extension ExclusionReason {
    public var wording: String {
        switch self {
        case .left: "离职"
        case .duplicate: "重复"
        case .declined: "本人不参加"
        case .other: "其他"
        }
    }
}

extension RetirementAnswer {
    public var wording: String {
        switch self {
        case .working: "在职"
        case .retired: "已退休"
        case .delayed: "延迟退休"
        }
    }
}

extension RosterAnswer {
    /// The answer to "why is he not on the list" (manual 2024, 3.3: the four reasons, and ours).
    public var wording: String {
        switch self {
        case .notMember: "不是本单位工会会员。请核对会员编号、姓名或证件号码；确属本单位的，请到“会员信息”导入。"
        case .transferPending: "会籍转移正在审核中，转入后才是本单位会员。"
        case .outsideWorkbench(let category):
            "属于\(category.wording)会员，不在业务工作台内，不列入集中参保名单；会员服务卡由本人登录会员本人服务申请，所在工会同意后办理。"
        case .otherUnit(let name): "是本工会“\(name)”的会员，请切换到该单位办理。"
        case .left(let day, let departure): "已于 \(day) 不再是本单位会员（\(departure.wording)）。确属本单位会员的，请重新导入或办理转入。"
        case .placed(.enrolling): "在参保名单内，无需处理。"
        case .placed(.noCard): "未办理工会会员服务卡。请到“待办会员列表”办卡。"
        case .placed(.deceased): "不符合参保条件（死亡）。"
        case .placed(.retired): "不符合参保条件（退休）。"
        case .placed(.pendingConfirmation): "在“集中参保待确认名单”内。请确认后再次提交。"
        case .placed(.coveredElsewhere): "已在其他单位本年度的参保名单内，一人一年只能参保一次。确属本单位的，可提请市职保中心裁定。"
        case .placed(.manuallyExcluded): "已被经办人手动排除，锁定前可以恢复。"
        case .placed(.suspectedRetired): "疑似退休，尚未核对。请在“核对退休人员”中标记。"
        }
    }
}

extension MemberCategory {
    public var wording: String {
        switch self {
        case .enterprise: "关联企业类"
        case .outsideEnterprise: "企业外入会类"
        case .flexible: "灵活就业类"
        }
    }
}

extension CoverageStatus {
    public var wording: String {
        switch self {
        case .provisional: "待生效"
        case .inForce: "保障中"
        case .lapsed: "逾期失效"
        case .voided: "更正作废"
        }
    }
}

extension UnitEnrolment.Kind {
    public var wording: String {
        switch self {
        case .centralised: "集中参保"
        case .instant: "即时参保"
        }
    }
}

extension EnrolmentVersion.Reason {
    public var wording: String {
        switch self {
        case .submission: "单位提交"
        case .rateChange: "费率调整"
        case .rosterChange: "名单变动"
        }
    }
}

extension RosterChange {
    /// 新增 or 移除.
    public var directionWording: String {
        switch direction {
        case .added: "新增"
        case .removed: "移除"
        }
    }

    /// Why the person came or went.
    public var reasonWording: String {
        switch (now, before) {
        case (.enrolling, nil): "新加入本单位"
        case (.enrolling, .noCard): "新办卡"
        case (.enrolling, .pendingConfirmation): "待确认 → 已确认"
        case (.enrolling, .manuallyExcluded): "手动排除 → 已恢复"
        case (.enrolling, .suspectedRetired): "疑似退休 → 已核对"
        case (.enrolling, .coveredElsewhere): "他会已参保 → 已释放"
        case (.enrolling, .retired): "退休 → 已更正"
        case (.enrolling, .deceased): "死亡 → 已更正"
        case (.enrolling, .enrolling): "未变"
        case (nil, _): "已不在本单位"
        case (.deceased, _): "死亡"
        case (.retired, _): "退休"
        case (.noCard, _): "会员服务卡已失效"
        case (.coveredElsewhere, _): "他会已参保"
        case (.manuallyExcluded, _): "手动排除"
        case (.pendingConfirmation, _): "人保状态变为待确认"
        case (.suspectedRetired, _): "疑似退休，待核对"
        }
    }
}

extension EnrolmentStep {
    public var wording: String {
        switch self {
        case .roster: "梳理会员"
        case .cards: "办卡"
        case .confirmation: "确认待确认名单"
        case .retirement: "核对退休人员"
        case .plan: "选择保障类型"
        case .submission: "核对并提交"
        }
    }
}

extension StepState {
    public var wording: String {
        switch self {
        case .notStarted: "未开始"
        case .inProgress: "进行中"
        case .done: "已完成"
        case .blocked: "暂不能开始"
        }
    }
}
