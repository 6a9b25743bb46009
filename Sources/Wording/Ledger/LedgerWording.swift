public import Domain

extension BankColumn {
    public var wording: String {
        switch self {
        case .day: "交易日期"
        case .amount: "收入金额"
        case .outgoing: "支出金额"
        case .direction: "借贷标志"
        case .payer: "付款人"
        case .remark: "附言"
        case .serial: "流水号"
        }
    }

    /// Every head that means the column; without space, asterisks and brackets.
    public var words: Set<String> {
        switch self {
        case .day: ["交易日期", "日期", "入账日期", "记账日期", "交易时间", "记账时间", "入账时间", "起息日", "会计日期"]
        case .amount:
            [
                "收入金额", "收入", "贷方发生额", "贷方金额", "贷方", "贷方发生额/元", "入账金额", "来账金额", "交易金额", "发生额", "金额",
                "到账金额", "转入金额",
            ]
        case .outgoing: ["支出金额", "支出", "借方发生额", "借方金额", "借方", "借方发生额/元", "转出金额"]
        case .direction: ["借贷标志", "借贷", "借贷方向", "收支", "收/支", "收支标志", "收付标志", "收支方向"]
        case .payer:
            [
                "付款人", "付款人名称", "付款方", "付款方名称", "对方户名", "对方名称", "对方账户名称", "对方账户名", "对方单位",
                "对方单位名称", "交易对手", "交易对手名称", "付款户名", "户名",
            ]
        case .remark: ["附言", "摘要", "用途", "备注", "交易附言", "汇款附言", "交易摘要", "用途/附言", "摘要/附言", "个性化信息"]
        case .serial: ["流水号", "交易流水号", "交易流水", "银行流水号", "业务编号", "凭证号", "凭证号码", "交易号", "核心流水号"]
        }
    }

    /// Whether a word of `direction` says that the money went out.
    public static func isOutgoing(_ word: String) -> Bool {
        let word = word.filter { !$0.isWhitespace }.uppercased()
        return ["借", "支", "付", "往", "转出", "D"].contains { word.hasPrefix($0) }
    }
}

extension BankProblem {
    public var wording: String {
        switch self {
        case .amountInvalid: "金额无法识别，请检查该行金额"
        case .dayInvalid: "交易日期无法识别，请改为 2023-12-20 这样的日期"
        case .dayAhead: "交易日期在今天之后，请核对"
        }
    }
}

extension BankFileRefusal {
    public var wording: String {
        switch self {
        case .file(let refusal): refusal.wording
        case .columnsMissing(let columns):
            "文件中没有找到这些列：\(columns.map(\.wording).joined(separator: "、"))。请上传网上银行导出的明细，表头在前 20 行内。"
        case .noIncoming: "文件中没有收入的行，请确认选择的是收款账户的明细。"
        }
    }
}

extension BankEntry.Standing {
    public var wording: String {
        switch self {
        case .open: "待入账"
        case .booked: "已入账"
        case .aside: "与参保无关"
        }
    }
}

extension BankProposal.Ground {
    public var wording: String {
        switch self {
        case .number: "附言编号和金额一致"
        case .payer: "付款人和金额一致"
        }
    }
}

extension BookingRefusal {
    public var wording: String {
        switch self {
        case .taken: "这一行已经入账，不能重复入账。"
        case .notBooked: "这一行没有入账，无需撤销。"
        case .unknownReceivable: "所选单位不在本账户的应收范围内，请重新选择。"
        }
    }
}
