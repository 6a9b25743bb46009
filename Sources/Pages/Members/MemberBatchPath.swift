public import Domain

/// The addresses of acts on several members at once.
public enum MemberBatchPath: Hashable, Sendable {
    /// Sending an act; read by GET it leads back to the list.
    case all
    case selection
    case new
    case one(ID<MemberBatch>)
    /// Going on with what was cut off.
    case continuation(ID<MemberBatch>)
    case file(ID<MemberBatch>)

    var segments: [String] {
        ["members", "batches"]
            + {
                switch self {
                case .all: []
                case .selection: ["selection"]
                case .new: ["new"]
                case .one(let id): [id.description]
                case .continuation(let id): [id.description, "continuation"]
                case .file(let id): [id.description, "file"]
                }
            }()
    }
}
