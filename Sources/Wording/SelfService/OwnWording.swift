public import Domain

extension OwnCard {
    /// The state in a word or two.
    public var wording: String {
        switch self {
        case .issued: "使用中"
        case .beingReplaced: "使用中，新卡办理中"
        case .ordered(_, let status): status.ownWording
        case .requested: "已申请，等待工会审核"
        case .granted: "工会已同意，等待办卡"
        case .orderedByUnion: "未办卡"
        case .appliedForByHimself: "未办卡"
        case .reorderedByUnion(let card), .former(let card): card.status.ownWording
        }
    }

    /// What follows from it for the member.
    public var explanation: String {
        switch self {
        case .issued: "参保须使用这张卡。卡片遗失请先联系发卡银行挂失，再告诉所在工会。"
        case .beingReplaced: "新卡制成前，这张卡可以继续使用。新卡由工会通知领取，您无需再申请。"
        case .requested: "所在工会正在核对您的证件和收卡地址，答复后会显示在「申请与更正」中。"
        case .granted: "您已列入工会的待办会员列表，由工会在下一个办卡批次中办理，您无需再申请。"
        case .ordered: "工会已为您申请办卡，制卡完成后由工会通知领取，您无需再申请。"
        case .orderedByUnion: "由所在工会统一申请办卡，请联系工会经办人，并带上有效身份证件。"
        case .appliedForByHimself: "您不在单位统一办卡的范围内，可以由本人申请，见「申请与更正」，所在工会审核后办理。"
        case .reorderedByUnion: "这张卡已不能使用，由所在工会补办，您无需再申请。请确认证件没有到期；卡片已找回的，请联系所在工会。"
        case .former: "这张卡已不能使用，可以由本人重新申请，见「申请与更正」，所在工会审核后办理。"
        }
    }
}

extension CardBatch.Status {
    /// How far the card is, as its future holder reads it.
    public var ownWording: String {
        switch self {
        case .draft, .submitted: "已申请"
        case .inProduction: "制卡中"
        case .produced: "已制卡"
        case .partlyFailed: "制卡未成功"
        case .cancelled: "申请已撤销"
        }
    }
}

extension ServiceCard.Status {
    public var ownWording: String {
        switch self {
        case .issued: "使用中"
        case .lost: "已挂失"
        case .cancelled: "已注销"
        case .replaced: "已换卡"
        }
    }
}

extension CoverageStatus {
    /// What the state means for the person who is covered.
    public var ownExplanation: String {
        switch self {
        case .provisional: "名单已提交至职保中心，缴费凭证审核通过后生效。"
        case .inForce: "缴费已确认，保障有效。"
        case .lapsed: "所在区局（产业）工会逾期未缴费，这份保障没有生效。请联系所在工会办理即时参保。"
        case .voided: "单位申请更正：您不应列入该单位的名单，这份保障已作废。有疑问请联系所在工会。"
        }
    }
}

extension OwnListing {
    /// How far the list is that names the person.
    public var wording: String {
        switch status {
        case .notStarted, .draft: "单位正在整理名单"
        case .submitted, .endorsed: "单位已提交名单，正在审核"
        case .returned: "名单已退回单位修改"
        case .approved: "名单已审核通过，待提交至职保中心"
        case .locked: "名单已提交至职保中心"
        case .inForce: "参保完成"
        case .declined: "单位本年度不参保"
        case .leftOut, .lapsed: "未能参加本年度集中参保，请联系所在工会"
        }
    }
}

extension OwnRequest.Kind {
    public var wording: String {
        switch self {
        case .correction: "信息更正"
        case .card: "个人办卡"
        }
    }
}

extension OwnRequest.Command {
    public var wording: String {
        switch self {
        case .grant: "办理"
        case .decline: "不同意"
        case .withdraw: "撤回"
        }
    }
}

extension OwnRequest.Status {
    /// - Parameter kind: a card that is granted has yet to be ordered; a correction is done.
    public func wording(of kind: OwnRequest.Kind) -> String {
        switch (self, kind) {
        case (.open, _): "待答复"
        case (.granted, .correction): "已办理"
        case (.granted, .card): "同意，等待办卡"
        case (.declined, _): "未同意"
        case (.withdrawn, _): "已撤回"
        }
    }
}

extension OwnRequest {
    /// Of a request for a card that has been followed by one.
    public static let cardCame = "已办卡"
    /// Of one that was granted by a union that the member has left before the card was ordered.
    public static let cardLapsed = "会籍已变更，不再办理"
}
