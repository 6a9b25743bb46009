public import Domain

/// What can be done from the list of members, beneath its address.
public enum MemberListPath: Hashable, Sendable {
    /// Giving the filter in force a name.
    case names
    case nameRemoval
    case columns
    /// Selecting people by a list of document numbers.
    case numbers
    /// 导出当前筛选
    case export
    /// 单个新增
    case new
    case edit(ID<Member>)
    /// Whole numbers, for a reason.
    case disclosure(ID<Member>)

    var segments: [String] {
        switch self {
        case .names: ["names"]
        case .nameRemoval: ["names", "removal"]
        case .columns: ["columns"]
        case .numbers: ["numbers"]
        case .export: ["export"]
        case .new: ["new"]
        case .edit(let id): [id.description, "edit"]
        case .disclosure(let id): [id.description, "disclosure"]
        }
    }
}
