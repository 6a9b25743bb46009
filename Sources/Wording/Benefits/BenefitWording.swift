public import Domain

extension BenefitPayment.Standing {
    public var wording: String {
        switch self {
        case .paid: "有效"
        case .corrected: "已更正"
        case .cancelled: "已撤销"
        }
    }
}

extension BenefitImport.Status {
    public var wording: String {
        switch self {
        case .staged: "待确认"
        case .applied: "已导入"
        case .discarded: "已放弃"
        }
    }
}

extension BenefitColumn {
    public var wording: String {
        switch self {
        case .name: "姓名"
        case .documentType: "证件类型"
        case .documentNumber: "证件号码"
        case .year: "保障年度"
        case .kind: "给付种类"
        case .amount: "给付金额（元）"
        case .paidOn: "给付日期"
        case .reference: "给付编号"
        }
    }

    /// Every head that means the column; without space, asterisks and brackets.
    public var words: Set<String> {
        switch self {
        case .name: ["姓名", "被保障人", "被保障人姓名", "会员姓名", "领取人"]
        case .documentType: RegisterColumns.documentType
        case .documentNumber: RegisterColumns.documentNumber
        case .year: ["保障年度", "年度", "参保年度", "计划年度"]
        case .kind: ["给付种类", "给付类型", "给付项目", "保障项目", "种类"]
        case .amount: ["给付金额", "金额", "实付金额", "给付额"]
        case .paidOn: ["给付日期", "支付日期", "付款日期", "日期", "给付时间"]
        case .reference: ["给付编号", "给付单号", "编号", "案件号", "受理编号"]
        }
    }
}

/// The heads of a table without what is written around them.
public enum HeadText {
    /// `给付金额（元）*` as `给付金额`.
    public static func plain(_ text: String) -> String {
        var rest = text.filter { !$0.isWhitespace && $0 != "*" }[...]
        if let bracket = rest.firstIndex(where: { "（([【".contains($0) }), bracket > rest.startIndex {
            rest = rest[..<bracket]
        }
        return String(rest)
    }

    /// An amount or a year without the unit after it.
    public static func bare(_ text: String) -> String {
        var rest = text.filter { !$0.isWhitespace }[...]
        for unit in ["年度", "年", "元整", "元"] where rest.hasSuffix(unit) {
            rest = rest.dropLast(unit.count)
            break
        }
        return String(rest)
    }
}

extension BenefitProblem {
    /// What is wrong, and what to do.
    public var wording: String {
        switch self {
        case .nameMissing: "请填写姓名"
        case .documentTypeUnknown: "证件类型无法识别，请填写身份证、护照等证件类型的全称"
        case .numberMissing: "请填写证件号码"
        case .numberDamaged: "证件号码已被表格软件改成数字而丢失末位，请把该列设为文本后重新填写"
        case .numberInvalid: "证件号码有误，请核对位数和校验码"
        case .yearInvalid: "请填写四位数的保障年度，如 2023"
        case .kindMissing: "请填写给付种类"
        case .kindTooLong: "给付种类请控制在 \(BenefitPayment.kindLimit) 字以内"
        case .amountInvalid: "请填写大于 0 的金额，最多两位小数，如 1200.00"
        case .dayInvalid: "请填写给付日期，如 2023-11-20"
        case .dayAhead: "给付日期在今天之后，请核对"
        case .dayBeforeYear: "给付日期早于保障年度，请核对日期和年度"
        case .referenceMissing: "请填写给付编号"
        case .referenceTooLong: "给付编号请控制在 \(BenefitPayment.referenceLimit) 字以内"
        case .referenceTwice: "给付编号与前面的行重复，请只保留一行"
        case .referenceTaken: "给付编号已登记过另一笔给付；如原登记有误，请在给付信息查询中更正或撤销原记录"
        case .personUnknown: "全市会员中没有这个证件号码的人，请核对；新会员请先由所在工会导入"
        case .nameDiffers: "姓名与该证件号码登记的姓名不一致，请核对是否串行"
        }
    }
}

extension BenefitFileRefusal {
    public var wording: String {
        switch self {
        case .file(let refusal): refusal.wording
        case .columnsMissing(let columns):
            "文件中没有找到这些列：\(columns.map(\.wording).joined(separator: "、"))。请使用下载的模板，或把第一行改成这些列名。"
        }
    }
}

extension ExportRefusal {
    /// The same of a list of payments.
    public var wordingOfPayments: String {
        switch self {
        case .nobody: "当前筛选没有给付信息，请先调整筛选条件"
        case .tooMany(let limit): "一次最多导出 \(limit) 条给付信息，请用筛选缩小范围后分次导出"
        case .wholeNumbersOfFormer: wording
        }
    }
}

/// Names of the files, sheets and lines that payments are written to.
public enum BenefitWorkbook {
    public static let sheet = "给付信息"
    public static let unit = "参保单位"
    public static let plan = "保障类型"
    public static let standing = "状态"
    public static let templateName = "给付信息导入模板.xlsx"
    public static let note = "每行一笔给付；证件类型不填按身份证；给付编号全市唯一，同一编号再次导入不会重复登记。"

    public static func fileName(on day: CalendarDay) -> String { "给付信息-\(day).xlsx" }

    public static func total(_ count: Int) -> String { "有效给付合计 \(count) 笔" }

    /// The line over the table and under each page: who, when, until when it may be kept.
    public static func mark(
        account: String, union: String, at time: String, keepUntil day: CalendarDay,
        consent: (by: String, purpose: ExportPurpose)? = nil
    ) -> String {
        let second = consent.map { "，经 \($0.by) 同意，用途：\($0.purpose.wording)" } ?? ""
        return "\(union) \(account) 于 \(time) 导出\(second)，含个人信息，请在 \(day) 前删除"
    }
}
