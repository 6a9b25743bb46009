public import Domain

/// The addresses of 提交复核.
public enum ProposalPath: Hashable, Sendable {
    /// Whether a second person is asked for.
    case rule
    case list
    case one(ID<SubmissionProposal>)
    case confirmation(ID<SubmissionProposal>)
    case refusal(ID<SubmissionProposal>)
    case withdrawal(ID<SubmissionProposal>)

    var segments: [String] {
        switch self {
        case .rule: ["submissions", "rule"]
        case .list: ["submissions", "proposals"]
        case .one(let id): ["submissions", "proposals", id.description]
        case .confirmation(let id): ["submissions", "proposals", id.description, "confirmation"]
        case .refusal(let id): ["submissions", "proposals", id.description, "refusal"]
        case .withdrawal(let id): ["submissions", "proposals", id.description, "withdrawal"]
        }
    }
}
