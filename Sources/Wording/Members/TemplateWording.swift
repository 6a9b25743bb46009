public import Domain

extension MemberColumn {
    public var wording: String {
        switch self {
        case .name: "姓名"
        case .documentType: "证件类型"
        case .documentNumber: "证件号码"
        case .phone: "手机号码"
        case .sex: "性别"
        case .unionName: "所在工会"
        case .unionCode: "工会编号"
        case .workplace: "工作单位/服务平台"
        case .label: "会员标签"
        case .household: "户籍类型"
        case .address: "工作单位详细地址"
        case .documentExpiry: "证件到期日"
        case .post: "岗位类别"
        }
    }

    /// As the template's header has it: required columns end in an asterisk.
    public var header: String { wording + (isRequired ? "*" : "") }

    /// What the column takes, for the template's second sheet.
    public var rule: String {
        switch self {
        case .name: "与证件上的姓名一致"
        case .documentType: "从下拉列表中选择"
        case .documentNumber: "身份证为 18 位，末位可为 X；整列已设为文本，请勿改成数值"
        case .phone: "11 位手机号；同一工会内不能重复"
        case .sex: "男 或 女，与身份证号码一致"
        case .unionName: "本工会的全称"
        case .unionCode: "本工会的 12 位编号，须与所在工会一致"
        case .workplace: "不填时取所选单位或本工会的名称"
        case .label, .household, .post: "从下拉列表中选择，可不填"
        case .address: "需办理会员服务卡的，请填写超过 6 个汉字的完整地址"
        case .documentExpiry: "如 2035-03-20，长期有效的填“长期”"
        }
    }

    /// The column that a header names, with or without asterisk, spaces or a remark in brackets
    /// (证件类型(身份证)*); nil for any other text.
    public init?(header: String) {
        guard let column = Self.headers[HeaderText.name(header)] else { return nil }
        self = column
    }

    private static let headers: [String: MemberColumn] = [
        "姓名": .name, "会员姓名": .name, "职工姓名": .name, "员工姓名": .name, "名字": .name,
        "证件类型": .documentType, "证件种类": .documentType,
        "证件号码": .documentNumber, "证件号": .documentNumber, "身份证号": .documentNumber,
        "身份证号码": .documentNumber, "身份证": .documentNumber, "证件编号": .documentNumber, "公民身份号码": .documentNumber,
        "手机号码": .phone, "手机号": .phone, "手机": .phone, "联系电话": .phone, "移动电话": .phone, "联系方式": .phone, "电话": .phone,
        "电话号码": .phone, "本人手机": .phone,
        "性别": .sex,
        "所在工会": .unionName, "工会名称": .unionName,
        "工会编号": .unionCode,
        "工作单位/服务平台": .workplace, "工作单位/服务公司": .workplace, "工作单位": .workplace, "单位": .workplace, "单位名称": .workplace,
        "公司": .workplace, "公司名称": .workplace, "所在单位": .workplace, "用人单位": .workplace,
        "会员标签": .label,
        "户籍类型": .household,
        "工作单位详细地址": .address, "单位地址": .address, "工作单位地址": .address, "单位详细地址": .address,
        "证件到期日": .documentExpiry, "证件有效期": .documentExpiry, "证件到期日期": .documentExpiry, "身份证有效期": .documentExpiry,
        "证件有效期至": .documentExpiry,
        "岗位类别": .post,
    ]
}

/// Names of sheets, files and further columns of the member workbooks.
public enum MemberWorkbook {
    public static let sheet = "会员信息"
    public static let notes = "数据说明"
    public static let fileName = "会员导入模板.xlsx"
    /// The last column of rows to be mended; no column of an import.
    public static let problem = "问题及办法"
    public static let sourceGone = "上传的原文件已清除，这里按导入模板的列给出需要修改的行。"
    public static let noteColumns = ["列名", "是否必填", "填写说明"]
    public static let required = "必填"
    public static let optional = "选填"
    public static let complaintTitle = "请从列表中选择"
    public static let complaintText = "此列只接受下拉列表中的值，全部可选值见“数据说明”。"

    /// - Parameter ending: `xlsx` or `csv`, as the file is, whatever the uploaded one was called.
    public static func failedFileName(of name: String, ending: String) -> String {
        let old = [".xlsx", ".csv", ".txt"].first { name.lowercased().hasSuffix($0) } ?? ""
        let stem = name.dropLast(old.count)
        let mark = "-待修改"
        return (stem.hasSuffix(mark) ? String(stem) : stem + mark) + "." + ending
    }
}

/// The header words of a register list.
public enum RegisterColumns {
    public static let documentType: Set<String> = ["证件类型", "证件种类"]
    public static let documentNumber: Set<String> = ["证件号码", "证件号", "身份证号", "身份证号码"]
}
