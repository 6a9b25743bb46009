public import Domain

extension EnrolmentCorrection.Kind {
    public var wording: String {
        switch self {
        case .identity: "更正姓名、证件"
        case .removal: "移除误参保人员"
        }
    }

    /// What it is for, where it is chosen.
    public var explanation: String {
        switch self {
        case .identity: "姓名或证件号码录错，人没有错。保障不变。"
        case .removal: "这个人不应参保。保障作废，款项退回作为抵扣，此人可由其他单位参保。"
        }
    }
}

extension EnrolmentCorrection.Status {
    public var wording: String {
        switch self {
        case .submitted: "待区局审核"
        case .endorsed: "待职保中心审核"
        case .accepted: "已更正"
        case .returned: "已退回"
        case .withdrawn: "已撤回"
        }
    }
}

extension EnrolmentCorrection.Command {
    public var wording: String {
        switch self {
        case .endorse: "区局审核通过"
        case .accept: "职保中心同意"
        case .return: "退回"
        case .withdraw: "撤回"
        }
    }
}

extension EnrolmentCorrection {
    /// What a step of its history is called.
    public static func wording(of action: String) -> String {
        if action == requested { return "提交申请" }
        return Command(rawValue: action)?.wording ?? "其他办理"
    }

    /// Why a correction was ended that waited when its batch lapsed.
    public static let lapsedReason = "所在批次逾期失效，名单内人员已没有保障，不用再更正；仍要参保的请办理即时参保"

    /// Why a credit was made.
    public static func creditReason(number: String, unit: String) -> String { "更正申请 \(number)：\(unit) 移除误参保人员 1 人" }
}

extension CorrectionPart {
    public var wording: String {
        switch self {
        case .waiting: "待我审核"
        case .underWay: "办理中"
        case .closed: "已办结"
        }
    }
}

extension CorrectionObstacle {
    /// Why not, and what to do instead.
    public var wording: String {
        switch self {
        case .notListed:
            "此人不在本单位已锁定的参保名单中，不能更正。请核对会员编号或证件号码；漏报的人员请办理即时参保。"
        case .notLocked: "此人所在的名单尚未提交职保中心，不用申请更正：请撤回名单，修改后重新提交。"
        case .open(let number): "此人已有一件更正申请（\(number)）正在审核，请等待结果，或先撤回。"
        case .voided: "此人的保障已经更正作废，不能再申请更正。"
        case .lapsed: "所在名单已逾期失效，没有保障可以更正。仍要参保的请办理即时参保。"
        case .ended(let day): "这份保障已于 \(day.withWeekday) 到期，不能再移除人员。"
        case .benefitPaid: "此人在保障期内已有给付，不能移除。请联系职保中心核实给付。"
        case .changed: "提交申请以后，此人的姓名或证件已有变更。请退回申请，由单位核对后重新申请。"
        case .batchOpen(let number):
            "批次 \(number) 的缴费凭证尚未审核通过，退款金额还不能确定。请在参保完成后再同意移除。"
        }
    }
}

extension CorrectionProblem {
    /// What is wrong, and what to do.
    public var wording: String {
        switch self {
        case .name: "请填写姓名，只能使用文字、间隔号和空格，最多 \(CorrectedIdentity.nameLimit) 个字"
        case .document(let problem): problem.wording + "，请核对证件原件"
        case .documentOfAnother: "该证件号码已登记在另一人名下，请核对；确是同一人的，请先办理重复会员合并"
        case .unchanged: "姓名和证件与现在登记的相同，请填写正确的内容"
        case .noteMissing: "请说明更正的原因，最多 \(EnrolmentCorrection.reasonLimit) 个字"
        case .numberInText: "原因中似有证件号码或卡号，请删去：号码只填写在证件号码栏内"
        }
    }
}
