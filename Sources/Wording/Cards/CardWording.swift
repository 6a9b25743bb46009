public import Domain

extension CardObstacle {
    /// Why no card can be ordered, as a state in a list.
    public var wording: String {
        switch self {
        case .notEnterpriseMember: "非关联企业会员"
        case .left: "已不是本单位会员"
        case .deceased: "登记为死亡"
        case .retired: "登记为退休"
        case .hasCard: "已有会员服务卡"
        case .inBatch: "已在办卡批次中"
        case .expiryMissing: "缺证件到期日"
        case .expired: "证件已过期"
        case .addressTooShort: "地址不符合要求"
        }
    }

    /// What to do about it.
    public func repair(_ rule: AddressRule) -> String {
        switch self {
        case .notEnterpriseMember: "灵活就业和企业外入会会员请由本人申请办卡。"
        case .left: "请先在会员信息中核对会籍。"
        case .deceased, .retired: "请在会员管理中办理会籍变更；如登记有误，请联系职保中心更正。"
        case .hasCard: "无需再办；在会员信息中查看该会员，可以查到他的会员服务卡。"
        case .inBatch: "请等待制卡结果，或撤销原批次后重新选择。"
        case .expiryMissing: "点击「修改证件到期日」，按证件填写。"
        case .expired: "请会员提供新证件，再点击「修改证件到期日」。"
        case .addressTooShort: "工作单位详细地址：" + rule.wording + "请在会员信息中修改地址。"
        }
    }
}

extension ExpiryProblem {
    /// Asks to look at the document once more; never forbids.
    public var warning: String {
        switch self {
        case .expired: "这个日期早于今天，证件已过期；保存后仍不能办卡。"
        case .longTermTooEarly: "未满 46 周岁的居民身份证一般不是长期有效。"
        case .againstAge: "这个到期日与证件号码中的出生日期不符：居民身份证的有效期一般为 5 年、10 年、20 年或长期。"
        }
    }
}

extension ServiceCard.Status {
    public var wording: String {
        switch self {
        case .issued: "已制卡"
        case .lost: "已挂失"
        case .cancelled: "已注销"
        case .replaced: "已换卡"
        }
    }
}
