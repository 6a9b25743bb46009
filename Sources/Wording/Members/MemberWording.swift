public import Domain

extension MemberCategory {
    /// Whom it is for, beside the choice.
    public var explanation: String {
        switch self {
        case .enterprise: "在本工会所属单位工作的会员，需选择一个单位。"
        case .outsideEnterprise: "不在所属单位工作、由本工会吸收入会的会员。"
        case .flexible: "快递、送餐、家政等灵活就业会员，需选择就业类别。"
        }
    }
}

extension MemberSource {
    public var wording: String {
        switch self {
        case .batchImport: "批量导入"
        case .single: "单个新增"
        case .scan: "扫码入会"
        case .transfer: "会籍转入"
        }
    }
}

extension PendingRequests.Kind {
    public var wording: String {
        switch self {
        case .transfer: "转移审核中"
        case .removal: "删除审核中"
        case .correction: "更正待答复"
        }
    }
}

extension ElectronicCard {
    public var wording: String {
        switch self {
        case .inactive: "未激活"
        case .active: "已领证"
        }
    }
}

extension MemberListColumn {
    public var wording: String {
        switch self {
        case .documentType: "证件类型"
        case .document: "证件号"
        case .phone: "手机号"
        case .sex: "性别"
        case .union: "所在工会、工会编号"
        case .workplace: "工作单位/服务公司（平台）"
        case .label: "会员标签"
        case .source: "会员来源"
        case .note: "备注"
        case .number: "会员编号"
        case .category: "会员类别"
        case .flexibleKind: "灵活就业类别"
        case .household: "户籍类型"
        case .post: "岗位类别"
        case .socialInsurance: "人保状态"
        case .joinedOn: "入会日期"
        }
    }
}

extension ImportOutcome {
    public var wording: String {
        switch self {
        case .new: "新增"
        case .updated: "更新"
        case .moved: "转入"
        case .unchanged: "未变"
        case .skipped: "跳过"
        case .failed: "错误"
        }
    }

    /// What happens to such rows, beside their number.
    public var explanation: String {
        switch self {
        case .new: "新增"
        case .updated: "更新"
        case .moved: "转入（待原工会审核）"
        case .unchanged: "未变，不处理"
        case .skipped: "跳过，不导入"
        case .failed: "错误，不导入"
        }
    }
}

extension MemberEvent {
    public var wording: String {
        switch self {
        case .imported: "批量导入，成为会员"
        case .updatedByImport: "批量导入，更新资料"
        case .removalRequested: "申请删除会员"
        case .removalReturned: "删除会员的申请被上级退回，会籍不变"
        case .transferReturned: "会籍转移的申请被退回，会籍不变"
        case .requestAnswered: "答复会员本人的申请"
        case .transferOffered: "申请会籍转出"
        case .transferRequested: "其他工会申请会籍转移"
        case .removed: "删除会员"
        case .merged: "与重复的会籍合并，保留本条"
        case .endedAsDuplicate: "与重复的会籍合并，本条结束"
        case .notDuplicate: "与疑似重复的会籍核实，不是同一人"
        case .transferredOut: "会籍转出"
        case .transferredIn: "会籍转入，成为会员"
        case .added: "单个新增，成为会员"
        case .joinedByCode: "扫码入会，成为会员"
        case .edited: "修改信息"
        case .documentRenewed: "换证，登记新证件"
        case .identityCorrected: "按更正申请更正姓名、证件"
        case .disclosed: "查看完整号码"
        case .electronicCardActivated: "会员本人激活电子会员证"
        case .expirySet: "修改证件到期日"
        case .cardLost: "会员服务卡挂失"
        case .cardRecovered: "会员服务卡解除挂失"
        case .cardReplacementAsked: "申请换卡"
        case .cardReplacementWithdrawn: "撤回换卡申请"
        case .cardCancelled: "会员服务卡注销"
        }
    }
}

extension RemovalReason {
    public var wording: String {
        switch self {
        case .retired: "退休"
        case .convicted: "犯罪"
        case .deceased: "死亡"
        }
    }

    /// When it applies, beside the choice.
    public var explanation: String {
        switch self {
        case .retired: "已办理退休手续。"
        case .convicted: "因犯罪被开除会籍。"
        case .deceased: "本人已去世。"
        }
    }
}

extension MemberField {
    public var wording: String {
        switch self {
        case .name: "姓名"
        case .sex: "性别"
        case .document: "证件"
        case .phone: "手机号"
        case .documentExpiry: "证件到期日"
        case .flexibleKind: "灵活就业类别"
        case .workplace: "工作单位/服务平台"
        case .label: "会员标签"
        case .household: "户籍类型"
        case .post: "岗位类别"
        case .address: "工作单位详细地址"
        case .note: "备注"
        }
    }
}

