import DatabaseKit
public import Domain

/// What all events of one act have in common.
struct EventAct {
    let action: String
    let subject: EventSubject
    let at: Instant
    let day: SQLValue
    let account: ID<Account>?
    let actorPath: UnionPath
    let roles: String
    let origin: String

    init(_ action: String, _ subject: EventSubject, _ occasion: Occasion) {
        self.action = action
        self.subject = subject
        at = occasion.now
        day = occasion.today.sqlValue
        account = occasion.actor.account
        actorPath = occasion.actor.path
        roles = occasion.actor.roles.recorded
        origin = occasion.origin
    }

    init(_ action: String, _ subject: EventSubject, _ occasion: OwnOccasion, at path: UnionPath) {
        self.action = action
        self.subject = subject
        at = occasion.now
        day = occasion.today.sqlValue
        account = nil
        actorPath = path
        roles = Self.memberRole
        origin = occasion.origin
    }

    /// What somebody does who has not proved who he is.
    init(_ action: String, _ subject: EventSubject, at now: Instant, from origin: String, path: UnionPath) {
        self.action = action
        self.subject = subject
        at = now
        day = now.day.sqlValue
        account = nil
        actorPath = path
        roles = Self.visitorRole
        self.origin = origin
    }

    /// Stand in the place of an account's roles.
    static let memberRole = "member"
    static let visitorRole = "visitor"
    /// Begins the origin of what a command has done or the server by itself; an address of a visitor never does.
    static let commandOrigin = "gonghui "
}

extension Set<Role> {
    /// Roles as an event keeps them: `clerk,reviewer`.
    public var recorded: String { map(\.rawValue).sorted().joined(separator: ",") }
}

extension EventStore {
    /// What one of many equal events tells.
    public struct Change: Sendable {
        public let id: Int64
        public let path: UnionPath
        public let from: String?
        public let to: String?
        /// Where the records differ in it; else that of the whole act holds.
        public let detail: String?

        public init(
            id: Int64, path: UnionPath, from: String? = nil, to: String? = nil, detail: String? = nil
        ) {
            self.detail = detail
            self.id = id
            self.path = path
            self.from = from
            self.to = to
        }
    }

    /// The events of an act that changes many records at once.
    ///
    /// - Returns: the events' keys in the same order, for what hangs on them.
    @discardableResult
    public func recordAll(
        _ action: String, on subject: EventSubject, _ changes: [Change], detail: String? = nil, _ occasion: Occasion
    ) throws -> [Int64] {
        try add(EventAct(action, subject, occasion), changes, detail: detail)
    }

    /// How many columns of an event its link seals: all but the link itself, which is the last.
    static let sealedColumns = 14

    /// Adds the events and, for each chain that they belong to, the link that seals them.
    ///
    /// The chains are taken in order, and after the events, so that other writers wait as shortly as may be.
    func add(_ act: EventAct, _ changes: [Change], detail: String? = nil) throws -> [Int64] {
        guard !changes.isEmpty else { return [] }
        var events = Insertion(
            """
            INSERT INTO event (id, at, day, account_id, actor_path, actor_roles, origin, subject, subject_id,
                subject_path, action, from_status, to_status, detail, link_id)
            """, columns: Self.sealedColumns + 1)
        events.reserve(changes.count)
        // In the order in which they are read again; keys come in this order but from several stocks.
        let keys = try changes.map { _ in try transaction.newKey() }.sorted()
        var links: [PendingLink] = []
        var positions: [String: Int] = [:]
        var linkOfEvent: [Int] = []
        linkOfEvent.reserveCapacity(changes.count)
        var path: UnionPath?
        var position = 0
        for (key, change) in zip(keys, changes) {
            // Mostly a whole act is of one union.
            if change.path != path {
                path = change.path
                let chain = EventChain.name(of: change.path)
                if let known = positions[chain] {
                    position = known
                } else {
                    position = links.count
                    positions[chain] = position
                    links.append(PendingLink(id: try transaction.newKey(), chain: chain))
                }
            }
            linkOfEvent.append(position)
            events.append(
                key, act.at, act.day, act.account, act.actorPath, act.roles, act.origin, act.subject, change.id,
                change.path, act.action, change.from, change.to, change.detail ?? detail, links[position].id)
        }
        for (event, link) in linkOfEvent.enumerated() {
            links[link].seal.add(events.values(of: event).prefix(Self.sealedColumns))
            links[link].events += 1
        }
        try transaction.insert(events)
        let chain = EventChain(transaction: transaction)
        for link in links.sorted(by: { $0.chain < $1.chain }) { try chain.add(link) }
        return keys
    }
}
