public import Domain

extension UnionRequest.Kind {
    public var wording: String {
        switch self {
        case .amendment: "修改信息"
        case .founding: "新建组织"
        case .dissolution: "删除组织"
        case .transfer: "转移组织"
        }
    }
}

extension UnionRequestPart {
    public var wording: String {
        switch self {
        case .waiting: "待审核"
        case .decided: "已审核"
        case .requested: "本组织申请的"
        }
    }
}

extension OrganisationField {
    public var wording: String {
        switch self {
        case .name: "名称"
        case .code: "工会编号"
        case .creditCode: "统一社会信用代码"
        case .creditReason: "信用代码校验不符的保留原因"
        case .economicType: "经济类型"
        case .industry: "所属行业"
        case .address: "地址"
        case .contactName: "联系人"
        case .contactPhone: "联系电话"
        }
    }
}

extension UnionChange.Field {
    public var wording: String {
        switch self {
        case .particular(let field): field.wording
        case .superior: "上级组织"
        }
    }
}

extension UnionEvent {
    public var wording: String {
        switch self {
        case .amended: "修改信息"
        case .founded: "新建组织"
        case .dissolved: "删除组织"
        case .transferred: "转移组织"
        case .enterpriseAdded: "添加企业信息"
        case .enterpriseAmended: "修改企业信息"
        case .enterpriseRemoved: "删除企业"
        }
    }
}

extension OrganisationProblem {
    /// What is wrong, and what to do.
    public func wording(of field: OrganisationField) -> String {
        switch self {
        case .missing: "请填写\(field.wording)"
        case .nameTaken: "同一上级下已有这个名称的组织，请核对名称；不是同一个组织的，请用能区分的名称"
        case .nameAsked: "同一上级下新建这个名称的申请正在审核，请等待结果，不要重复提交"
        case .tooLong(let limit): "\(field.wording)最多 \(limit) 个字"
        case .codeShape: "工会编号应为 12 位数字"
        case .codeOfAnotherDistrict(let prefix): "工会编号的前 6 位应为所属区局的代码 \(prefix)"
        case .codeTaken: "该工会编号已被使用，请更换，或留空由系统编号"
        case .credit(let problem): problem.wording
        case .creditCheck(let problems):
            problems.map(\.wording).joined(separator: "；") + "。请核对；确认证照上就是这个代码的，填写保留原因后再提交"
        case .creditTaken(.named(let name)): "该统一社会信用代码已登记在“\(name)”名下，请核对"
        case .creditTaken(.elsewhere): "该统一社会信用代码已被登记，但不在您的管理范围内。请核对，或联系上级工会"
        case .phone: "联系电话应为 11 位手机号，或带区号的固定电话，如 021-12345678"
        }
    }
}

extension UnionObstacles {
    /// Each with what to do about it.
    public var sentences: [String] {
        var sentences: [String] = []
        if members > 0 { sentences.append("还有 \(members) 名会员，请先办理会籍转移或删除。") }
        if subordinates > 0 { sentences.append("还有 \(subordinates) 个下级组织，请先转移或删除。") }
        if enrolments > 0 { sentences.append("还有 \(enrolments) 份参保名单正在办理，请等待办结；已提交的可以先撤回，被退回的可以登记本年度不参保。") }
        if admissions > 0 { sentences.append("还有 \(admissions) 件转入或入会申请没有审核，请先办理。") }
        if cards > 0 { sentences.append("还有 \(cards) 个办卡批次没有制卡结果，请等待结果，或先申请撤销批次。") }
        if imports > 0 { sentences.append("还有 \(imports) 份会员名单没有导入完，请先确认或放弃。") }
        return sentences
    }
}

public enum UnionRequestText {
    /// What 临时工会 of a district is called when both are founded (manual 2023, 会籍转移).
    public static func holding(of district: String) -> String { "\(district)临时工会" }

    /// Why a list goes back when its union moves to another district.
    public static let listReturned =
        "所在工会已转移到其他区局（产业），保障金额不同，请核对名单后重新提交；已缴给原区局（产业）的费用，请与原区局（产业）联系退还"
}
