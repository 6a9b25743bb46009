public import Domain

extension SubmissionControl {
    public var wording: String {
        switch self {
        case .alone: "一人提交"
        case .twoPeople: "一人提交，另一人复核"
        }
    }

    /// What it means, under the choice.
    public var explanation: String {
        switch self {
        case .alone: "一个账号核对后即可提交至职保中心。"
        case .twoPeople: "一个账号提交复核，由本区局另一账号核对确认后，才提交至职保中心。"
        }
    }
}

extension SubmissionProposal.Status {
    public var wording: String {
        switch self {
        case .waiting: "待复核"
        case .confirmed: "已复核提交"
        case .refused: "复核退回"
        case .withdrawn: "已撤回"
        case .overtaken: "已失效"
        }
    }
}

extension SubmissionProposal.Command {
    public var wording: String {
        switch self {
        case .confirm: "复核确认"
        case .refuse: "复核退回"
        case .withdraw: "撤回"
        case .overtake: "名单变动或窗口期结束"
        }
    }
}

extension SecondPersonObstacle {
    /// Why not, and what to do instead.
    public var wording: String {
        switch self {
        case .needed: "本区局设置了提交复核：请提交复核，由本区局另一账号确认后再提交至职保中心。"
        case .own: "不能复核自己提交的内容，请由本区局另一账号登录复核。"
        case .notOwn: "只有提交人可以撤回。您可以复核确认，或退回并说明原因。"
        case .released: "提交复核是由您的账号关闭的，您不能再单独提交。请由本区局另一账号提交，或重新开启提交复核。"
        case .nobodyElse: "本区局只有一个可以提交的账号，开启后将无人复核。请先请系统管理员增加一个区局经办账号。"
        case .waiting: "已有一份提交正在等待复核，请先复核、退回或撤回。"
        }
    }
}

extension ProposalChange {
    /// What has become of the list.
    public var wording: String {
        switch (before, after) {
        case (nil, _): "新增：提交复核以后才审核通过"
        case (_, nil): "已不在待提交列表"
        case (let before?, let after?):
            before.version != after.version
                ? "名单由第 \(before.version) 版变为第 \(after.version) 版" : "人员有变动（转出、删除或死亡）"
        }
    }
}
