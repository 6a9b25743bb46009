public import DatabaseKit
public import Domain

/// A membership asked for by another union (会籍转移).
public struct MembershipTransfer: Hashable, Sendable {
    public let id: ID<MembershipTransfer>
    public let person: ID<Person>
    public let from: ID<Union>
    public let to: ID<Union>
}

/// Transfers that wait for the releasing union.
public struct TransferStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Which of the people the union has asked for and not yet got.
    public func open(of people: [ID<Person>], to union: ID<Union>) throws -> Set<ID<Person>> {
        guard !people.isEmpty else { return [] }
        let rows = try transaction.query(
            """
            SELECT person_id FROM membership_transfer
            WHERE person_id IN \(list: people) AND to_union_id = \(union) AND status = 'open'
            """)
        return Set(try rows.map { try $0.get(0) })
    }

    public func insert(
        person: ID<Person>, from: ID<Union>, to unit: EnrollingUnit, by account: ID<Account>?, at now: Instant
    ) throws -> MembershipTransfer {
        let id = try transaction.newID(MembershipTransfer.self)
        try transaction.execute(
            """
            INSERT INTO membership_transfer (id, person_id, from_union_id, to_union_id, to_unit_id, requested_at,
                requested_by)
            VALUES (\(id), \(person), \(from), \(unit.union), \(unit.id), \(now), \(account))
            """)
        return MembershipTransfer(id: id, person: person, from: from, to: unit.union)
    }
}
