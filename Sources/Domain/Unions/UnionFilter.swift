/// What 组织查询管理 is searched by; a part of a name is enough (manual 2023, 组织信息梳理).
public struct UnionFilter: Hashable, Sendable {
    /// 工会组织名称.
    public var name: String?
    /// 上级组织名称.
    public var superior: String?
    /// 统一社会信用代码 of the union or of its enterprises, 组织机构代码 or 工会编号; its beginning is enough.
    public var code: String?
    /// 企业名称.
    public var enterprise: String?
    public var kind: UnionKind?
    /// 经济类型 of the union or of one of its enterprises, a word of the dictionary.
    public var economicType: String?
    /// 所属行业, likewise.
    public var industry: String?
    /// 组织机构代码 of the union or of one of its enterprises; its beginning is enough, with or without the hyphen.
    public var organisationCode: String?
    /// How a part of the name is read in pinyin, or the first letters of its syllables.
    public var reading: ReadingCondition?

    public init(
        name: String? = nil, superior: String? = nil, code: String? = nil, enterprise: String? = nil,
        kind: UnionKind? = nil, economicType: String? = nil, industry: String? = nil, organisationCode: String? = nil,
        reading: ReadingCondition? = nil
    ) {
        (self.name, self.superior, self.code) = (name, superior, code)
        (self.enterprise, self.kind) = (enterprise, kind)
        (self.economicType, self.industry, self.organisationCode) = (economicType, industry, organisationCode)
        self.reading = reading
    }

    public var isEmpty: Bool { self == UnionFilter() }
}

/// The counters of 组织查询管理 for a union with everything under it (domain 3).
public struct UnionCounts: Hashable, Sendable {
    /// 会员数: open memberships.
    public var members: Int
    /// 单独基层工会组织数.
    public var committees: Int
    /// 联合工会组织数.
    public var joint: Int
    /// 分工会/工会小组数.
    public var branches: Int
    /// 覆盖企业数.
    public var enterprises: Int
    /// 工会联合会数.
    public var associations: Int

    public init(
        members: Int = 0, committees: Int = 0, joint: Int = 0, branches: Int = 0, enterprises: Int = 0,
        associations: Int = 0
    ) {
        (self.members, self.committees, self.joint) = (members, committees, joint)
        (self.branches, self.enterprises, self.associations) = (branches, enterprises, associations)
    }

    /// 基层工会组织数: 单独基层 and 联合.
    public var baseUnions: Int { committees + joint }
}
