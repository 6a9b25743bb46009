/// The duty of one account given to another of the same union (交接): its roles, and a list of what is open.
///
/// What is open belongs to the union, so nothing of it moves. A system administrator says who follows whom; the roles are
/// moved by a security administrator, who alone gives roles (三权分立).
public struct DutyHandover: Hashable, Sendable {
    public let id: ID<DutyHandover>
    public let union: ID<Union>
    public let unionName: String
    public let path: UnionPath
    public let from: Party
    public let to: Party
    public let fate: Fate
    /// The first day, by the real clock, on which the roles may be moved.
    public let day: CalendarDay
    public let remark: String?
    public let askedBy: String
    public let askedAt: Instant
    public let status: Status
    /// Who has moved the roles, or withdrawn it, and when.
    public let settledBy: String?
    public let settledAt: Instant?
    /// When the successor has said that he goes on with the work.
    public let acceptedAt: Instant?

    public struct Party: Hashable, Sendable {
        public let account: ID<Account>
        public let name: String
        public let displayName: String

        public init(account: ID<Account>, name: String, displayName: String) {
            (self.account, self.name, self.displayName) = (account, name, displayName)
        }
    }

    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// The roles have not been moved yet.
        case asked
        case done
        case withdrawn
    }

    /// What becomes of the account that gives its duty away.
    public enum Fate: String, Hashable, Sendable, CaseIterable {
        /// Whoever has left the union comes in no more.
        case disable
        /// It stays, without roles, until it is given others.
        case keep
    }

    /// Longest remark, in characters.
    public static let remarkLimit = 500

    public init(
        id: ID<DutyHandover>, union: ID<Union>, unionName: String, path: UnionPath, from: Party, to: Party, fate: Fate,
        day: CalendarDay, remark: String?, askedBy: String, askedAt: Instant, status: Status, settledBy: String?,
        settledAt: Instant?, acceptedAt: Instant?
    ) {
        (self.id, self.union, self.unionName, self.path) = (id, union, unionName, path)
        (self.from, self.to, self.fate, self.day, self.remark) = (from, to, fate, day, remark)
        (self.askedBy, self.askedAt, self.status) = (askedBy, askedAt, status)
        (self.settledBy, self.settledAt, self.acceptedAt) = (settledBy, settledAt, acceptedAt)
    }

    /// Why this actor may not do the act to it now.
    ///
    /// - Parameter now: the real clock's day.
    public func refusal(of action: Action, by actor: Actor, on now: CalendarDay) -> Refusal? {
        if let refusal = actor.authority.refusal(of: action, on: path) { return refusal }
        if [from.account, to.account].contains(actor.account) { return .notAllowed(action, .ownAccount) }
        guard status == .asked else { return .changedMeanwhile }
        return action == .manageRoles && now < day ? .handoverAhead(day) : nil
    }
}

/// What is wrong with a wished hand-over, in the order of its form.
public enum HandoverProblem: Error, Hashable, Sendable {
    /// Nobody chosen, or an account that cannot follow: of another union, disabled, an administrator's.
    case successor
    case dayMissing
    case dayOver(CalendarDay)
    case fateMissing
    case remarkTooLong(limit: Int)

    public static func problems(
        day: CalendarDay?, fate: DutyHandover.Fate?, remark: String, on today: CalendarDay
    ) -> [HandoverProblem] {
        var problems: [HandoverProblem] = []
        if let day {
            if day < today { problems.append(.dayOver(today)) }
        } else {
            problems.append(.dayMissing)
        }
        if fate == nil { problems.append(.fateMissing) }
        if remark.count > DutyHandover.remarkLimit {
            problems.append(.remarkTooLong(limit: DutyHandover.remarkLimit))
        }
        return problems
    }
}

public struct HandoverProblems: Error, Hashable, Sendable {
    public let problems: [HandoverProblem]

    public init(_ problems: [HandoverProblem]) { self.problems = problems }
}

/// Kinds of work that wait in a union, as a hand-over lists them.
public enum OpenWork: String, Hashable, Sendable, CaseIterable {
    case todos
    /// Files that have been read and not been put into the roll.
    case imports
    case comparisons
    case cardDrafts = "card-drafts"
    /// Batches that wait for their cards.
    case cardBatches = "card-batches"
    /// Lists that have not been handed in, or came back.
    case enrolments
    case corrections
    case transfers
    case removals
    case applications
    case memberRequests = "member-requests"
    case unionRequests = "union-requests"
}
