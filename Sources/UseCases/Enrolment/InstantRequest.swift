public import Domain

/// Whom a form of 即时参保 names.
public enum InstantChoice: Hashable, Sendable {
    case members([ID<Member>])
    /// Everybody whom the page counted as ready.
    case everybody(expected: Int)
}

/// One instant list as the clerk hands it in.
public struct InstantRequest: Hashable, Sendable {
    public let choice: InstantChoice
    /// 在职 or 延迟退休 of people past their statutory day.
    public let answers: [ID<Member>: RetirementAnswer]
    /// The plan, where none is fixed.
    public let plan: String?

    public init(choice: InstantChoice, answers: [ID<Member>: RetirementAnswer] = [:], plan: String? = nil) {
        (self.choice, self.answers, self.plan) = (choice, answers, plan)
    }

    /// What the form says, without personal data.
    var content: String {
        let people =
            switch choice {
            case .members(let members): members.sorted().map(\.description).joined(separator: ",")
            case .everybody(let expected): "all=\(expected)"
            }
        let answers = answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }
        return "\(people) \(answers.joined(separator: ",")) \(plan ?? "")"
    }
}

/// What an instant list became.
public struct InstantReceipt: Codable, Hashable, Sendable {
    public let list: ID<UnitEnrolment>
    public let number: String
    public let version: Int
    public let heads: Int
    public let notice: ID<Notice>
}