extension RemovalRequest.Ground {
    public var wording: String {
        switch self {
        case .mistaken: "误录"
        case .duplicate: "重复"
        }
    }

    /// When it applies, beside the choice.
    public var explanation: String {
        switch self {
        case .mistaken: "录入有误，本人从未在本工会入会。需上级工会同意。"
        case .duplicate: "同一人录入了两次。需上级工会同意。"
        }
    }
}

extension DisclosureReason {
    public var wording: String {
        switch self {
        case .checkDocument: "核对证件"
        case .contact: "联系本人"
        case .handleMatter: "代本人办理业务"
        case .askedByMember: "应本人要求"
        }
    }
}

extension RemovalPart {
    public var wording: String {
        switch self {
        case .open: "待审核"
        case .closed: "已办理"
        }
    }
}

extension MemberDictionary {
    public var wording: String {
        switch self {
        case .label: "会员标签"
        case .household: "户籍类型"
        case .post: "岗位类别"
        case .flexibleKind: "灵活就业类别"
        case .economicType: "经济类型"
        case .industry: "所属行业"
        }
    }

    /// The words a new city starts with; labels and flexible kinds are the manual's own (2023, part 1, 三), economic
    /// types those of GB/T 12402-2000, industries the sections of GB/T 4754-2017, both with the standards' codes.
    public var initialEntries: [DictionaryEntry] {
        switch self {
        case .label:
            Self.entries([
                ("outsourced", "外包工"), ("dispatched", "劳务派遣"), ("outside-enterprise", "企业外入会人员"),
            ])
        case .household:
            Self.entries([
                ("local-urban", "本市城镇"), ("local-rural", "本市农村"), ("other-urban", "外省市城镇"),
                ("other-rural", "外省市农村"), ("hong-kong-macau-taiwan", "港澳台"), ("foreign", "外籍"),
            ])
        case .post:
            Self.entries([
                ("management", "管理岗位"), ("technical", "专业技术岗位"), ("worker", "工人岗位"),
            ])
        case .flexibleKind:
            Self.entries([
                ("courier", "快递物流"), ("meal-delivery", "网约送餐"), ("estate-agency", "房屋中介"),
                ("care", "护工护理"), ("freight", "货运驾驶"), ("property-security", "物业保安"),
                ("shop", "商场信息"), ("housekeeping", "家政服务"), ("site-labour", "工地短工"),
                ("farm-labour", "农业临工"), ("cleaning", "保洁环卫"), ("street-vending", "街面雇员"),
            ])
        case .economicType:
            Self.entries([
                ("110", "国有全资"), ("120", "集体全资"), ("130", "股份合作"), ("140", "联营"), ("150", "有限责任公司"),
                ("160", "股份有限公司"), ("170", "私有"), ("190", "其他内资"), ("200", "港、澳、台投资"), ("300", "国外投资"),
                ("900", "其他"),
            ])
        case .industry:
            Self.entries([
                ("A", "农、林、牧、渔业"), ("B", "采矿业"), ("C", "制造业"), ("D", "电力、热力、燃气及水生产和供应业"),
                ("E", "建筑业"), ("F", "批发和零售业"), ("G", "交通运输、仓储和邮政业"), ("H", "住宿和餐饮业"),
                ("I", "信息传输、软件和信息技术服务业"), ("J", "金融业"), ("K", "房地产业"), ("L", "租赁和商务服务业"),
                ("M", "科学研究和技术服务业"), ("N", "水利、环境和公共设施管理业"), ("O", "居民服务、修理和其他服务业"),
                ("P", "教育"), ("Q", "卫生和社会工作"), ("R", "文化、体育和娱乐业"),
                ("S", "公共管理、社会保障和社会组织"), ("T", "国际组织"),
            ])
        }
    }

    private static func entries(_ pairs: [(String, String)]) -> [DictionaryEntry] {
        pairs.map { DictionaryEntry(code: $0.0, name: $0.1) }
    }
}

extension RegisterMark {
    /// `退休名单，数据截至 2023-08-31 周四`.
    public var wording: String { "\(kind.wording)，数据截至 \(asOf.withWeekday)" }
}

extension RegisterKind {
    public var wording: String {
        switch self {
        case .insured: "社保名单"
        case .retired: "退休名单"
        case .deceased: "死亡名单"
        }
    }
}

extension MemberFilter.Standing {
    public var wording: String {
        switch self {
        case .former: "已离会"
        }
    }
}
