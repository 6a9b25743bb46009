public import DatabaseKit
public import Domain

/// Requests about memberships that were returned, and who had asked.
public struct ReturnedStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The unions of the accounts that have asked; one that nobody has asked by an account is left out.
    public func askers(ofTransfers ids: [ID<MembershipTransfer>]) throws -> [ID<MembershipTransfer>: ID<Union>] {
        var askers: [ID<MembershipTransfer>: ID<Union>] = [:]
        for part in ids.inParts {
            try transaction.forEach(
                """
                SELECT t.id, a.union_id FROM membership_transfer t JOIN account a ON a.id = t.requested_by
                WHERE t.id IN \(list: part)
                """
            ) { askers[try $0.get(0)] = try $0.get(1) }
        }
        return askers
    }

    public func askers(ofRemovals ids: [ID<RemovalRequest>]) throws -> [ID<RemovalRequest>: ID<Union>] {
        var askers: [ID<RemovalRequest>: ID<Union>] = [:]
        for part in ids.inParts {
            try transaction.forEach(
                """
                SELECT q.id, coalesce(a.union_id, q.union_id) FROM removal_request q
                    LEFT JOIN account a ON a.id = q.requested_by
                WHERE q.id IN \(list: part)
                """
            ) { askers[try $0.get(0)] = try $0.get(1) }
        }
        return askers
    }

    /// The transfers of these people that were returned.
    public func transfers(of people: [ID<Person>]) throws -> [ID<MembershipTransfer>] {
        try people.inParts.flatMap { part in
            try transaction.query(
                "SELECT id FROM membership_transfer WHERE person_id IN \(list: part) AND status = 'returned'"
            ).map { try $0.get(0) }
        }
    }

    /// The requests for a deletion of these people that were returned.
    public func removals(of people: [ID<Person>]) throws -> [ID<RemovalRequest>] {
        try people.inParts.flatMap { part in
            try transaction.query(
                "SELECT id FROM removal_request WHERE person_id IN \(list: part) AND status = 'returned'"
            ).map { try $0.get(0) }
        }
    }
}
