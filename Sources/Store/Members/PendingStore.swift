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
                "SELECT id FROM removal_request WHERE member_id = \(member) AND status = 'open'"))
    }
}
