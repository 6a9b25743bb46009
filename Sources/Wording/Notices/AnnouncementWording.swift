public import Domain

extension AnnouncementDraft.Audience {
    public var wording: String {
        switch self {
        case .everybody: "所有人（登录页也显示）"
        case .accounts: "仅登录后可见"
        }
    }

    /// In a column.
    public var short: String {
        switch self {
        case .everybody: "所有人"
        case .accounts: "登录后"
        }
    }
}

extension AnnouncementDraft.Place {
    public var wording: String {
        switch self {
        case .usual: "按日期排列"
        case .pinned: "置顶"
        }
    }
}

extension AnnouncementDraft.Reading {
    public var wording: String {
        switch self {
        case .usual: "一般阅读"
        case .toBeConfirmed: "必须确认"
        }
    }
}

extension Announcement.Phase {
    public var wording: String {
        switch self {
        case .planned: "待发布"
        case .current: "发布中"
        case .ended: "已过期"
        case .withdrawn: "已撤回"
        }
    }
}

extension AnnouncementMark {
    public var wording: String {
        switch self {
        case .unread: "未读"
        case .read: "已读"
        case .confirmed: "已确认"
        }
    }
}

extension AnnouncementProblem {
    public var wording: String {
        switch self {
        case .titleMissing: "请填写标题"
        case .titleTooLong(let limit): "标题须为一行、不超过 \(limit) 个字，请缩短"
        case .textMissing: "请填写正文"
        case .textTooLong(let limit): "正文不能超过 \(limit) 个字，请缩短，或把长文件放到下载中心"
        case .endsBeforeItBegins: "结束日期不能早于开始日期，请重新选择"
        }
    }
}

extension AnnouncementRefusal {
    /// What stands over the form; what belongs to a field stands beside it.
    public var wording: String {
        switch self {
        case .problems(let problems): problems.map(\.wording).joined(separator: "；")
        case .confirmed(let accounts):
            "已有 \(accounts) 个账号确认过这条公告，标题、正文、阅读要求和可见范围不能再改。请撤回后重新发布；有效期和位置可以改。"
        case .withdrawn: "这条公告已撤回，不能再修改。请重新发布一条。"
        }
    }
}
