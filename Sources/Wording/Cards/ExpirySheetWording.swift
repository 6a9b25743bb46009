public import Domain

/// The columns of a sheet of expiry days, and the fixed texts of its template.
public enum ExpiryColumns {
    public static let sheet = "证件到期日"
    public static let member = "会员编号"
    public static let name = "姓名"
    public static let documentType = "证件类型"
    public static let document = "证件号码"
    public static let expiry = "证件到期日"
    /// Behind the rows that come back; not read again.
    public static let problem = "未采用原因"

    public static let documents: Set<String> = ["证件号码", "证件号", "身份证号", "身份证号码"]
    public static let members: Set<String> = ["会员编号", "会员号"]
    public static let expiries: Set<String> = ["证件到期日", "证件有效期至", "有效期至", "到期日", "证件到期日期"]

    public static func fileName(_ unit: String) -> String { "证件到期日-\(unit).xlsx" }
    public static func refusedFileName(on day: CalendarDay) -> String { "证件到期日未采用的行-\(day).xlsx" }
}

extension ExpirySheet.Status {
    public var wording: String {
        switch self {
        case .staged: "待确认"
        case .applied: "已修改"
        case .discarded: "已放弃"
        }
    }
}

extension ExpiryFault {
    /// What is wrong with the row, and what to do.
    public var wording: String {
        switch self {
        case .numberMissing: "没有会员编号，也没有证件号码；请填写其中一个。"
        case .numberDestroyed: "号码单元格是数字格式，后几位已丢失；请把该列设为文本格式后重新填写。"
        case .notMember: "本工会没有使用这个号码的会员，请核对号码。"
        case .repeated: "与前面的一行是同一名会员，请只保留一行。"
        case .dayMissing: "没有填写证件到期日。"
        case .dayUnreadable: "证件到期日无法识别，请按 2035-03-20 的格式填写，长期有效的填“长期”。"
        case .earlierThanBefore: "早于现在的证件到期日；确实需要改早的，请在待办会员列表中核对证件后单个修改。"
        case .odd(.expired): "证件已过期，请会员提供新证件。"
        case .odd(.longTermTooEarly): "未满 46 周岁的居民身份证一般不是长期有效；确实无误的，请核对证件后单个修改。"
        case .odd(.againstAge): "与证件号码中的出生日期不符（有效期一般为 5 年、10 年、20 年或长期）；确实无误的，请核对证件后单个修改。"
        }
    }
}

extension ExpiryFileFault {
    public var wording: String {
        switch self {
        case .noNumberColumn: "文件中没有“会员编号”或“证件号码”列，请在表头写明列名，或使用下载的模板填写。"
        case .noExpiryColumn: "文件中没有“证件到期日”列，请在表头写明列名，或使用下载的模板填写。"
        case .noRows: "文件中没有会员，请填写后上传。"
        case .tooManyRows: "文件超过 \(ExpirySheet.rowLimit) 行，请分成几个文件上传。"
        }
    }
}
