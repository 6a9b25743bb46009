import DatabaseKit
public import Domain
import Store

/// The sessions of one's own account: where one is logged in, and ending it from elsewhere (强退).
public struct Sessions: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct Entry: Sendable {
        public let id: ID<Session>
        public let loggedInAt: Instant
        public let seenAt: Instant
        public let origin: String
        /// What the browser says of itself.
        public let agent: String
    }

    /// The living sessions of the actor's account, the last used first.
    public func list(_ occasion: Occasion) async throws -> [Entry] {
        try await platform.database.read { try Self.living(of: occasion.actor.account, $0, at: occasion.now) }
    }

    static func living(
        of account: ID<Account>, _ transaction: any Transaction, at now: Instant
    ) throws -> [Entry] {
        try SessionStore(transaction).list(
            of: account, createdAfter: now.adding(hours: -Logins.Limits.absoluteHours),
            seenAfter: now.adding(minutes: -Logins.Limits.idleMinutes - 1)
        ).map {
            Entry(id: $0.id, loggedInAt: $0.createdAt, seenAt: $0.seenAt, origin: $0.origin, agent: $0.agent)
        }
    }

    /// Ends a session of the actor's account at once; another account's is not there.
    public func end(_ id: ID<Session>, _ occasion: Occasion) async throws {
        let actor = occasion.actor
        try await platform.database.write { transaction in
            let sessions = SessionStore(transaction)
            guard try sessions.account(of: id) == actor.account else { throw Refusal.notFound }
            try sessions.delete(id)
            try EventStore(transaction).record(
                "end-session", on: .account, actor.account.rawValue, at: actor.path, occasion)
        }
    }
}
