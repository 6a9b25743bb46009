public import Domain

/// Names of the file, sheet and columns that coverage is written to.
public enum CoverageWorkbook {
    public static let sheet = "参保信息"

    public enum Column: CaseIterable, Sendable {
        case name, number, documentType, document, unit, year, plan, from, through, status, enrolment, submission

        public var wording: String {
            switch self {
            case .name: "姓名"
            case .number: "会员编号"
            case .documentType: "证件类型"
            case .document: "证件号码"
            case .unit: "参保单位"
            case .year: "保障年度"
            case .plan: "保障类型"
            case .from: "起始日"
            case .through: "终止日"
            case .status: "状态"
            case .enrolment: "批次编号"
            case .submission: "区局批次编号"
            }
        }
    }

    public static func fileName(on day: CalendarDay) -> String { "参保信息-\(day).xlsx" }

    /// The line over the table and under each page: who, when, until when it may be kept.
    public static func mark(
        account: String, union: String, at time: String, keepUntil day: CalendarDay,
        consent: (by: String, purpose: ExportPurpose)? = nil
    ) -> String {
        BenefitWorkbook.mark(account: account, union: union, at: time, keepUntil: day, consent: consent)
    }
}

extension ExportRefusal {
    /// The same of a list of policies.
    public var wordingOfCoverage: String {
        switch self {
        case .nobody: "当前筛选没有参保信息，请先调整筛选条件"
        case .tooMany(let limit): "一次最多导出 \(limit) 人次，请选择年度或单位，缩小范围后分次导出"
        case .wholeNumbersOfFormer: wording
        }
    }
}
