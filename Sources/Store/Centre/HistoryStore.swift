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

    /// The people of locked versions with the fingerprint taken at submission, one version at a time.
    public func forEachVersion(_ body: (_ id: Int64, _ stored: String, _ actual: String) throws -> Void) throws {
        var id: Int64?
        var stored = ""
        var fingerprint: RosterFingerprint?
        try transaction.forEach(
            """
            SELECT v.id, v.fingerprint, v.plan_type, v.city_fen, v.district_fen, v.base_fen, p.person_id, p.card_id
            FROM enrolment_version v
            LEFT JOIN enrolment_person p ON p.version_id = v.id AND p.bucket = 'enrolling'
            ORDER BY v.id, p.person_id
            """
        ) { row in
            let next: Int64 = try row.get("id")
            if next != id {
                if let id, let fingerprint { try body(id, stored, fingerprint.text) }
                id = next
                stored = try row.get("fingerprint")
                let rates = Rates(
                    city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
                fingerprint = RosterFingerprint(rates: rates, planType: try row.get("plan_type"))
            }
            let person: ID<Person>? = try row.get("person_id")
            if let person { fingerprint?.add(person: person, card: try row.get("card_id")) }
        }
        if let id, let fingerprint { try body(id, stored, fingerprint.text) }
    }
}
