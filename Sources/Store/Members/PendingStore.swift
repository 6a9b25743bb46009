public import DatabaseKit
public import Domain

/// What is asked about a membership and not decided yet.
public struct PendingStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func find(of member: ID<Member>) throws -> PendingRequests {
        PendingRequests(
            transfer: try transaction.value(
                """
                SELECT id FROM membership_transfer
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(member))
                    AND member_id = \(member) AND status = 'open'
                ORDER BY id DESC LIMIT 1
                """),
            removal: try transaction.value(
                "SELECT id FROM removal_request WHERE member_id = \(member) AND status = 'open'"),
            correction: try transaction.value(
                """
                SELECT id FROM own_request
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(member)) AND kind = 'correction'
                    AND member_id = \(member) AND status = 'open'
                """))
    }

    /// The same for the members of a page, read for all of them at once; who waits for nothing is not in it.
    public func find(ofEach members: [(id: ID<Member>, person: ID<Person>)]) throws -> [ID<Member>: PendingRequests] {
        var found: [ID<Member>: PendingRequests] = [:]
        guard !members.isEmpty else { return found }
        let people = members.map(\.person)
        try transaction.forEach(
            """
            SELECT member_id, id FROM membership_transfer
            WHERE person_id IN \(list: people) AND status = 'open' ORDER BY id
            """
        ) { found[try $0.get(0), default: .none].transfer = try $0.get(1) }
        try transaction.forEach(
            "SELECT member_id, id FROM removal_request WHERE member_id IN \(list: members.map(\.id)) AND status = 'open'"
        ) { found[try $0.get(0), default: .none].removal = try $0.get(1) }
        try transaction.forEach(
            """
            SELECT member_id, id FROM own_request
            WHERE person_id IN \(list: people) AND kind = 'correction' AND status = 'open'
            """
        ) { found[try $0.get(0), default: .none].correction = try $0.get(1) }
        return found
    }
}
