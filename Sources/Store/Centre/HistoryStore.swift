public import DatabaseKit
public import Domain

/// The recorded state changes of workflows, read in order for a replay.
public struct HistoryStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// One state change: what was done to which record, by whom, on which business day.
    public struct Step: Sendable {
        public let action: String
        public let from: String?
        public let to: String?
        public let account: ID<Account>?
        public let day: CalendarDay
    }

    /// Gives each record of a subject with its state now and its steps, one record at a time.
    ///
    /// Streams: nothing is held but the steps of one record.
    public func forEach(
        of subject: EventSubject, in table: Table,
        _ body: (_ id: Int64, _ status: String, _ year: Int?, [Step]) throws -> Void
    ) throws {
        var id: Int64?
        var status = ""
        var year: Int?
        var steps: [Step] = []
        try transaction.forEach(
            """
            SELECT r.id, r.status, \(table.year) AS year, e.action, e.from_status, e.to_status, e.account_id, e.day
            FROM \(table.name) r LEFT JOIN event e
                ON e.subject = \(subject) AND e.subject_id = r.id AND e.to_status IS NOT NULL
            ORDER BY r.id, e.id
            """
        ) { row in
            let next: Int64 = try row.get("id")
            if let finished = id, finished != next {
                try body(finished, status, year, steps)
                steps = []
            }
            id = next
            status = try row.get("status")
            year = try row.get("year")
            let action: String? = try row.get("action")
            guard let action else { return }
            steps.append(
                Step(
                    action: action, from: try row.get("from_status"), to: try row.get("to_status"),
                    account: try row.get("account_id"), day: try row.get("day")))
        }
        if let id { try body(id, status, year, steps) }
    }

    public enum Table: Sendable {
        case enrolment, submission, cardBatch

        var name: SQL {
            switch self {
            case .enrolment: "unit_enrolment"
            case .submission: "district_submission"
            case .cardBatch: "card_batch"
            }
        }

        var year: SQL {
            switch self {
            case .enrolment, .submission: "r.year"
            case .cardBatch: "NULL"
            }
        }
    }
}
