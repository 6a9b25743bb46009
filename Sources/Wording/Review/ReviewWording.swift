public import Domain

extension ReviewMark {
    /// The mark's name, in a filter.
    public var wording: String {
        switch self {
        case .planChanged: "保障类型变更"
        case .headsChanged: "人数变化大"
        case .peopleReplaced: "人员更换多"
        case .fewEnrolled: "参保人数不足一半"
        case .withoutCard: "未办卡多"
        case .leftPending: "待确认多"
        case .excludedByHand: "手动排除多"
        case .coveredElsewhere: "他会已参保"
        case .confirmedByHand: "人工确认多"
        case .pastRetirement: "已到退休年龄"
        case .underAge: "未满 16 周岁"
        case .fromOtherUnits: "上年在其他单位参保多"
        case .resubmittedAfterApproval: "审核通过后重新提交"
        case .returnedBefore: "曾被退回"
        case .manyVersions: "多次提交"
        case .outdated: "名单已过时"
        }
    }
}

extension ReviewRisk {
    /// The mark in a row, with its figure where that is short.
    public var wording: String {
        switch mark {
        case .headsChanged:
            percent.map { "人数 \($0 > 0 ? "+" : "−")\(abs($0))%" } ?? mark.wording
        case .planChanged, .resubmittedAfterApproval, .outdated, .fewEnrolled: mark.wording
        case .peopleReplaced: "人员更换 \(figure) 人"
        case .withoutCard: "未办卡 \(figure) 人"
        case .leftPending: "待确认 \(figure) 人"
        case .excludedByHand: "手动排除 \(figure) 人"
        case .coveredElsewhere: "他会已参保 \(figure) 人"
        case .confirmedByHand: "人工确认 \(figure) 人"
        case .pastRetirement: "已到退休年龄 \(figure) 人"
        case .underAge: "未满 16 周岁 \(figure) 人"
        case .fromOtherUnits: "上年在其他单位 \(figure) 人"
        case .returnedBefore: "曾退回 \(figure) 次"
        case .manyVersions: "第 \(figure) 次提交"
        }
    }

    /// Where the mark comes from, with its figures, and what to look at.
    public func sentence(plan: String) -> String {
        switch mark {
        case .planChanged: "上年参加 \(self.plan ?? "") 类，本年提交 \(plan) 类，请核对是否经单位确认。"
        case .headsChanged:
            "上年参保 \(base) 人，本年 \(figure) 人（\(wording)，达到 \(ReviewThreshold.heads)% 即提示），请核对增减原因。"
        case .peopleReplaced: "上年名单 \(base) 人中有 \(figure) 人不在本年名单内，请核对是否漏报或确已离会。"
        case .fewEnrolled: "单位会员 \(base) 人，本次只参保 \(figure) 人，请核对其余会员的去向。"
        case .withoutCard: "单位会员 \(base) 人中有 \(figure) 人未办会员服务卡，未办卡不能参保，请提醒单位办卡。"
        case .leftPending: "单位会员 \(base) 人中有 \(figure) 人待确认未确认，未列入名单，请核对是否遗漏。"
        case .excludedByHand: "单位会员 \(base) 人中有 \(figure) 人被经办人手动排除，请核对排除原因。"
        case .coveredElsewhere: "有 \(figure) 名会员已在其他单位本年名单内，未列入本名单，请关注归属。"
        case .confirmedByHand: "名单 \(base) 人中有 \(figure) 人社保状态未核实，由经办人人工确认，请抽查。"
        case .pastRetirement: "名单中有 \(figure) 人已过法定退休日期，经办人答复为在职或延迟退休，请核对。"
        case .underAge: "名单中有 \(figure) 人到保障开始时未满 \(ReviewThreshold.workingAge) 周岁，请核对证件信息。"
        case .fromOtherUnits: "名单 \(base) 人中有 \(figure) 人上年在其他单位参保，请核对工会关系是否已转入。"
        case .resubmittedAfterApproval: "本年度名单曾审核通过 \(figure) 次，之后单位又重新提交，请看与上一版的差异。"
        case .returnedBefore: "本年度名单曾被退回 \(figure) 次，请核对退回原因是否已改正。"
        case .manyVersions: "本年度已是第 \(figure) 次提交，请看各版差异。"
        case .outdated:
            figure > 0
                ? "提交后单位会员有变化，与名单相差 \(figure) 人，建议退回后重新提交。"
                : "提交后单位改选了保障类型，建议退回后重新提交。"
        }
    }
}

extension ReviewLevels {
    public var wording: String {
        switch self {
        case .either: "街道（集团）或区局任一级审核"
        case .both: "街道（集团）先审，区局再审"
        }
    }

    /// What it means, under the choice.
    public var explanation: String {
        switch self {
        case .either: "任一级审核通过即进入待提交列表。"
        case .both: "街道（集团）初审通过后，区局再审；没有街道（集团）的单位由区局直接审核。"
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
        case .headsUnexplained: "人数变化未说明"
        case .peopleMissing: "遗漏应参保人员"
        case .cardsMissing: "请补充办卡"
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

    /// What was done to each, in a word or two.
    public var act: String {
        switch command {
        case .approve: "已添加到待提交"
        case .return: "已退回"
        case .takeBack: "已移回待审批"
        case .endorse: "已初审通过，转区局审核"
        case .prepare, .submit, .withdraw, .decline, .lock, .closeWindow, .acceptVoucher, .missDeadline:
            "已\(command.wording)"
        }
    }
}
