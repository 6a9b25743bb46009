public import Domain

extension Todo {
    /// Verb and object, as it stands in 待办提醒.
    public var wording: String {
        switch kind {
        case .submitEnrolment: "上级工会提醒：请尽快提交参保名单，\(subjectName)"
        case .reviewEnrolment: "审核 \(subjectName) 的参保名单（\(amount) 人）"
        case .correctEnrolment: "修改被退回的参保名单：\(subjectName)"
        case .resubmitEnrolment: "参保名单已有变动，请再次提交：\(subjectName)"
        case .leftOut: "\(subjectName) 未赶上集中参保，请按即时参保流程办理"
        case .orderCards: "为 \(subjectName) 的 \(amount) 名会员办卡，没有卡不能参保"
        case .confirmMembers: "确认 \(subjectName) 的待确认名单（\(amount) 人）"
        case .answerConflict: "\(subjectName) 有 \(amount) 人同时在其他单位名单，等待裁定"
        case .decideConflict: "裁定 \(subjectName) 提出的一人一保（\(amount) 人）"
        case .confirmProposal: "复核 \(subjectName) 提交的参保名单（\(amount) 人），由另一账号确认后提交至职保中心"
        case .uploadVoucher: "上传批次 \(subjectName) 的缴费凭证"
        case .decideVoucher: "审核批次 \(subjectName) 的缴费凭证"
        case .correctVoucher: "批次 \(subjectName) 的缴费凭证需要重新上传或补充"
        case .handOverCards: "将办卡批次 \(subjectName)（\(amount) 人）交银行制卡"
        case .failedCards: "处理办卡批次 \(subjectName) 中未制成的 \(amount) 张卡"
        case .decideCardRevocation: "审核办卡批次 \(subjectName) 的撤消申请（\(amount) 人）"
        case .cardRevocationReturned:
            "办卡批次 \(subjectName)（\(amount) 人）的撤消申请被上级退回。原因：\(note ?? "没有填写")。批次照常制卡，仍需撤销的请重新申请"
        case .decideRemoval:
            items > 1 ? "审核删除会员的申请（\(amount) 人）" : "审核 \(subjectName) 删除会员的申请（\(amount) 人）"
        case .removalReturned:
            items > 1
                ? "删除会员的申请被上级退回（\(items) 人），请查看原因"
                : "删除会员的申请被上级退回：\(subjectName)。原因：\(note ?? "没有填写")。请核实后重新申请或保留会籍"
        case .transferReturned:
            items > 1
                ? "会籍转移申请被退回（\(items) 人），请查看原因"
                : "会籍转移申请被退回：\(subjectName)。原因：\(note ?? "没有填写")。请核实后重新申请"
        case .settleAlert: items > 1 ? "处理安全告警（\(items) 件）" : "处理安全告警：\(subjectName)"
        case .consentExport: "审核 \(subjectName) 的批量导出申请（\(amount) 人）"
        case .readExportAnswer: "\(subjectName) 的批量导出申请（\(amount) 人）已有答复"
        case .consentRemovals: "审核 \(subjectName) 的批量删除申请（\(amount) 人）"
        case .readRemovalsAnswer: "\(subjectName) 的批量删除申请（\(amount) 人）已有结果"
        case .moveRoles: "交接待移交角色：\(subjectName)"
        case .takeOver: "接手 \(subjectName) 的工作（\(amount) 件待办理）"
        case .decideApplication: "审核扫码入会申请（\(amount) 人）"
        case .checkDuplicates: "核对疑似重复会员（\(amount) 对），是同一人的合并"
        case .decideTransfer:
            items > 1 ? "会籍转移待审核（\(amount) 人）" : "审核会籍转移（\(amount) 人），申请的工会：\(subjectName)"
        case .answerMember: "答复会员本人的申请"
        case .answerRights: "答复个人信息请求 \(subjectName)"
        case .decideRegistration: "审核企业注册申请（\(amount) 件）"
        case .decideUnionRequest: "审核组织变更申请：\(subjectName)"
        case .unionRequestReturned:
            "组织变更申请被上级退回：\(subjectName)。原因：\(note ?? "没有填写")。请修改后重新申请"
        case .reviewInstant: "审核 \(subjectName) 的即时参保名单（\(amount) 人）"
        case .correctInstant: "修改被退回的即时参保名单：\(subjectName)"
        case .convertLapsed: "\(subjectName) 的名单逾期失效，\(amount) 人已没有保障，可转为即时参保"
        case .payShare:
            "上级工会提醒：请将 \(subjectName) 由基层承担的参保费用\(note.map { " \($0) 元" } ?? "")划入区局（产业）账户"
        case .batchLapsed: "批次 \(subjectName) 逾期失效，\(amount) 人已没有保障，请督促各单位转为即时参保"
        case .reviewCorrection, .decideCorrection:
            items > 1 ? "审核更正申请（\(items) 件）" : "审核更正申请：\(subjectName)"
        case .correctionReturned where items > 1: "更正申请被退回（\(items) 件），请查看原因"
        case .correctionReturned:
            "更正申请被退回：\(subjectName)。原因：\(note ?? "没有填写")。请核实后重新申请"
        case .paymentBooked: "\(subjectName) 的缴费已到账\(note.map { "（\($0) 元）" } ?? "")"
        }
    }

    /// The verb of its link.
    public var act: String {
        switch kind {
        case .reviewEnrolment, .decideVoucher, .decideTransfer, .decideRemoval, .decideApplication,
            .decideCardRevocation, .decideUnionRequest, .decideRegistration, .reviewInstant, .reviewCorrection,
            .decideCorrection, .consentExport, .consentRemovals:
            "去审核"
        case .submitEnrolment, .correctEnrolment, .resubmitEnrolment, .correctInstant, .convertLapsed: "去办理"
        case .leftOut, .answerConflict, .paymentBooked, .payShare, .batchLapsed, .takeOver, .readExportAnswer,
            .readRemovalsAnswer:
            "去查看"
        case .decideConflict: "去裁定"
        case .confirmProposal: "去复核"
        case .orderCards: "去办卡"
        case .confirmMembers: "去确认"
        case .checkDuplicates: "去核对"
        case .uploadVoucher, .correctVoucher: "去上传"
        case .handOverCards, .failedCards, .answerMember, .answerRights, .settleAlert, .moveRoles: "去处理"
        case .transferReturned, .removalReturned, .cardRevocationReturned, .unionRequestReturned, .correctionReturned:
            "去查看"
        }
    }
}
