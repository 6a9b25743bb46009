/// Something that waits for a union (待办提醒): verb, object, deadline.
///
/// Made and closed in the transaction of the change it speaks of, so its count is always the list's count.
public struct Todo: Hashable, Sendable {
    public let id: ID<Todo>
    public let kind: Kind
    public let subject: Int64
    public let subjectName: String
    /// People, units or versions, as the kind says.
    public let amount: Int
    public let due: CalendarDay?

    public init(id: ID<Todo>, kind: Kind, subject: Int64, subjectName: String, amount: Int, due: CalendarDay?) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.subjectName = subjectName
        self.amount = amount
        self.due = due
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 请提交名单（催办）; subject: the unit
        case submitEnrolment = "submit-enrolment"
        /// 单位名单待审核; subject: the enrolment
        case reviewEnrolment = "review-enrolment"
        /// 名单被退回; subject: the enrolment
        case correctEnrolment = "correct-enrolment"
        /// 名单已过时，需再次提交; subject: the enrolment
        case resubmitEnrolment = "resubmit-enrolment"
        /// 上传缴费凭证; subject: the submission
        case uploadVoucher = "upload-voucher"
        /// 审核缴费凭证; subject: the submission
        case decideVoucher = "decide-voucher"
        /// 凭证被退回或待补充; subject: the submission
        case correctVoucher = "correct-voucher"
        /// 办卡批次待交银行; subject: the card batch
        case handOverCards = "hand-over-cards"
        /// 制卡失败，需处理; subject: the card batch
        case failedCards = "failed-cards"
        /// 会籍转移待审核; subject: the transfer
        case decideTransfer = "decide-transfer"
        /// 扫码入会待审核; subject: the union
        case decideApplication = "decide-application"
        /// 删除会员待审核; subject: the request
        case decideRemoval = "decide-removal"
        /// 会员本人的申请待答复; subject: the request
        case answerMember = "answer-member"
    }
}
