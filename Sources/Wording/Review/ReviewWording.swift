public import Domain

extension ReviewRisk {
    public var wording: String {
        switch self {
        case .headsChanged(let percent): "人数 \(percent > 0 ? "+" : "−")\(abs(percent))%"
        case .planChanged: "保障类型变更"
        case .resubmittedAfterApproval: "审核通过后重新提交"
        case .outdated: "名单已过时"
        }
    }
}

extension ReviewGroup {
    /// The term of the equation.
    public var wording: String {
        switch self {
        case .pending: "待审批"
        case .approved: "待提交"
        case .returned: "已退回"
        case .open: "未提交"
        case .declined: "不参保"
        case .handedOver: "已提交职保中心"
        case .leftOut: "未参加"
        }
    }
}

extension ReturnReason {
    public var wording: String {
        switch self {
        case .wrongPlan: "保障类型不符"
        case .wrongRoster: "名单有误"
        case .retiredPeople: "含退休人员"
        case .other: "其他"
        }
    }
}

extension EnrolmentVersion.Reason {
    /// Why this version was made, in a list of versions.
    public var inVersions: String {
        switch self {
        case .submission: "单位提交"
        case .rateChange: "费率调整"
        case .rosterChange: "名单变动"
        }
    }
}

extension ReviewResult {
    /// 成功 n 家 / 跳过 n 家 with reasons, in sentences.
    public var wording: String {
        var parts: [String] = []
        if !done.isEmpty {
            let heads = done.reduce(0) { $0 + $1.heads }
            let premium = done.reduce(Money.zero) { $0 + $1.premium }
            let names = done.prefix(3).map(\.unit).joined(separator: "、") + (done.count > 3 ? " 等" : "")
            parts.append("\(act)：\(names)，共 \(done.count) 家，\(heads) 人，\(premium.yuanText) 元。")
        }
        if !skipped.isEmpty {
            let reasons = skipped.prefix(5).map { "\($0.unit)（\($0.refusal?.wording ?? "")）" }
            parts.append("跳过 \(skipped.count) 家：\(reasons.joined(separator: "；"))\(skipped.count > 5 ? " 等" : "")")
        }
        return parts.joined()
    }

    private var act: String {
        switch command {
        case .approve: "已添加到待提交"
        case .return: "已退回"
        case .takeBack: "已移回待审批"
        case .prepare, .submit, .withdraw, .endorse, .decline, .lock, .closeWindow, .acceptVoucher, .missDeadline:
            "已\(command.wording)"
        }
    }
}
