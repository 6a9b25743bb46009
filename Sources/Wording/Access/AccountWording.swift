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
        case .roleEndsBeforeItBegins(let role): "\(role.wording)的截止日期不能早于起始日期，请修改"
        case .roleIsOver(let role, let today):
            "\(role.wording)的截止日期已过，请填写 \(today.inSentence)或以后的日期；要收回角色，请取消勾选"
        }
    }
}

extension RoleGrant {
    /// The role with the days that it has: `经办（自 2026-01-05（周一）起，至 2026-12-31（周四）止）`.
    public var wording: String {
        switch (from, until) {
        case (nil, nil): role.wording
        case (let from?, nil): "\(role.wording)（自 \(from.inSentence)起）"
        case (nil, let until?): "\(role.wording)（至 \(until.inSentence)止）"
        case (let from?, let until?): "\(role.wording)（自 \(from.inSentence)起，至 \(until.inSentence)止）"
        }
    }
}

extension RoleGrant.Standing {
    public var wording: String {
        switch self {
        case .ahead: "尚未生效"
        case .inForce: "有效"
        case .over: "已到期"
        }
    }
}

extension DutyHandover.Status {
    public var wording: String {
        switch self {
        case .asked: "待移交角色"
        case .done: "已交接"
        case .withdrawn: "已撤回"
        }
    }
}

extension DutyHandover.Fate {
    public var wording: String {
        switch self {
        case .disable: "停用原账号（已离开工会或不再使用平台）"
        case .keep: "保留原账号，没有角色，等待另行分配"
        }
    }
}

extension HandoverProblem {
    public var wording: String {
        switch self {
        case .successor: "请选择接手的账号，须为同一工会正在使用的账号，不能是管理员账号"
        case .dayMissing: "请填写生效日期，如 2024-01-08"
        case .dayOver(let today): "生效日期不能早于今天（\(today)）"
        case .fateMissing: "请选择原账号如何处理"
        case .remarkTooLong(let limit): "交接说明最多 \(limit) 个字，请缩短"
        }
    }
}

extension OpenWork {
    public var wording: String {
        switch self {
        case .todos: "待办提醒"
        case .imports: "没有确认入库的会员导入"
        case .comparisons: "没有执行的会员比对"
        case .cardDrafts: "没有提交的办卡批次"
        case .cardBatches: "制卡中的办卡批次"
        case .enrolments: "没有提交或被退回的参保名单"
        case .corrections: "审核中的更正申请"
        case .transfers: "没有办结的会籍转移"
        case .removals: "没有办结的会员删除申请"
        case .applications: "待审核的入会申请"
        case .memberRequests: "待答复的会员本人申请"
        case .unionRequests: "没有办结的组织变更申请"
        }
    }
}
