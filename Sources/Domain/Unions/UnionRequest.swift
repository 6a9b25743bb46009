/// A change of the federation's tree that a union asks for and its superior decides (组织审核管理; domain, section 3).
public struct UnionRequest: Hashable, Sendable {
    public typealias Status = MembershipRequest.Status
    public typealias Command = MembershipRequest.Command

    public let id: ID<UnionRequest>
    public let kind: Kind
    /// The union that is changed; nil for a new one that is not approved yet.
    public let union: ID<Union>?
    /// Where the union will stand, for a new one and for a transfer.
    public let superior: ID<Union>?
    /// The path of the union that asks.
    public let requester: UnionPath
    /// The path of the union that decides.
    public let decider: UnionPath
    public let requestedBy: ID<Account>?
    public private(set) var status: Status

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 修改信息
        case amendment
        /// 新建组织
        case founding
        /// 删除组织
        case dissolution
        /// 转移组织
        case transfer
    }

    public init(
        id: ID<UnionRequest>, kind: Kind, union: ID<Union>?, superior: ID<Union>?, requester: UnionPath,
        decider: UnionPath, requestedBy: ID<Account>?, status: Status
    ) {
        self.id = id
        self.kind = kind
        self.union = union
        self.superior = superior
        self.requester = requester
        self.decider = decider
        self.requestedBy = requestedBy
        self.status = status
    }

    /// Who has asked for what was carried out, and why.
    public struct Asker: Hashable, Sendable {
        public let account: String
        public let union: String
        public let note: String?

        public init(account: String, union: String, note: String?) {
            (self.account, self.union, self.note) = (account, union, note)
        }
    }

    /// How many can be decided at once.
    public static let decisionLimit = 200
    /// Characters of a reason.
    public static let reasonLimit = 200

    /// Why the actor may not do this; nil when he may: the superior and those above it decide, who has asked withdraws.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        switch command {
        case .accept, .return:
            if let refusal = actor.authority.refusal(of: .decideUnionRequests, on: decider) {
                // Who has asked sees the request, and is told that it is not his to decide.
                return refusal == .notFound && actor.path.contains(requester)
                    ? .notAllowed(.decideUnionRequests, .level) : refusal
            }
            guard status.after(command) != nil else { return .changedMeanwhile }
            return requestedBy == actor.account ? .notAllowed(.decideUnionRequests, .ownWork) : nil
        case .withdraw:
            if let refusal = actor.authority.refusal(of: .askUnionRequests, on: requester) { return refusal }
            guard status.after(command) != nil else { return .changedMeanwhile }
            return actor.path == requester ? nil : .notAllowed(.askUnionRequests, .level)
        case .lapse: return .notAllowed(.decideUnionRequests, .level)
        }
    }

    /// - Throws: what `refusal(of:by:)` says.
    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }

    /// Who decides: the nearest union above the changed one that reviews, that is not below the one that asks, and that
    /// both places of a transfer stand under.
    ///
    /// A superior that asks about a union under it decides itself, by another of its accounts, or lets its own superior
    /// decide; so does the city, which has nobody above it.
    ///
    /// - Parameters:
    ///   - above: the changed union's ancestors, the root first; for the root itself the root.
    ///   - requester: the union that asks.
    ///   - target: where a union is to go.
    public static func decider(above: [Union], requester: UnionPath, target: UnionPath? = nil) -> Union? {
        above.last { union in
            union.kind.decidesRequests && union.path.contains(requester) && target.map(union.path.contains) ?? true
        }
    }
}

/// Which requests are looked at.
public enum UnionRequestPart: String, Hashable, Sendable, CaseIterable {
    /// Those that the actor's union or one below it decides.
    case waiting
    case decided
    /// Those that the actor's own union has asked for.
    case requested
}

/// What is in the way of deleting a union, or an enterprise of one.
public struct UnionObstacles: Hashable, Sendable, Codable {
    public var members: Int
    public var subordinates: Int
    /// Lists that have been handed in and are not finished.
    public var enrolments: Int
    /// Members offered to it, and people who want to join it.
    public var admissions: Int
    /// 办卡批次 that were handed in and have no result.
    public var cards: Int
    /// Lists of members that were uploaded and not confirmed.
    public var imports: Int

    public init(
        members: Int = 0, subordinates: Int = 0, enrolments: Int = 0, admissions: Int = 0, cards: Int = 0,
        imports: Int = 0
    ) {
        (self.members, self.subordinates) = (members, subordinates)
        (self.enrolments, self.admissions) = (enrolments, admissions)
        (self.cards, self.imports) = (cards, imports)
    }

    public var isEmpty: Bool { self == UnionObstacles() }
}

/// What happened to a union, as its history tells it (变更记录).
public enum UnionEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case amended, founded, dissolved, transferred
    case enterpriseAdded = "enterprise-added"
    case enterpriseAmended = "enterprise-amended"
    case enterpriseRemoved = "enterprise-removed"
}

/// One field of a change: what it was, and what it is.
public struct UnionChange: Hashable, Sendable {
    /// A field, or 上级 for a transfer.
    public let field: Field
    public let before: String
    public let after: String

    public enum Field: Hashable, Sendable {
        case particular(OrganisationField)
        case superior

        public var text: String {
            switch self {
            case .particular(let field): field.rawValue
            case .superior: "superior"
            }
        }

        public init?(_ text: String) {
            if text == "superior" {
                self = .superior
            } else if let field = OrganisationField(rawValue: text) {
                self = .particular(field)
            } else {
                return nil
            }
        }
    }

    public init(_ field: Field, from before: String, to after: String) {
        (self.field, self.before, self.after) = (field, before, after)
    }

    public static func changes(
        from before: OrganisationParticulars, to after: OrganisationParticulars
    ) -> [UnionChange] {
        after.differences(from: before).map { UnionChange(.particular($0), from: before[$0], to: after[$0]) }
    }
}
