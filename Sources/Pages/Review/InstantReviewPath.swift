public import Domain

/// The addresses of 即时参保审核.
public enum InstantReviewPath: Hashable, Sendable {
    case queue
    case sheet(ID<UnitEnrolment>)
    case check
    case confirmation
    case returning

    var segments: [String] {
        switch self {
        case .queue: ["instant-review"]
        case .sheet(let list): ["instant-review", list.description]
        case .check: ["instant-review", "check"]
        case .confirmation: ["instant-review", "confirmation"]
        case .returning: ["instant-review", "return"]
        }
    }
}
