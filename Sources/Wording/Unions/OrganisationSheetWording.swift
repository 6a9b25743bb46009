public import Domain

extension OrganisationSubject {
    /// What the rows are.
    public var wording: String {
        switch self {
        case .unions: "工会组织"
        case .enterprises: "企业"
        }
    }

    /// The act, as the menu names it.
    public var act: String {
        switch self {
        case .unions: "导入组织"
        case .enterprises: "导入企业"
        }
    }

    public var templateFileName: String {
        switch self {
        case .unions: "组织导入模板.xlsx"
        case .enterprises: "企业导入模板.xlsx"
        }
    }

    /// The file in which they are taken out.
    public func exportFileName(on day: CalendarDay) -> String { "\(wording)-\(day.compact).xlsx" }
}

extension OrganisationColumn {
    public func wording(of subject: OrganisationSubject) -> String {
        switch (self, subject) {
        case (.name, .unions): "工会组织名称"
        case (.name, .enterprises): "企业名称"
        case (.kind, _): "组织类型"
        case (.code, _): "工会编号"
        case (.superiorCode, .unions): "上级工会编号"
        case (.superiorCode, .enterprises): "所属工会编号"
        case (.superiorName, .unions): "上级工会名称"
        case (.superiorName, .enterprises): "所属工会名称"
        case (.creditCode, _): "统一社会信用代码"
        case (.creditReason, _): "信用代码保留原因"
        case (.economicType, _): "经济类型"
        case (.industry, _): "所属行业"
        case (.address, _): "地址"
        case (.contactName, _): "联系人"
        case (.contactPhone, _): "联系电话"
        }
    }

    /// As the template's header has it.
    public func header(of subject: OrganisationSubject) -> String {
        wording(of: subject) + (isRequired(of: subject) ? "*" : "")
    }

    /// What the column takes, for the template's second sheet.
    public func rule(of subject: OrganisationSubject) -> String {
        switch (self, subject) {
        case (.name, .unions): "全称，最多 60 个字；同一上级下不能重名"
        case (.name, .enterprises): "营业执照上的全称，最多 60 个字"
        case (.kind, _): "新建时必填，从下拉列表中选择；须是上级下可以设立的类型"
        case (.code, _): "已有组织填写 12 位编号；新建的留空，审核通过时由平台编号（区局总工会的编号由市总填写）"
        case (.superiorCode, .unions): "上级的 12 位编号；与上级工会名称填写一个即可"
        case (.superiorName, .unions): "上级的全称；有重名时请填写上级工会编号"
        case (.superiorCode, .enterprises): "12 位编号；与所属工会名称填写一个即可，基层工会导入本工会的企业可不填"
        case (.superiorName, .enterprises): "联合工会或工会委员会的全称；有重名时请填写编号"
        case (.creditCode, .unions): "工会自己的代码，18 位，一般以 81 开头；没有的不填"
        case (.creditCode, .enterprises): "18 位，企业一般以 91 开头；按这个代码识别企业"
        case (.creditReason, _): "校验位不符、但证照上确实如此时填写，审核人会看到"
        case (.economicType, _), (.industry, _): "从下拉列表中选择，可不填"
        case (.address, _): "最多 100 个字，可不填"
        case (.contactName, _): "最多 30 个字，可不填"
        case (.contactPhone, _): "11 位手机号，或带区号的固定电话，如 021-12345678；导出文件中掩码的号码保持原样，表示不改"
        }
    }

    /// The column that a header names; nil for any other text.
    public init?(header: String, of subject: OrganisationSubject) {
        let name = HeaderText.name(header)
        let own =
            switch subject {
            case .unions: Self.unionHeaders
            case .enterprises: Self.enterpriseHeaders
            }
        guard let column = own[name] ?? Self.headers[name] else { return nil }
        self = column
    }

    private static let unionHeaders: [String: OrganisationColumn] = [
        "工会组织名称": .name, "组织名称": .name, "工会名称": .name, "名称": .name, "工会全称": .name,
        "组织类型": .kind, "工会类型": .kind, "类型": .kind, "工会类别": .kind,
        "工会编号": .code, "组织编号": .code, "编号": .code, "工会代码": .code,
        "上级工会编号": .superiorCode, "上级组织编号": .superiorCode, "上级编号": .superiorCode,
        "上级工会名称": .superiorName, "上级组织名称": .superiorName, "上级工会": .superiorName, "上级组织": .superiorName,
        "上级": .superiorName, "上级名称": .superiorName,
    ]

