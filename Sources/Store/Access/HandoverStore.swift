public import DatabaseKit
public import Domain

/// Hand-overs of duties, and what is open in a union.
public struct HandoverStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What a new hand-over is written from.
    public struct Wish: Sendable {
        public let from: ManagedAccount
        public let to: ID<Account>
        public let fate: DutyHandover.Fate
        public let day: CalendarDay
        public let remark: String?

        public init(
            from: ManagedAccount, to: ID<Account>, fate: DutyHandover.Fate, day: CalendarDay, remark: String?
        ) {
            (self.from, self.to, self.fate, self.day, self.remark) = (from, to, fate, day, remark)
        }
    }

    public func insert(_ wish: Wish, by account: ID<Account>, at now: Instant) throws -> ID<DutyHandover> {
        let id = try transaction.newID(DutyHandover.self)
        try transaction.execute(
            """
            INSERT INTO duty_handover (id, union_id, from_account_id, to_account_id, fate, day, remark, asked_by, asked_at)
            VALUES (\(id), \(wish.from.account.union), \(wish.from.account.id), \(wish.to), \(wish.fate), \(wish.day),
                \(wish.remark), \(account), \(now))
            """)
        return id
    }

    public func find(_ id: ID<DutyHandover>) throws -> DutyHandover? {
        try transaction.first("\(Self.select) WHERE h.id = \(id)").map(Self.handover)
    }

    /// The hand-over of this account that waits for its roles to be moved.
    public func open(from account: ID<Account>) throws -> ID<DutyHandover>? {
        try transaction.value("SELECT id FROM duty_handover WHERE from_account_id = \(account) AND status = 'asked'")
    }

    /// The hand-overs in which this account gives or takes, the newest first.
    public func list(of account: ID<Account>, limit: Int) throws -> [DutyHandover] {
        try transaction.query(
            """
            \(Self.select) WHERE h.from_account_id = \(account) OR h.to_account_id = \(account)
            ORDER BY h.id DESC LIMIT \(limit)
            """
        ).map(Self.handover)
    }

    /// - Throws: `StaleVersion` when it has been settled already.
    public func settle(
        _ id: ID<DutyHandover>, as status: DutyHandover.Status, by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE duty_handover SET status = \(status), settled_by = \(account), settled_at = \(now)
            WHERE id = \(id) AND status = 'asked'
            """)
    }

    public func accept(_ id: ID<DutyHandover>, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE duty_handover SET accepted_at = \(now)
            WHERE id = \(id) AND status = 'done' AND accepted_at IS NULL
            """)
    }

    /// The nearest union at or above this path that has a security administrator on this day; nil where there is none.
    public func keeperOfRoles(at path: UnionPath, on day: CalendarDay) throws -> ID<Union>? {
        try transaction.value(
            """
            SELECT u.id FROM trade_union u JOIN account a ON a.union_id = u.id AND a.status = 'active'
            JOIN account_role r ON r.account_id = a.id AND r.role = 'security-administrator'
                AND \(AccountStore.inForce(on: day))
            WHERE u.path IN \(list: path.lineage) ORDER BY length(u.path) DESC LIMIT 1
            """)
    }

    // MARK: What is open

    /// How much of each kind waits in the union; kinds of which nothing waits are left out.
    ///
    /// - Parameter year: in which lists can be handed in now; those that nobody has begun wait too.
    public func open(in union: ID<Union>, enrolling year: Int? = nil) throws -> [OpenWork: Int] {
        var found: [OpenWork: Int] = [:]
        for work in OpenWork.allCases {
            let count =
                work == .todos
                ? try TodoStore(transaction).count(for: union, .business)
                : try transaction.value("SELECT count(*) FROM \(Self.rows(of: work, in: union))") ?? 0
            if count > 0 { found[work] = count }
        }
        let unbegun = try year.map { try self.unbegun(in: union, $0) } ?? 0
        if unbegun > 0 { found[.enrolments, default: 0] += unbegun }
        return found
    }

    /// Units that have people for a list of that year, and none begun.
    private func unbegun(in union: ID<Union>, _ year: Int) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM enrolling_unit n
                LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0
            WHERE n.union_id = \(union)
                AND (e.status = 'not-started' OR (e.id IS NULL AND \(UnitTallyStore.hasPeople)))
            """) ?? 0
    }

    private static func rows(of work: OpenWork, in union: ID<Union>) -> SQL {
        let units: SQL = "SELECT id FROM enrolling_unit WHERE union_id = \(union)"
        return switch work {
        case .todos: "todo WHERE union_id = \(union) AND closed_at IS NULL"
        case .imports:
            "member_import WHERE union_id = \(union) AND status IN ('reading', 'staged', 'applying')"
        case .comparisons: "member_comparison WHERE union_id = \(union) AND status IN ('comparing', 'compared')"
        case .cardDrafts: "card_batch WHERE unit_id IN (\(units)) AND status = 'draft'"
        case .cardBatches: "card_batch WHERE unit_id IN (\(units)) AND status IN ('submitted', 'in-production')"
        case .enrolments: "unit_enrolment WHERE unit_id IN (\(units)) AND status IN ('draft', 'returned')"
        case .corrections:
            """
            enrolment_correction c JOIN coverage v ON v.id = c.coverage_id
            WHERE v.unit_id IN (\(units)) AND c.status IN ('submitted', 'endorsed')
            """
        case .transfers:
            "membership_transfer WHERE status = 'open' AND (from_union_id = \(union) OR to_union_id = \(union))"
        case .removals: "removal_request WHERE union_id = \(union) AND status = 'open'"
        case .applications: "join_application WHERE union_id = \(union) AND status = 'open'"
        case .memberRequests: "own_request WHERE union_id = \(union) AND status = 'open'"
        case .unionRequests: "union_request WHERE union_id = \(union) AND status = 'open'"
        }
    }

    // MARK: Rows

    private static let select: SQL = """
        SELECT h.id, h.union_id, u.name AS union_name, u.path, h.from_account_id, f.name AS from_name,
            f.display_name AS from_person, h.to_account_id, t.name AS to_name, t.display_name AS to_person, h.fate, h.day,
            h.remark, b.display_name AS asked_by, h.asked_at, h.status, s.display_name AS settled_by, h.settled_at,
            h.accepted_at
        FROM duty_handover h JOIN trade_union u ON u.id = h.union_id JOIN account f ON f.id = h.from_account_id
            JOIN account t ON t.id = h.to_account_id JOIN account b ON b.id = h.asked_by
            LEFT JOIN account s ON s.id = h.settled_by
        """

    private static func handover(_ row: Row) throws -> DutyHandover {
        DutyHandover(
            id: try row.get("id"), union: try row.get("union_id"), unionName: try row.get("union_name"),
            path: try row.get("path"),
            from: DutyHandover.Party(
                account: try row.get("from_account_id"), name: try row.get("from_name"),
                displayName: try row.get("from_person")),
            to: DutyHandover.Party(
                account: try row.get("to_account_id"), name: try row.get("to_name"),
                displayName: try row.get("to_person")),
            fate: try row.get("fate"), day: try row.get("day"), remark: try row.get("remark"),
            askedBy: try row.get("asked_by"), askedAt: try row.get("asked_at"), status: try row.get("status"),
            settledBy: try row.get("settled_by"), settledAt: try row.get("settled_at"),
            acceptedAt: try row.get("accepted_at"))
    }
}

extension DutyHandover.Status: SQLBindable, SQLReadable {}
extension DutyHandover.Fate: SQLBindable, SQLReadable {}
