public import Domain

extension RosterFinding {
    /// Why he is not on the list, with the day and the reason where they are known.
    public var wording: String {
        switch answer {
        case .placed(.noCard): "未办理工会会员服务卡。\(obstacle?.wording ?? "")"
        case .placed(.manuallyExcluded): excluded
        case .placed(.retired) where facts.answer == .retired:
            "不符合参保条件（退休）：经办人\(facts.answeredAt.map { "于 \($0.day)" } ?? "")标记为已退休，锁定前可以撤回标记。"
        case .placed(.retired): "不符合参保条件（退休）\(listed)。"
        case .placed(.deceased): "不符合参保条件（死亡）\(listed)。"
        case .placed(.suspectedRetired):
            "疑似退休\(facts.statutoryDay.map { "（法定退休日 \($0)）" } ?? "")，尚未核对。请在“核对退休人员”中标记。"
        case .notMember, .transferPending, .outsideWorkbench, .otherUnit, .left, .placed: answer.wording
        }
    }

    /// The register that names him, with its day.
    private var listed: String { facts.register.map { "：\($0.wording)" } ?? "" }

    private var excluded: String {
        let why = facts.exclusion.map { "原因：\($0.wording)" } ?? ""
        let note = facts.exclusionNote.map { "，\($0)" } ?? ""
        let day = facts.excludedAt.map { "于 \($0.day)" } ?? ""
        return "已被经办人\(day)手动排除，\(why)\(note)。锁定前可以恢复。"
    }
}

extension RosterFinding.CardObstacle {
    public var wording: String {
        switch self {
        case .underWay(let batch): "已在办卡批次 \(batch) 中，等待银行制卡；制卡后再次提交名单。"
        case .expired(let day): "证件已于 \(day) 到期，请先修改证件到期日，再办卡。"
        case .expiryMissing: "没有证件到期日，请先填写，再办卡。"
        case .notOrdered: "还没有提交办卡，请到“待办会员列表”办卡。"
        }
    }
}

extension Departure {
    public var wording: String {
        switch self {
        case .transferred: "会籍已转出"
        case .retired: "退休"
        case .convicted: "犯罪"
        case .deceased: "死亡"
        case .duplicate: "重复会籍"
        case .mistaken: "误录"
        case .other: "已删除"
        }
    }
}
