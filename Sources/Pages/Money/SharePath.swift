public import Domain

/// The addresses of 保障金额设置; plans are counted from 1, because a plan's name is no part of an address.
public enum SharePath: Hashable, Sendable {
    case list
    case plan(Int)
    case exceptions(Int)
    case removal(Int, ID<EnrollingUnit>)

    var segments: [String] {
        switch self {
        case .list: ["shares"]
        case .plan(let position): ["shares", String(position)]
        case .exceptions(let position): ["shares", String(position), "units"]
        case .removal(let position, let unit): ["shares", String(position), "units", unit.description, "removal"]
        }
    }
}
