public import DatabaseKit
public import Domain

/// Units that have not handed in, whom to call there, and every reminder.
public struct ReminderStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// A late unit with its contact still sealed.
    public struct Entry: Sendable {
        public let unit: EnrollingUnit
        public let status: UnitEnrolment.Status
        public let contact: [UInt8]?
        public let reminders: Int
        public let lastReminded: Instant?
    }

    /// Late units of a scope in the order of the tree, and how many they are.
    public func late(in scope: UnionScope, year: Int, _ range: ListRange) throws -> Listing<Entry> {
        let condition = Self.isLate(in: scope)
        let total: Int =
            try transaction.value("SELECT count(*) AS units \(Self.from(year)) WHERE \(condition)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            "\(Self.select(year)) WHERE \(condition) ORDER BY u.path, n.id LIMIT \(range.limit) OFFSET \(offset)")
        return Listing(entries: try rows.map(Self.entry), total: total, offset: offset)
    }

    /// One unit, late or not; nil for a key that is none.
    public func find(_ unit: ID<EnrollingUnit>, year: Int) throws -> Entry? {
        try transaction.first("\(Self.select(year)) WHERE n.id = \(unit)").map(Self.entry)
    }

    private static func isLate(in scope: UnionScope) -> SQL {
        """
        \(scope.covers("u.path")) AND (e.status IN \(list: UnitEnrolment.Status.allCases.filter(\.isLate))
            OR (e.id IS NULL AND \(UnitTallyStore.hasPeople)))
        """
    }

    private static func from(_ year: Int) -> SQL {
        """
        FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0
        """
    }

    private static func select(_ year: Int) -> SQL {
        """
        SELECT n.id, n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
            n.organisation_code, coalesce(e.status, 'not-started') AS status, c.sealed,
            coalesce(r.reminders, 0) AS reminders, r.last_at
        \(from(year))
            LEFT JOIN unit_contact c ON c.unit_id = n.id
            LEFT JOIN (SELECT unit_id, count(*) AS reminders, max(at) AS last_at FROM unit_reminder
                WHERE year = \(year) GROUP BY unit_id) r ON r.unit_id = n.id
        """
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            unit: try UnionStore.unit(row), status: try row.get("status"), contact: try row.get("sealed"),
            reminders: try row.get("reminders"), lastReminded: try row.get("last_at"))
    }

    // MARK: Reminders

    /// Keeps a reminder; a notice of the same day is kept once.
    ///
    /// - Returns: false when the unit had a notice that day.
    public func record(
        _ kind: Reminder.Kind, unit: ID<EnrollingUnit>, year: Int, note: String?, from union: ID<Union>,
        by account: ID<Account>, on today: CalendarDay, at now: Instant
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO unit_reminder (id, year, unit_id, union_id, kind, note, day, at, account_id)
            VALUES (\(try transaction.newKey()), \(year), \(unit), \(union), \(kind), \(note), \(today), \(now),
                \(account))
            ON CONFLICT (year, unit_id, day) WHERE kind = 'notice' DO NOTHING
            """) == 1
    }

    /// What was done about a unit, the newest first.
    public func history(of unit: ID<EnrollingUnit>, year: Int, limit: Int = 100) throws -> [Reminder] {
        try transaction.query(
            """
            SELECT r.at, r.kind, r.note, u.name, coalesce(a.display_name, '') AS account
            FROM unit_reminder r JOIN trade_union u ON u.id = r.union_id LEFT JOIN account a ON a.id = r.account_id
            WHERE r.unit_id = \(unit) AND r.year = \(year) ORDER BY r.at DESC, r.id DESC LIMIT \(limit)
            """
        ).map {
            Reminder(
                at: try $0.get("at"), kind: try $0.get("kind"), union: try $0.get("name"),
                account: try $0.get("account"), note: try $0.get("note"))
        }
    }

    /// - Parameter sealed: the contact, sealed for this unit.
    public func setContact(
        of unit: ID<EnrollingUnit>, sealed: [UInt8], by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO unit_contact (unit_id, sealed, at, account_id)
            VALUES (\(unit), \(sealed), \(now), \(account))
            ON CONFLICT (unit_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at,
                account_id = excluded.account_id
            """)
    }
}

extension Reminder.Kind: SQLBindable, SQLReadable {}
