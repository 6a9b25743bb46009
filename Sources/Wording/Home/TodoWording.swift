public import Domain

extension Todo {
    /// Verb and object, as it stands in 待办提醒.
    public var wording: String {
        switch kind {
        case .submitEnrolment: "上级工会提醒：请尽快提交参保名单，\(subjectName)"
        case .reviewEnrolment: "审核 \(subjectName) 的参保名单（\(amount) 人）"
        case .correctEnrolment: "修改被退回的参保名单：\(subjectName)"
        case .resubmitEnrolment: "参保名单已有变动，请再次提交：\(subjectName)"
        case .uploadVoucher: "上传批次 \(subjectName) 的缴费凭证"
        case .decideVoucher: "审核批次 \(subjectName) 的缴费凭证"
        case .correctVoucher: "批次 \(subjectName) 的缴费凭证需要重新上传或补充"
        case .handOverCards: "将办卡批次 \(subjectName)（\(amount) 人）交银行制卡"
        case .failedCards: "处理办卡批次 \(subjectName) 中未制成的 \(amount) 张卡"
        case .decideRemoval: "审核 \(subjectName) 删除会员的申请（\(amount) 人）"
        case .decideApplication: "审核扫码入会申请（\(amount) 人）"
        case .decideTransfer: "审核会籍转移（\(amount) 人），申请的工会：\(subjectName)"
        case .answerMember: "答复会员本人的申请"
        }
    }

    /// The verb of its link.
    public var act: String {
        switch kind {
        case .reviewEnrolment, .decideVoucher, .decideTransfer, .decideRemoval, .decideApplication: "去审核"
        case .submitEnrolment, .correctEnrolment, .resubmitEnrolment: "去办理"
        case .uploadVoucher, .correctVoucher: "去上传"
        case .handOverCards, .failedCards, .answerMember: "去处理"
        }
    }
}