    private static let enterpriseHeaders: [String: OrganisationColumn] = [
        "企业名称": .name, "单位名称": .name, "名称": .name, "企业全称": .name, "公司名称": .name, "单位": .name, "企业": .name,
        "所属工会编号": .superiorCode, "工会编号": .superiorCode, "所在工会编号": .superiorCode,
        "所属工会名称": .superiorName, "所属工会": .superiorName, "工会名称": .superiorName, "工会组织名称": .superiorName,
        "所在工会": .superiorName,
    ]

    private static let headers: [String: OrganisationColumn] = [
        "统一社会信用代码": .creditCode, "统一信用代码": .creditCode, "社会信用代码": .creditCode, "信用代码": .creditCode,
        "信用代码保留原因": .creditReason, "信用代码校验不符的保留原因": .creditReason, "保留原因": .creditReason,
        "经济类型": .economicType, "所属行业": .industry, "行业": .industry,
        "地址": .address, "单位地址": .address, "企业地址": .address, "工会地址": .address, "办公地址": .address,
        "详细地址": .address, "注册地址": .address,
        "联系人": .contactName, "联系人姓名": .contactName,
        "联系电话": .contactPhone, "联系方式": .contactPhone, "联系人电话": .contactPhone, "电话": .contactPhone,
        "手机": .contactPhone, "手机号": .contactPhone, "手机号码": .contactPhone,
    ]
}

extension UnionKind {
    /// The words by which a file may call a kind.
    public static let words: [String: UnionKind] = {
        var words = Dictionary(uniqueKeysWithValues: allCases.map { ($0.wording, $0) })
        let others: [String: UnionKind] = [
            "分工会": .branch, "工会小组": .branch, "单独基层工会": .unionCommittee, "基层工会": .unionCommittee,
            "基层工会委员会": .unionCommittee, "产业局工会": .industryBureau, "产业工会": .industryBureau,
            "乡镇总工会": .subdistrictFederation, "园区总工会": .subdistrictFederation, "集团工会": .subdistrictFederation,
        ]
        words.merge(others) { first, _ in first }
        return words
    }()
}

extension OrganisationSheet.Status {
    public var wording: String {
        switch self {
        case .staged: "待确认"
        case .applied: "已导入"
        case .discarded: "已放弃"
        }
    }
}

extension OrganisationVerdict.Outcome {
    public var wording: String {
        switch self {
        case .failed: "错误"
        case .added: "新增"
        case .changed: "变更"
        case .unchanged: "不变"
        }
    }
}

extension OrganisationPart {
    public var wording: String {
        switch self {
        case .failed: "错误"
        case .added: "新增"
        case .changed: "变更"
        case .warned: "请留意"
        case .unchanged: "不变"
        }
    }
}

extension OrganisationRemark {
    /// What is wrong, or to be looked at, and what to do.
    public func wording(of subject: OrganisationSubject) -> String {
        let name = column.wording(of: subject)
        return switch fault {
        case .particular(.missing): "请填写\(name)"
        case .particular(.creditCheck(let problems)):
            problems.map(\.wording).joined(separator: "；") + "。请核对；确认证照上就是这个代码的，填写信用代码保留原因"
        case .particular(let problem): column.field.map { problem.wording(of: $0) } ?? problem.wording(of: .code)
        case .codeUnknown: "您的管理范围内没有这个工会编号，请核对；新建的组织请留空，由平台编号"
        case .destroyed: "单元格是数字格式，后几位已丢失，请把该列设为文本格式后重新填写"
        case .kindUnknown: "没有这个组织类型，请从列表中选择"
        case .kindDiffers(let kind): "平台中的类型是“\(kind.wording)”，导入不能改变类型，请核对"
        case .superiorMissing: "请填写\(name)，或填写编号"
        case .superiorUnknown: "您的管理范围内没有这个工会，请核对编号和名称"
        case .superiorAmbiguous: "有几个工会叫这个名称，请填写编号"
        case .superiorNamesDiffer(let other): "编号是“\(other)”的，与名称不一致，请核对"
        case .superiorDiffers(let other): "平台中的上级是“\(other)”，改变上级请在该组织的页面办理“转移组织”"
        case .superiorIsNew: "上级也在这份文件中新建，请等上级审核通过后再导入这一行"
        case .misplaced(let kind, let superior): "“\(superior.wording)”下不能设立“\(kind.wording)”，请核对类型和上级"
        case .superiorFixed: "临时工会下不能设立组织，请核对上级"
        case .repeated(let row): "与第 \(row) 行是同一个\(subject.wording)，请只保留一行"
        case .creditRepeated(let row): "与第 \(row) 行的统一社会信用代码相同，请核对"
        case .wordUnknown: "字典中没有这个\(name)，请从列表中选择"
        case .requestOpen: "该组织有一件申请等待审核，请等审核完成或撤回后再导入这一行"
        case .enterpriseElsewhere(let other): "该企业已登记在“\(other)”名下，导入不能改变所属工会，请核对"
        case .notEmployer: "该工会不登记企业，请填写联合工会或工会委员会"
        case .noRoom: "工会委员会只登记一家企业，该工会已有企业，请核对；覆盖多家企业的应为联合工会"
        case .awaitsReview: "已提交过同样的申请，等待上级审核，不重复提交"
        case .checkKept: "信用代码校验不符，按填写的原因保留"
        }
    }
}

