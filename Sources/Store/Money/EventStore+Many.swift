import DatabaseKit
public import Domain

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
        let roles = occasion.actor.roles.map(\.rawValue).sorted().joined(separator: ",")
        let day = occasion.today.sqlValue
        var events = Insertion(
            """
            INSERT INTO event (id, at, day, account_id, actor_path, actor_roles, origin, subject, subject_id,
                subject_path, action, from_status, to_status, detail)
            """, columns: 14)
        events.reserve(changes.count)
        let keys = try changes.map { _ in try transaction.newKey() }
        for (key, change) in zip(keys, changes) {
            events.append(
                key, occasion.now, day, occasion.actor.account, occasion.actor.path, roles, occasion.origin, subject,
                change.id, change.path, action, change.from, change.to, change.detail ?? detail)
        }
        try transaction.insert(events)
        return keys
    }
}
