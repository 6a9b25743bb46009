import DatabaseKit
public import Domain
public import Store

extension AuditLog {
    /// What an incident is asked about: days of the real calendar, and who did it or from where.
    public struct Incident: Sendable {
        public let from: CalendarDay
        public let through: CalendarDay
        /// The name that the account signs in with; nil for everybody's acts.
        public let account: String?
        public let address: String?

        public init(from: CalendarDay, through: CalendarDay, account: String?, address: String?) {
            self.from = min(from, through)
            self.through = max(from, through)
            self.account = account
            self.address = address
        }
    }

    /// What an incident has touched (personal information protection law, article 57).
    public struct Affected: Sendable {
        public let people: [AffectedStore.Person]
        public let lists: [AffectedStore.List]
    }

    /// Lists the people of an incident, and what was taken out; that it was asked is an event.
    ///
    /// Somebody's record counts as touched when an act names it. A list that was taken out names nobody in the log: it is
    /// told beside, with its union and number of rows.
    ///
    /// - Throws: `Refusal.notFound` for an account that does not exist.
    public func affected(by incident: Incident, at now: Instant) async throws -> Affected {
        let found = try await platform.database.read { transaction -> Affected in
            var account: ID<Account>?
            if let name = incident.account {
                guard let known = try AccountStore(transaction).id(name: name) else { throw Refusal.notFound }
                account = known
            }
            let store = AffectedStore(transaction)
            let asked = AffectedStore.Incident(
                from: incident.from.start, end: incident.through.adding(days: 1).start, account: account,
                address: incident.address)
            var people: [AffectedStore.Person] = []
            try store.forEachPerson(asked) { people.append($0) }
            return Affected(people: people, lists: try store.lists(asked))
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).recordVisitor(
                "exported", on: .auditLog, 0, at: .root,
                detail: "people=\(found.people.count) from=\(incident.from) through=\(incident.through)",
                from: "gonghui audit", now)
        }
        return found
    }
}