extension OrganisationRepair {
    /// The group of rows that need it.
    public var wording: String {
        switch self {
        case .fillIn: "补填必填内容"
        case .shorten: "缩短内容"
        case .chooseFromList: "改为列表中的词"
        case .correctSuperior: "核对上级或所属工会"
        case .correctNumber: "核对工会编号"
        case .correctCredit: "核对统一社会信用代码"
        case .giveReason: "核对校验位，或填写保留原因"
        case .typeAsText: "设为文本格式后重新填写"
        case .correctPhone: "核对联系电话"
        case .correctName: "核对名称"
        case .keepOneRow: "重复的行只保留一行"
        case .awaitReview: "等待审核后再导入"
        case .useOtherAct: "与平台登记的不一致"
        }
    }
}

extension OrganisationLayoutProblem {
    public func wording(of subject: OrganisationSubject) -> String {
        switch self {
        case .missing(let columns):
            "请选择这些列在文件中的位置：\(columns.map { $0.wording(of: subject) }.joined(separator: "、"))"
        case .usedTwice(let column, let other):
            "\(column.wording(of: subject))和\(other.wording(of: subject))不能取自同一列，请改选其中一个"
        }
    }
}

/// Fixed texts of the workbooks of 组织 and 企业.
public enum OrganisationWorkbook {
    public static let notes = MemberWorkbook.notes
    /// The last column of rows to be mended; no column of an import.
    public static let problem = MemberWorkbook.problem
    /// Why a request of a list is asked for.
    public static let requestNote = "批量导入"

    /// The line over a list that was taken out and under each of its pages: by whom and when.
    public static func mark(account: String, union: String, at time: String) -> String {
        "\(union) \(account) \(time) 导出；联系人的手机号已掩码。含联系人信息，请勿外传，用完请删除。"
    }

    public static func failedFileName(of name: String) -> String {
        MemberWorkbook.failedFileName(of: name, ending: "xlsx")
    }

    /// Why a file is not taken; said of people elsewhere.
    public static func refusal(_ refusal: MemberFileRefusal) -> String {
        switch refusal {
        case .noRows, .empty: "文件中没有内容，请填写后上传。"
        case .tooManyRows: "文件超过 \(OrganisationSheet.rowLimit) 行，请分成几个文件上传。"
        case .missing, .notWorkbook, .oldWorkbook, .encrypted, .macros, .damaged, .tooLarge, .suspicious,
            .tooManyColumns, .cellTooLong, .columnsMissing, .sheetMissing, .headerMissing:
            refusal.wording
        }
    }
}

extension OrganisationSheetRefusal {
    public var wording: String {
        switch self {
        case .changed(let shown, let now):
            "平台上的内容已变化：原先将写入 \(shown) 行，现在是 \(now) 行。请重新核对后再确认。"
        case .tooMany(let limit): "一次最多写入 \(limit) 行，请把文件分成几份上传。"
        case .columnsMissing: "请先核对文件中的列，再确认导入。"
        }
    }
}

extension OrganisationExportRefusal {
    public func wording(of subject: OrganisationSubject) -> String {
        switch self {
        case .nothing: "当前条件下没有\(subject.wording)，请先调整条件再导出。"
        case .tooMany(let limit): "一次最多导出 \(limit) 行，请在左侧选择下级组织后分次导出。"
        }
    }
}
