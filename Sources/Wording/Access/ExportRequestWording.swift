public import Domain

extension ExportRequest.Status {
    public var wording: String {
        switch self {
        case .waiting: "待同意"
        case .consented: "已同意"
        case .refused: "不同意"
        case .withdrawn: "已撤回"
        case .lapsed: "已到期"
        }
    }
}

extension ExportRequest.Command {
    public var wording: String {
        switch self {
        case .consent: "同意"
        case .refuse: "不同意"
        case .withdraw: "撤回"
        case .fetch: "下载"
        case .lapse: "到期"
        }
    }
}

extension ExportRequest.List {
    public var wording: String {
        switch self {
        case .members: "会员信息"
        case .cards: "卡片信息管理"
        case .benefits: "给付信息"
        case .coverage: "参保信息"
        }
    }

    /// What its rows are counted in.
    public var unit: String {
        switch self {
        case .members, .cards: "人"
        case .benefits: "条"
        case .coverage: "人次"
        }
    }
}

extension AlertRule.Numbers {
    public var wording: String {
        switch self {
        case .whole: "完整号码"
        case .masked: "号码已掩码"
        }
    }
}

extension ExportRequestPart {
    public var wording: String {
        switch self {
        case .open: "待同意和可下载"
        case .closed: "已办结"
        }
    }
}

extension ExportConsentObstacle {
    /// Why not, and what to do instead.
    public var wording: String {
        switch self {
        case .own: "不能同意自己提出的导出申请，请由另一账号审核。"
        case .notOwn: "只有申请人可以下载或撤回。"
        case .nobodyElse: "本级和上级没有可以审核批量导出的另一账号，请先请系统管理员增加一个账号，或缩小范围后分日导出。"
        case .tooManyWaiting: "您已有 \(ExportRequest.waitingLimit) 件导出申请等待同意，请等待答复，或先撤回不需要的申请。"
        case .moreThanConsented(let people, let now):
            "同意时为 \(people) 人，现在符合条件的有 \(now) 人，超出较多，不能下载。请重新申请。"
        }
    }
}

/// What is said of mass exports beside the forms.
public enum ExportRequestWording {
    /// Where no purpose was asked for, because the list alone is short enough.
    public static let spent = "您今天导出的名单已达限额，须经另一人同意。请选择用途后导出；没有该选项的，请明天再导出或缩小范围。"

    /// From how many people on, with both kinds of numbers.
    public static var rule: String {
        let whole = AlertRule.peopleWithoutConsent(.whole, after: 0)
        let masked = AlertRule.peopleWithoutConsent(.masked, after: 0)
        return "同一账号一天内导出完整号码超过 \(whole.separated) 人，或掩码名单超过 \(masked.separated) 人的，须经另一人同意后下载。"
    }
}
