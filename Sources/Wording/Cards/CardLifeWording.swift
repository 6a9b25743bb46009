public import Domain

extension CardLife {
    public var wording: String {
        switch self {
        case .inUse: "使用中"
        case .beingReplaced: "换卡中"
        case .lost: "已挂失"
        case .cancelled: "已注销"
        case .replaced: "已换新卡"
        }
    }
}

extension CardLife.Command {
    public var wording: String {
        switch self {
        case .reportLoss: "挂失"
        case .recover: "解除挂失"
        case .askReplacement: "申请换卡"
        case .withdrawReplacement: "撤回换卡"
        case .cancel: "注销"
        case .replace: "换发新卡"
        }
    }

    /// What follows from it, before it is done.
    public var consequence: String {
        switch self {
        case .reportLoss: "原卡不能再用于参保，会员进入待办会员列表等待补办；请本人同时向银行挂失。"
        case .recover: "卡找回后恢复使用，不再补办。"
        case .askReplacement: "会员进入待办会员列表等待换卡；新卡制成之前原卡照常使用。"
        case .withdrawReplacement: "不再换卡，原卡继续使用。"
        case .cancel: "注销后不能恢复；需要用卡的，要重新办卡。卡片记录保留。"
        case .replace: "新卡制成后由系统办理。"
        }
    }

    /// For what reasons it is done; empty for what nobody does by hand.
    public var reasonsWording: String {
        reasons.isEmpty ? "" : "原因：\(reasons.map(\.wording).joined(separator: "、"))。"
    }
}

extension CardReason {
    public var wording: String {
        switch self {
        case .lost: "丢失"
        case .stolen: "被盗"
        case .found: "已找回"
        case .damaged: "损坏或消磁"
        case .expiring: "卡片到期"
        case .nameChanged: "姓名或证件变更"
        case .ownWish: "本人要求"
        case .mistaken: "误办"
        }
    }
}

extension CardNeed {
    public var wording: String {
        switch self {
        case .first: "新办"
        case .requested: "本人申请"
        case .lost: "补办（原卡已挂失）"
        case .replacement: "换卡"
        }
    }
}
