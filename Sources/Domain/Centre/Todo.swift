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
    /// Why, where somebody else has given a reason.
    public let note: String?
    /// How many of one kind are told as one (``Kind/isGathered``).
    public let items: Int

    public init(
        id: ID<Todo>, kind: Kind, subject: Int64, subjectName: String, amount: Int, due: CalendarDay?,
        note: String? = nil, items: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.subjectName = subjectName
        self.amount = amount
        self.due = due
        self.note = note
        self.items = items
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
        /// 未赶上集中参保; subject: the enrolment
        case leftOut = "left-out"
        /// 为会员办卡; subject: the unit
        case orderCards = "order-cards"
        /// 确认待确认名单; subject: the unit
        case confirmMembers = "confirm-members"
        /// 一人两单，等待裁定; subject: the unit's enrolment
        case answerConflict = "answer-conflict"
        /// 裁定一人一保; subject: the enrolment that claims
        case decideConflict = "decide-conflict"
        /// 复核提交至职保中心; subject: the proposal
        case confirmProposal = "confirm-proposal"
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
        /// 办卡批次撤销待审核; subject: the request
        case decideCardRevocation = "decide-card-revocation"
        /// 批次撤消申请被退回; subject: the card batch
        case cardRevocationReturned = "card-revocation-returned"
        /// 会籍转移待审核; subject: the transfer
        case decideTransfer = "decide-transfer"
        /// 会籍转移申请被退回; subject: the transfer
        case transferReturned = "transfer-returned"
        /// 删除会员的申请被退回; subject: the request
        case removalReturned = "removal-returned"
        /// 扫码入会待审核; subject: the union
        case decideApplication = "decide-application"
        /// 核对疑似重复会员; subject: the union
        case checkDuplicates = "check-duplicates"
        /// 删除会员待审核; subject: the request
        case decideRemoval = "decide-removal"
        /// 会员本人的申请待答复; subject: the request
        case answerMember = "answer-member"
        /// 个人信息请求待答复; subject: the request
        case answerRights = "answer-rights"
        /// 企业注册待审核; subject: the district
        case decideRegistration = "decide-registration"
        /// 组织变更待审核; subject: the request
        case decideUnionRequest = "decide-union-request"
        /// 组织变更申请被退回; subject: the request
        case unionRequestReturned = "union-request-returned"
        /// 即时参保待审核; subject: the enrolment
        case reviewInstant = "review-instant"
        /// 即时参保名单被退回; subject: the enrolment
        case correctInstant = "correct-instant"
        /// 名单逾期失效，可转为即时参保; subject: the enrolment
        case convertLapsed = "convert-lapsed"
        /// 请划入基层缴费（催办）; subject: the enrolment
        case payShare = "pay-share"
        /// 批次逾期失效，各单位可转为即时参保; subject: the submission
        case batchLapsed = "batch-lapsed"
        /// 缴费已到账; subject: the enrolment
        case paymentBooked = "payment-booked"
        /// 更正申请待区局审核; subject: the correction
        case reviewCorrection = "review-correction"
        /// 更正申请待职保中心审核; subject: the correction
        case decideCorrection = "decide-correction"
        /// 更正申请被退回; subject: the correction
        case correctionReturned = "correction-returned"
        /// 安全告警待处理; subject: the alert
        case settleAlert = "settle-alert"
        /// 批量导出待同意; subject: the request
        case consentExport = "consent-export"
        /// 批量导出申请已答复; subject: the request
        case readExportAnswer = "read-export-answer"
        /// 批量删除待同意; subject: the request
        case consentRemovals = "consent-removals"
        /// 批量删除申请已答复或失效; subject: the request
        case readRemovalsAnswer = "read-removals-answer"
        /// 交接待移交角色; subject: the hand-over
        case moveRoles = "move-roles"
        /// 接手工作; subject: the hand-over
        case takeOver = "take-over"

        /// Whether those of one union are told as one: there is one for each person, and a list may bring hundreds.
        public var isGathered: Bool {
            switch self {
            case .decideTransfer, .decideRemoval, .transferReturned, .removalReturned, .reviewCorrection,
                .decideCorrection, .correctionReturned, .settleAlert:
                true
            case .submitEnrolment, .reviewEnrolment, .correctEnrolment, .resubmitEnrolment, .leftOut, .orderCards,
                .confirmMembers, .answerConflict, .decideConflict, .confirmProposal, .uploadVoucher, .decideVoucher,
                .correctVoucher,
                .handOverCards, .failedCards, .decideCardRevocation, .cardRevocationReturned, .decideApplication,
                .checkDuplicates, .answerMember, .answerRights, .decideUnionRequest, .unionRequestReturned,
                .decideRegistration,
                .reviewInstant,
                .correctInstant, .convertLapsed, .payShare, .batchLapsed, .paymentBooked, .moveRoles, .takeOver,
                .consentExport, .readExportAnswer, .consentRemovals, .readRemovalsAnswer:
                false
            }
        }
    }

    /// Whose todos of a union somebody is shown.
    public enum Audience: Hashable, Sendable {
        case business
        /// Audit administrators, who have nothing to do with business.
        case alerts
        /// Security administrators, who have nothing to do with business either.
        case roles
        case nobody
        case everybody

        public init(_ roles: Set<Role>) {
            self =
                if roles.contains(.auditAdministrator) {
                    .alerts
                } else if roles.contains(.securityAdministrator) {
                    .roles
                } else if roles.contains(where: \.isAdministrator) {
                    .nobody
                } else {
                    .business
                }
        }
    }
}
