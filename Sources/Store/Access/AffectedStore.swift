public import DatabaseKit
public import Domain

/// Whose records the audit log says were seen or changed: what a breach asks for first.
public struct AffectedStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Which acts an incident is about.
    public struct Incident: Sendable {
        public let from: Instant
        /// The first moment after it.
        public let end: Instant
        public let account: ID<Account>?
        /// Where the requests came from.
        public let address: String?

        public init(from: Instant, end: Instant, account: ID<Account>?, address: String?) {
            self.from = from
            self.end = end
            self.account = account
            self.address = address
        }
    }

    /// Somebody whose record was touched.
    public struct Person: Hashable, Sendable {
        public let name: String
        /// The newest membership; nil for somebody who never was a member.
        public let memberNumber: String?
        public let union: String?
        public let acts: Int
        public let firstAt: Instant
        public let lastAt: Instant
    }

    /// A list that left the platform; the log says how many people it held, and of which union.
    public struct List: Hashable, Sendable {
        public let at: Instant
        public let account: String?
        public let subject: String
        public let action: String
        public let union: String?
        public let detail: String?
    }

    /// Everybody whose own record was touched, once each.
    public func forEachPerson(_ incident: Incident, _ body: (Person) throws -> Void) throws {
        let touched = SQL.joined(Self.ways.map { way in way(Self.condition(incident)) }, separator: " UNION ALL ")
        try transaction.forEach(
            """
            SELECT p.name, m.number, u.name AS union_name, t.acts, t.first_at, t.last_at
            FROM (
                SELECT x.person_id, count(*) AS acts, min(x.at) AS first_at, max(x.at) AS last_at
                FROM (\(touched)) x GROUP BY x.person_id
            ) t
            JOIN person p ON p.id = t.person_id
            LEFT JOIN member m ON m.id = (SELECT max(n.id) FROM member n WHERE n.person_id = p.id)
            LEFT JOIN trade_union u ON u.id = m.union_id
            ORDER BY coalesce(u.path, ''), p.id
            """
        ) { row in
            try body(
                Person(
                    name: try row.get(0), memberNumber: try row.get(1), union: try row.get(2), acts: try row.get(3),
                    firstAt: try row.get(4), lastAt: try row.get(5)))
        }
    }

    /// Every list and file that was taken out.
    public func lists(_ incident: Incident) throws -> [List] {
        try transaction.query(
            """
            SELECT e.at, a.name AS account, e.subject, e.action, u.name AS union_name, e.detail
            FROM event e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN trade_union u ON u.path = e.subject_path
            WHERE \(Self.condition(incident))
                AND e.action IN ('exported', 'downloaded', 'download-order-file', 'returned')
            ORDER BY e.at, e.id
            """
        ).map { row in
            List(
                at: try row.get(0), account: try row.get(1), subject: try row.get(2), action: try row.get(3),
                union: try row.get(4), detail: try row.get(5))
        }
    }

    private static func condition(_ incident: Incident) -> SQL {
        var parts: [SQL] = ["e.at >= \(incident.from)", "e.at < \(incident.end)"]
        if let account = incident.account { parts.append("e.account_id = \(account)") }
        if let address = incident.address { parts.append("e.origin = \(address)") }
        return SQL.joined(parts, separator: " AND ")
    }

    /// From an event to the people of its subject; refused acts have shown nothing.
    private static let ways: [@Sendable (SQL) -> SQL] = [
        { way("JOIN member r ON r.id = e.subject_id", "IN ('member', 'own-access')", $0) },
        { way("JOIN service_card r ON r.id = e.subject_id", "= 'service-card'", $0) },
        { way("JOIN membership_transfer r ON r.id = e.subject_id", "= 'transfer'", $0) },
        { way("JOIN removal_request r ON r.id = e.subject_id", "= 'removal'", $0) },
        { way("JOIN own_request r ON r.id = e.subject_id", "= 'own-request'", $0) },
        { way("JOIN benefit_payment r ON r.id = e.subject_id", "= 'benefit'", $0) },
        { way("JOIN claim_conflict r ON r.id = e.subject_id", "= 'claim-conflict'", $0) },
        {
            way(
                """
                JOIN enrolment_correction c ON c.id = e.subject_id JOIN coverage r ON r.id = c.coverage_id
                """, "= 'correction'", $0)
        },
        {
            way(
                "JOIN coverage_proof c ON c.id = e.subject_id JOIN coverage r ON r.id = c.coverage_id",
                "= 'coverage-proof'", $0)
        },
        {
            way(
                "JOIN join_application a ON a.id = e.subject_id JOIN member r ON r.id = a.member_id",
                "= 'join-application'", $0)
        },
        {
            way(
                "JOIN card_batch_line l ON l.batch_id = e.subject_id JOIN member r ON r.id = l.member_id",
                "= 'card-batch'", $0)
        },
        {
            way(
                """
                JOIN enrolment_version v ON v.enrolment_id = e.subject_id JOIN enrolment_person r ON r.version_id = v.id
                """, "= 'enrolment'", $0)
        },
    ]

    private static func way(_ join: SQL, _ subject: SQL, _ condition: SQL) -> SQL {
        """
        SELECT r.person_id, e.at FROM event e \(join)
        WHERE e.subject \(subject) AND e.action NOT LIKE '%-refused' AND \(condition)
        """
    }
}
