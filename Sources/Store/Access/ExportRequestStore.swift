public import DatabaseKit
public import Domain

/// 批量导出申请: who wants to take whom out in a file, and what a second person says to it.
public struct ExportRequestStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A request as it is kept.
    public struct Record: Sendable {
        public let request: ExportRequest
        public let asker: String
        public let unionName: String
        public let askedAt: Instant
        public let decider: String?
        public let decidedAt: Instant?
        /// What the second person has said.
        public let reason: String?
        /// How often the file was fetched.
        public let fetched: Int
    }

    /// What is asked.
    public struct Draft: Sendable {
        public let list: ExportRequest.List
        public let numbers: AlertRule.Numbers
        public let purpose: ExportPurpose
        public let people: Int
        /// What the file will be made of; sealed.
        public let conditions: String

        public init(
            _ list: ExportRequest.List, _ numbers: AlertRule.Numbers, purpose: ExportPurpose, people: Int,
            conditions: String
        ) {
            (self.list, self.numbers, self.purpose, self.people) = (list, numbers, purpose, people)
            self.conditions = conditions
        }
    }

    // MARK: Writing

    public func insert(
        _ draft: Draft, of union: ID<Union>, by account: ID<Account>, expiring limit: Instant, at now: Instant
    ) throws -> ID<ExportRequest> {
        let id = try transaction.newID(ExportRequest.self)
        try transaction.execute(
            """
            INSERT INTO export_request (id, asker_union_id, list, numbers, purpose, people, conditions_sealed, asked_at,
                asked_by, expires_at)
            VALUES (\(id), \(union), \(draft.list), \(draft.numbers), \(draft.purpose), \(draft.people),
                \(try seal.seal(draft.conditions, in: .exportConditions, row: id.rawValue)), \(now), \(account),
                \(limit))
            """)
        return id
    }

    /// - Throws: `StaleVersion` when it waits no more.
    public func consent(
        _ id: ID<ExportRequest>, _ reason: String?, expiring limit: Instant, by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE export_request SET status = 'consented', reason = \(reason), expires_at = \(limit),
                decided_by = \(account), decided_at = \(now)
            WHERE id = \(id) AND status = 'waiting'
            """)
    }

    /// - Throws: `StaleVersion` when it waits no more.
    public func refuse(
        _ id: ID<ExportRequest>, _ reason: String, by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE export_request SET status = 'refused', reason = \(reason), decided_by = \(account),
                decided_at = \(now), conditions_sealed = NULL
            WHERE id = \(id) AND status = 'waiting'
            """)
    }

    /// - Throws: `StaleVersion` when it is over.
    public func withdraw(_ id: ID<ExportRequest>) throws {
        try transaction.update(
            """
            UPDATE export_request SET status = 'withdrawn', conditions_sealed = NULL
            WHERE id = \(id) AND status IN ('waiting', 'consented')
            """)
    }

    /// Counts one more fetching of the file.
    ///
    /// - Throws: `StaleVersion` when the consent holds no more.
    public func fetch(_ id: ID<ExportRequest>, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE export_request SET fetched = fetched + 1
            WHERE id = \(id) AND status = 'consented' AND expires_at > \(now)
            """)
    }

    /// Ends those whose time is over and forgets their conditions.
    ///
    /// - Returns: which they are.
    public func lapse(before now: Instant) throws -> [ID<ExportRequest>] {
        let over: [ID<ExportRequest>] = try transaction.query(
            """
            SELECT id FROM export_request
            WHERE (status = 'waiting' OR status = 'consented') AND expires_at <= \(now) ORDER BY id LIMIT 1000
            """
        ).map { try $0.get("id") }
        guard !over.isEmpty else { return [] }
        try transaction.execute(
            """
            UPDATE export_request SET status = 'lapsed', conditions_sealed = NULL WHERE id IN \(list: over)
            """)
        return over
    }

    // MARK: Reading

    public func find(_ id: ID<ExportRequest>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(Self.record)
    }

    /// What the file is to be made of; nil once it is over.
    public func conditions(of id: ID<ExportRequest>) throws -> String? {
        let sealed: [UInt8]? = try transaction.first(
            "SELECT conditions_sealed FROM export_request WHERE id = \(id)"
        )?.get("conditions_sealed")
        return try sealed.map { try seal.open($0, in: .exportConditions, row: id.rawValue) }
    }

    /// How many of an account wait at this moment.
    public func waiting(of account: ID<Account>, at now: Instant) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS n FROM export_request
            WHERE asked_by = \(account) AND status = 'waiting' AND expires_at > \(now)
            """) ?? 0
    }

    public func count(_ part: ExportRequestPart, in scope: UnionScope, at now: Instant) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS n FROM export_request q JOIN trade_union u ON u.id = q.asker_union_id
            WHERE \(scope.covers("u.path")) AND \(Self.condition(part, now))
            """) ?? 0
    }

    /// The newest first.
    public func list(
        _ part: ExportRequestPart, in scope: UnionScope, page: ListPage, at now: Instant
    ) throws -> [Record] {
        try transaction.query(
            """
            \(Self.select) WHERE \(scope.covers("u.path")) AND \(Self.condition(part, now))
            ORDER BY q.id DESC LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(Self.record)
    }

    // MARK: Rows

    private static func condition(_ part: ExportRequestPart, _ now: Instant) -> SQL {
        let isOpen: SQL = "(q.status = 'waiting' OR q.status = 'consented') AND q.expires_at > \(now)"
        return switch part {
        case .open: isOpen
        case .closed: "NOT (\(isOpen))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.list, q.numbers, q.purpose, q.people, q.status, q.asked_at, q.asked_by, q.expires_at,
            q.decided_at, q.reason, q.fetched, u.path, u.name AS union_name, a.display_name AS asker,
            d.display_name AS decider
        FROM export_request q JOIN trade_union u ON u.id = q.asker_union_id JOIN account a ON a.id = q.asked_by
            LEFT JOIN account d ON d.id = q.decided_by
        """

    private static func record(_ row: Row) throws -> Record {
        Record(
            request: ExportRequest(
                id: try row.get("id"), askedBy: try row.get("asked_by"), path: try row.get("path"),
                list: try row.get("list"), numbers: try row.get("numbers"), purpose: try row.get("purpose"),
                people: try row.get("people"), expiresAt: try row.get("expires_at"), status: try row.get("status")),
            asker: try row.get("asker"), unionName: try row.get("union_name"), askedAt: try row.get("asked_at"),
            decider: try row.get("decider"), decidedAt: try row.get("decided_at"), reason: try row.get("reason"),
            fetched: try row.get("fetched"))
    }
}

extension ExportRequest.List: SQLBindable, SQLReadable {}
extension ExportRequest.Status: SQLBindable, SQLReadable {}
extension AlertRule.Numbers: SQLBindable, SQLReadable {}
extension ExportPurpose: SQLBindable, SQLReadable {}
