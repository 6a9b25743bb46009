public import Domain

extension UnitEnrolment.Status {
    public var wording: String {
        switch self {
        case .notStarted: "未开始"
        case .draft: "草稿"
        case .submitted: "待审批"
        case .endorsed: "二级工会已审核"
        case .approved: "待提交"
        case .returned: "已退回"
        case .locked: "已提交职保中心"
        case .inForce: "参保完成"
        case .lapsed: "逾期失效"
        case .declined: "本年度不参保"
        case .leftOut: "未参加集中参保"
        }
    }
}

extension UnitEnrolment.Command {
    public var wording: String {
        switch self {
        case .prepare: "修改名单"
        case .submit: "提交"
        case .withdraw: "撤回"
        case .endorse: "初审"
        case .approve: "审核通过"
        case .return: "退回"
        case .takeBack: "移回待审批"
        case .decline: "登记不参保"
        case .lock: "锁定"
        case .closeWindow: "截止"
        case .acceptVoucher: "确认到账"
        case .missDeadline: "逾期失效"
        }
    }
}

extension DistrictSubmission.Status {
    public var wording: String {
        switch self {
        case .awaitingVoucher: "缴费凭证待上传"
        case .voucherUnderReview: "凭证待审核"
        case .completed: "参保完成"
        case .moreMaterial: "待补充"
        case .voucherRejected: "凭证退回"
        case .lapsed: "逾期失效"
        }
    }
}

extension DistrictSubmission.Command {
    public var wording: String {
        switch self {
        case .uploadVoucher: "上传缴费凭证"
        case .accept: "通过凭证"
        case .askForMore: "要求补充材料"
        case .reject: "退回凭证"
        case .missDeadline: "逾期失效"
        }
    }
}

extension CardBatch.Status {
    public var wording: String {
        switch self {
        case .draft: "草稿"
        case .submitted: "已提交"
        case .inProduction: "制卡中"
        case .produced: "已制卡"
        case .partlyFailed: "部分失败"
        case .cancelled: "已撤销"
        }
    }
}

extension CardBatch.Command {
    public var wording: String {
        switch self {
        case .submit: "提交"
        case .handOver: "交银行制卡"
        case .applyFullResult, .applyPartialResult: "导入制卡结果"
        case .cancel: "作废草稿"
        case .revoke: "同意撤销"
        }
    }
}
