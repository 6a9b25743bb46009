public import Domain

extension MembershipRequest.Status {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .accepted: "已同意"
        case .returned: "已退回"
        case .withdrawn: "已撤回"
        case .lapsed: "已失效"
        }
    }
}

extension MembershipRequest.Command {
    public var wording: String {
        switch self {
        case .accept: "同意"
        case .return: "退回"
        case .withdraw: "撤回"
        case .lapse: "失效（会籍已变动）"
        }
    }
}

extension MembershipRequest {
    /// What a step of its history is called.
    public static func wording(of action: String) -> String {
        if action == requested { return "提交申请" }
        return Command(rawValue: action)?.wording ?? "其他办理"
    }
}

extension MembershipTransfer.Initiator {
    public var wording: String {
        switch self {
        case .receiving: "转入工会导入会员时申请"
        case .releasing: "转出工会申请"
        }
    }
}

extension TransferRun.Act {
    public var wording: String {
        switch self {
        case .request: "会籍转移申请"
        case .accept: "同意会籍转移"
        case .return: "退回会籍转移"
        case .withdraw: "撤回会籍转移"
        }
    }
}

extension TransferRun.Act {
    /// What has become of those with whom it was done: asking alone moves nobody.
    public var doneWording: String {
        switch self {
        case .request: "已提交，待审核"
        case .accept: "已同意转移"
        case .return: "已退回"
        case .withdraw: "已撤回"
        }
    }
}

extension TransferProblem {
    /// Why, and what to do.
    public var wording: String {
        switch self {
        case .left: "已不是本工会会员，无需办理。"
        case .alreadyThere: "已是转入工会的会员。如重复，请删除本工会的会籍。"
        case .alreadyAsked: "转入同一工会的申请正在审核，请等待结果。"
        case .alreadyLeaving: "转入其他工会的申请正在审核，如需更换工会，请先撤回。"
        case .decided: "已由他人办理，请查看结果。"
        case .awaitsUnion: "先由被申请的工会审核，到期后再由上级审核。"
        case .otherSide: "应由对方工会办理。"
        case .placementMissing: "转入的工会有多个单位，请逐人办理并选择单位。"
        }
    }
}

extension TransferPart {
    public var wording: String {
        switch self {
        case .waiting: "待审核"
        case .below: "下级工会审核中"
        case .decided: "已审核"
        case .requested: "本工会申请的"
        }
    }
}
