public import Domain

extension AmountDue {
    /// What a batch that owes nothing spares its district; without a full stop.
    public static let nothingToPay = "应划款金额为 0 元，无需划款，也不用上传缴费凭证"
}
