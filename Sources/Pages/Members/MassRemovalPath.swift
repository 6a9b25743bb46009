public import Domain

/// The addresses of 批量删除申请.
public enum MassRemovalPath: Hashable, Sendable {
    case one(ID<MassRemoval>)
    case acceptance(ID<MassRemoval>)
    case giveBack(ID<MassRemoval>)
    case withdrawal(ID<MassRemoval>)

    var segments: [String] {
        ["members", "mass-removals"]
            + {
                switch self {
                case .one(let id): [id.description]
                case .acceptance(let id): [id.description, "acceptance"]
                case .giveBack(let id): [id.description, "return"]
                case .withdrawal(let id): [id.description, "withdrawal"]
                }
            }()
    }
}
