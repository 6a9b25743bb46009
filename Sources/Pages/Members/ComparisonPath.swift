public import Domain

/// The addresses of 会员比对.
public enum ComparisonPath: Hashable, Sendable {
    case list
    case new
    case template
    case one(ID<MemberComparison>)
    /// Which column of the file is which
    case columns(ID<MemberComparison>)
    case discard(ID<MemberComparison>)
    case decisions(ID<MemberComparison>)
    case execution(ID<MemberComparison>)
    /// Ends what is being carried out
    case stop(ID<MemberComparison>)
    /// Why all who are missing are removed
    case removal(ID<MemberComparison>)
    /// What became of everybody, and the same as a workbook
    case results(ID<MemberComparison>)
    case resultFile(ID<MemberComparison>)
    /// 下载比对结果
    case newPeople(ID<MemberComparison>)
    /// 查看处理详情, as a workbook
    case missing(ID<MemberComparison>)
    /// Whom it has entered, in the list of members
    case people(ID<MemberComparison>)
    /// The roster with what is wrong in it
    case faults(ID<MemberComparison>)

    var segments: [String] {
        ["members", "comparisons"]
            + {
                switch self {
                case .list: []
                case .new: ["new"]
                case .template: ["template"]
                case .one(let id): [id.description]
                case .columns(let id): [id.description, "columns"]
                case .discard(let id): [id.description, "discard"]
                case .decisions(let id): [id.description, "decisions"]
                case .execution(let id): [id.description, "execution"]
                case .stop(let id): [id.description, "execution", "stop"]
                case .removal(let id): [id.description, "removal"]
                case .results(let id): [id.description, "results"]
                case .resultFile(let id): [id.description, "results", "file"]
                case .newPeople(let id): [id.description, "new-people"]
                case .missing(let id): [id.description, "missing"]
                case .people(let id): [id.description, "people"]
                case .faults(let id): [id.description, "faults"]
                }
            }()
    }
}
