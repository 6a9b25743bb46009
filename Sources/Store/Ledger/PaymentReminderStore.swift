public import DatabaseKit
public import Domain

/// Units that have not paid their share to their district, whom to call there, and every reminder.
public struct PaymentReminderStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// An unpaid list with its unit's contact still sealed.
    public struct Entry: Sendable {
        public let unit: EnrollingUnit
        public let enrolment: ID<UnitEnrolment>
        /// Where the share is owed: to the district that handed the list in, and before that where the unit stands.
        public let creditor: UnionPath
        public let number: String
        public let year: Int
        public let due: Money
        public let paid: Money
        /// Until when the list may be handed in anew, after it came back late.
        public let reopenedUntil: CalendarDay?
        public let contact: [UInt8]?
        public let reminders: Int
        public let lastReminded: Instant?

        public var open: Money { due - paid }
    }

    /// Lists of a scope of which something is open, in the order of the tree, and how many they are.
    public func unpaid(
        in scope: UnionScope, year: Int, among statuses: [UnitEnrolment.Status] = UnitEnrolment.Status.allCases,
        _ range: ListRange
    ) throws -> Listing<Entry> {
        let condition: SQL =
            "e.id IN (\(ReceivableStore.lists(in: scope, year: year))) AND e.status IN \(list: statuses)"
        let total: Int =
            try transaction.value(
                """
                SELECT count(*) AS lists FROM (SELECT \(ReceivableStore.due) AS due, \(Self.paid) AS paid
                    \(Self.from) WHERE \(condition)) AS x WHERE x.due > x.paid
                """) ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            """
            SELECT * FROM (\(Self.select) WHERE \(condition)) AS x WHERE x.due > x.paid
            ORDER BY x.path, x.enrolment LIMIT \(range.limit) OFFSET \(offset)
            """)
        return Listing(entries: try rows.map(Self.entry), total: total, offset: offset)
    }

    /// One list, paid or not; nil for a key that is none.
    public func find(_ enrolment: ID<UnitEnrolment>) throws -> Entry? {
        try transaction.first("\(Self.select) WHERE e.id = \(enrolment)").map(Self.entry)
    }

    /// Those of these lists whose units are still asked to pay although nothing is open any more.
    public func settled(among enrolments: [ID<UnitEnrolment>]) throws -> [ID<UnitEnrolment>] {
        try transaction.query(
            """
            SELECT x.enrolment FROM (\(Self.select) WHERE e.id IN \(list: enrolments) AND EXISTS (SELECT 1 FROM todo t
                WHERE t.kind = \(Todo.Kind.payShare) AND t.subject_id = e.id AND t.closed_at IS NULL)) AS x
            WHERE x.due <= x.paid
            """
        ).map { try $0.get("enrolment") }
    }

    /// What has come in at the bank of the creditor, who stands on the way from the city to the list's place.
    private static let paid: SQL = """
        CAST(coalesce((SELECT sum(b.amount_fen) FROM bank_booking b JOIN bank_line l ON l.id = b.line_id
                JOIN trade_union k ON k.id = l.union_id
            WHERE b.enrolment_id = e.id AND b.undone_at IS NULL
                AND substr(\(creditor), 1, length(k.path)) = k.path), 0) AS BIGINT)
        """

    private static let creditor: SQL = "coalesce(d.path, u.path)"

    private static let from: SQL = """
        FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            LEFT JOIN district_submission s ON s.id = e.submission_id
            LEFT JOIN trade_union d ON d.id = s.district_id
        """

    private static let select: SQL = """
        SELECT e.id AS enrolment, \(creditor) AS creditor, e.number, e.year, e.reopened_until, n.id,
            n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
            n.organisation_code, \(ReceivableStore.due) AS due, \(paid) AS paid,
            (SELECT c.sealed FROM unit_contact c WHERE c.unit_id = n.id) AS sealed,
            (SELECT count(*) FROM payment_reminder r WHERE r.enrolment_id = e.id) AS reminders,
            (SELECT max(r.at) FROM payment_reminder r WHERE r.enrolment_id = e.id) AS last_at
        \(from)
        """

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            unit: try UnionStore.unit(row), enrolment: try row.get("enrolment"), creditor: try row.get("creditor"),
            number: try row.get("number"), year: try row.get("year"), due: try row.get("due"),
            paid: try row.get("paid"),
            reopenedUntil: try row.get("reopened_until"), contact: try row.get("sealed"),
            reminders: try row.get("reminders"), lastReminded: try row.get("last_at"))
    }

    // MARK: Reminders

    /// Keeps a reminder; a notice of the same day is kept once.
    ///
    /// - Returns: false when the list had a notice that day.
    public func record(
        _ kind: Reminder.Kind, _ entry: Entry, note: String?, from union: ID<Union>, by account: ID<Account>,
        on today: CalendarDay, at now: Instant
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO payment_reminder (id, enrolment_id, union_id, kind, open_fen, note, day, at, account_id)
            VALUES (\(try transaction.newKey()), \(entry.enrolment), \(union), \(kind), \(entry.open), \(note),
                \(today), \(now), \(account))
            ON CONFLICT (enrolment_id, day) WHERE kind = 'notice' DO NOTHING
            """) == 1
    }

    /// What was done about a list, the newest first.
    public func history(of enrolment: ID<UnitEnrolment>, limit: Int = 100) throws -> [PaymentReminder] {
        try transaction.query(
            """
            SELECT r.at, r.kind, r.note, r.open_fen, u.name, coalesce(a.display_name, '') AS account
            FROM payment_reminder r JOIN trade_union u ON u.id = r.union_id LEFT JOIN account a ON a.id = r.account_id
            WHERE r.enrolment_id = \(enrolment) ORDER BY r.at DESC, r.id DESC LIMIT \(limit)
            """
        ).map {
            PaymentReminder(
                Reminder(
                    at: try $0.get("at"), kind: try $0.get("kind"), union: try $0.get("name"),
                    account: try $0.get("account"), note: try $0.get("note")), open: try $0.get("open_fen"))
        }
    }
}
