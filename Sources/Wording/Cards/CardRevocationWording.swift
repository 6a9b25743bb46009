public import Domain

extension CardBatchRecord {
    /// 批次撤销情况: what has become of the request to take the batch back (manual 2024, question 5).
    public var revocationWording: String {
        switch revocation {
        case .open: "撤销待上级审核"
        case .accepted: "已撤销"
        case .returned: "上级退回撤销申请"
        case .withdrawn, .lapsed: "撤销申请已撤回"
        case nil: batch.status == .cancelled ? "草稿已作废" : "无"
        }
    }
}

extension CardRevocationPart {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .closed: "已办理"
        }
    }
}
