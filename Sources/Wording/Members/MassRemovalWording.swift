public import Domain

/// What is said of many deletions beside the forms.
public enum MassRemovalWording {
    /// From how many people on.
    public static var rule: String {
        "同一账号一天内删除会员超过 \(MassRemoval.peopleAlone) 人的，须经另一人同意后执行。"
    }
}

extension MassRemovalConsenter {
    /// Who that may be, before anybody is asked.
    public var wording: String {
        switch self {
        case .colleague: "提交后由本工会的另一账号或上级工会审核，到期没有答复则失效；同意之前会籍不变。"
        case .superior(let name): "提交后由上级工会“\(name)”审核，到期没有答复则失效；同意之前会籍不变。"
        case .nobody: MassRemovalObstacle.nobodyElse.wording
        }
    }
}

extension MassRemovalObstacle {
    /// Why not, and what to do instead.
    public var wording: String {
        switch self {
        case .own: "不能同意自己提出的批量删除申请，请由另一账号审核。"
        case .notOwn: "只有申请人可以撤回批量删除申请。"
        case .nobodyElse: "本工会和上级工会没有可以审核批量删除的另一账号，请先请系统管理员增加一个账号，或分日办理。"
        case .notConsented: "批量删除申请还没有同意，不能执行。请查看申请的状态；不再等待的，请重新选择会员。"
        case .spent:
            "您今天删除的会员已达 \(MassRemoval.peopleAlone) 人。请明天再办理，或在会员信息中选择会员后批量删除，由另一人同意后执行。"
        case .askerGone: "申请人的账号已停用或不再办理会员删除，不能执行。请退回申请，由现在的经办人重新办理。"
        }
    }
}

extension [RemovalReason: Int] {
    /// How many for which reason: `退休 520 人、死亡 12 人`.
    public var wording: String {
        RemovalReason.allCases.compactMap { reason in
            self[reason].map { "\(reason.wording) \($0.separated) 人" }
        }.joined(separator: "、")
    }
}
