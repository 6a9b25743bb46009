public import Domain

extension DictionaryRefusal {
    public var wording: String {
        switch self {
        case .nameMissing: "请输入名称"
        case .nameTooLong(let limit): "名称最多 \(limit) 个字，请缩短"
        case .nameTaken: "已有这个名称（可能已停用），请换一个，或恢复已停用的"
        case .tooMany(let limit): "一个字典最多 \(limit) 项，请修改现有的项"
        case .lastWord: "至少保留一项可用，请先新增再停用"
        }
    }
}

extension DictionaryEntry.Standing {
    public var wording: String {
        switch self {
        case .offered: "使用中"
        case .retired: "已停用"
        }
    }
}

extension MemberDictionary {
    /// Where the words stand, for the page of their keeper.
    public var use: String {
        switch self {
        case .label, .household, .post: "用于导入模板的下拉列表、数据说明，新增和修改会员的表单，以及会员信息的筛选。"
        case .flexibleKind: "用于导入会员的灵活就业类、新增会员，以及灵活就业管理。"
        case .economicType, .industry: "用于工会组织的信息，以及组织查询管理的筛选。"
        }
    }
}
