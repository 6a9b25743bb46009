public import DatabaseKit
public import Domain

/// The forms that have had their effect, with the answer that was given (invariant I10).
public struct TicketStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The answer recorded for the ticket, if its form has been carried out by this account.
    public func answer(to ticket: String, by account: ID<Account>, act: String) throws -> String? {
        try transaction.value(
            "SELECT answer FROM form_ticket WHERE ticket = \(ticket) AND account_id = \(account) AND act = \(act)")
    }

    public func record(_ ticket: String, by account: ID<Account>, act: String, answer: String, at now: Instant) throws {
        try transaction.execute(
            """
            INSERT INTO form_ticket (ticket, account_id, act, answer, at)
            VALUES (\(ticket), \(account), \(act), \(answer), \(now))
            """)
    }

    public func purge(before limit: Instant) throws {
        try transaction.execute("DELETE FROM form_ticket WHERE at < \(limit)")
    }
}
