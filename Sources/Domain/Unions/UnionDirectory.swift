/// A union of one level of the tree, with how many members it and all below it have.
public struct UnionBranch: Hashable, Sendable {
    public let union: Union
    public let members: Int

    public init(_ union: Union, members: Int) { (self.union, self.members) = (union, members) }
}

/// A line of 组织查询管理.
public struct UnionLine: Hashable, Sendable {
    public let union: Union
    /// Name of the union above.
    public let superior: String?
    /// 覆盖企业 of the union itself.
    public let enterprises: Int

    public init(_ union: Union, superior: String?, enterprises: Int) {
        (self.union, self.superior, self.enterprises) = (union, superior, enterprises)
    }
}
