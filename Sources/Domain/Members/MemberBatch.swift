/// One act on several members, with a result for each (修改标签, 删除).
public struct MemberBatch: Hashable, Sendable {
    public let id: ID<MemberBatch>
    public let act: Act
    /// What is told to the superior about 误录 and 重复.
    public let note: String?
    public let people: Int
    public let at: Instant
    public let account: String

    public enum Act: Hashable, Sendable {
        /// The code of the label that everybody carries afterwards; nil takes labels off.
        case label(String?)
        case removal(RemovalReason)
        /// Asked of the superior for each.
        case removalRequest(RemovalRequest.Ground)

        public var kind: Kind {
            switch self {
            case .label: .label
            case .removal, .removalRequest: .removal
            }
        }
    }

    /// What is chosen from the list.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case label, removal
    }

    public init(id: ID<MemberBatch>, act: Act, note: String?, people: Int, at: Instant, account: String) {
        self.id = id
        self.act = act
        self.note = note
        self.people = people
        self.at = at
        self.account = account
    }

    /// How many one act takes.
    public static let limit = 10_000
    /// Longest note, in characters.
    public static let noteLimit = 200
}

/// What an act made of one of several members.
public enum MemberBatchOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    case done
    /// He carries the label already, or none when labels are taken off.
    case unchanged
    /// He is no member any more.
    case left
    /// A deletion is asked for and not decided.
    case alreadyAsked = "already-asked"
    /// Changed since he was chosen.
    case changedMeanwhile = "changed-meanwhile"
}
