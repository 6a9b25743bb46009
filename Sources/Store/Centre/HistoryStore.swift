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
        /// Where the record stood then.
        public let path: UnionPath?
        public let day: CalendarDay
        public let at: Instant
    }

    /// Gives each record of a subject with its state now and its steps, one record at a time.
    ///
    /// Streams: nothing is held but the steps of one record.
    public func forEach(
        of subject: EventSubject, in table: Table,
        _ body: (_ record: Record, [Step]) throws -> Void
    ) throws {
        var current: Record?
        var steps: [Step] = []
        try transaction.forEach(
            """
            SELECT r.id, r.status, \(table.year) AS year, \(table.path) AS path, \(table.entry) AS entry,
                \(table.kind) AS kind, \(table.day) AS opened_on, \(table.due) AS due, e.action, e.from_status,
                e.to_status, e.account_id, e.subject_path, e.day, e.at
            FROM \(table.name) r LEFT JOIN event e
                ON e.subject = \(subject) AND e.subject_id = r.id AND e.to_status IS NOT NULL
            ORDER BY r.id, e.id
            """
        ) { row in
            let next: Int64 = try row.get("id")
            if let finished = current, finished.id != next {
                try body(finished, steps)
                steps = []
            }
            current = Record(
                id: next, status: try row.get("status"), year: try row.get("year"), path: try row.get("path"),
                entry: try row.get("entry"), kind: try row.get("kind"), openedOn: try row.get("opened_on"),
                due: try row.get("due"))
            let action: String? = try row.get("action")
            guard let action else { return }
            let place: String? = try row.get("subject_path")
            steps.append(
                Step(
                    action: action, from: try row.get("from_status"), to: try row.get("to_status"),
                    account: try row.get("account_id"), path: place.flatMap(UnionPath.init), day: try row.get("day"),
                    at: try row.get("at")))
        }
        if let current { try body(current, steps) }
    }

    /// The record whose history is read: its state now, and where it belongs.
    public struct Record: Sendable {
        public let id: Int64
        public let status: String
        public let year: Int?
        public let path: UnionPath?
        /// Of an instant list.
        public let entry: InstantEntry?
        /// Of a district's batch, with the day on which it was handed in.
        public let kind: UnitEnrolment.Kind?
        public let openedOn: CalendarDay?
        /// Of a district's batch: what it owed when it was handed in.
        public let due: Money?
    }

    public enum Table: Sendable {
        case enrolment, submission, cardBatch, transfer, removal, correction

        var name: SQL {
            switch self {
            case .enrolment: "unit_enrolment"
            case .submission: "district_submission"
            case .cardBatch: "card_batch"
            case .transfer: "membership_transfer"
            case .removal: "removal_request"
            case .correction: "enrolment_correction"
            }
        }

        var year: SQL {
            switch self {
            case .enrolment, .submission: "r.year"
            case .cardBatch, .transfer, .removal, .correction: "NULL"
            }
        }

        var entry: SQL {
            switch self {
            case .enrolment: "r.entry"
            case .submission, .cardBatch, .transfer, .removal, .correction: "CAST(NULL AS TEXT)"
            }
        }

        var kind: SQL {
            switch self {
            case .submission: "r.kind"
            case .enrolment, .cardBatch, .transfer, .removal, .correction: "CAST(NULL AS TEXT)"
            }
        }

        var day: SQL {
            switch self {
            case .submission: "r.submitted_on"
            case .enrolment, .cardBatch, .transfer, .removal, .correction: "CAST(NULL AS TEXT)"
            }
        }

        var due: SQL {
            switch self {
            case .submission: "r.district_fen + r.base_fen - r.credit_fen"
            case .enrolment, .cardBatch, .transfer, .removal, .correction: "CAST(NULL AS BIGINT)"
            }
        }

        var path: SQL {
            switch self {
            case .enrolment:
                """
                (SELECT u.path FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id WHERE n.id = r.unit_id)
                """
            case .submission: "(SELECT u.path FROM trade_union u WHERE u.id = r.district_id)"
            case .cardBatch, .transfer, .removal, .correction: "NULL"
            }
        }
    }
}
