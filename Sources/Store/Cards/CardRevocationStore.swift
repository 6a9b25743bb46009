public import DatabaseKit
public import Domain

/// Requests to take submitted batches back.
public struct CardRevocationStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// A request with what a list says of it.
    public struct Listed: Sendable {
        public let revocation: CardBatchRevocation
        /// That has asked.
        public let union: ID<Union>
        public let batchNumber: String
        public let people: Int
        public let unitName: String
        public let unionName: String
        public let reason: String
        public let requestedAt: Instant
        public let requestedBy: String
        public let decidedAt: Instant?
        /// Why it was returned.
        public let answer: String?
    }

    public func insert(
        _ batch: CardBatchRecord, reason: String, by account: ID<Account>?, at now: Instant
    ) throws -> ID<CardBatchRevocation> {
        let id = try transaction.newID(CardBatchRevocation.self)
        try transaction.execute(
            """
            INSERT INTO card_batch_revocation (id, batch_id, union_id, reason, requested_at, requested_by)
            VALUES (\(id), \(batch.batch.id), \(batch.union), \(reason), \(now), \(account))
            """)
        return id
    }

    /// The newest request about a batch.
    public func newest(of batch: ID<CardBatch>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.batch_id = \(batch) ORDER BY q.id DESC LIMIT 1").map(Self.listed)
    }

    public func find(_ ids: [ID<CardBatchRevocation>]) throws -> [Listed] {
        try ids.inParts.flatMap { part in
            try transaction.query("\(Self.select) WHERE q.id IN \(list: part) ORDER BY q.id").map(Self.listed)
        }
    }

    public func count(_ part: CardRevocationPart, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS requests FROM card_batch_revocation q JOIN trade_union u ON u.id = q.union_id
            WHERE \(Self.condition(part, scope))
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: CardRevocationPart, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "q.id"
            case .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, scope)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(Self.listed)
    }

    /// - Throws: `StaleVersion` unless it was open.
    public func close(
        _ revocation: CardBatchRevocation, answer: String?, by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE card_batch_revocation SET status = \(revocation.status), decided_at = \(now),
                decided_by = \(account), answer = \(answer)
            WHERE id = \(revocation.id) AND status = 'open'
            """)
    }

    private static func condition(_ part: CardRevocationPart, _ scope: UnionScope) -> SQL {
        switch part {
        case .open: "q.status = 'open' AND \(scope.covers("u.path"))"
        case .closed: "q.status <> 'open' AND \(scope.covers("u.path"))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.batch_id, u.path, q.status, b.number, b.people, n.name AS unit_name, u.name AS union_name,
            q.reason, q.requested_at, coalesce(a.display_name, '') AS account, q.decided_at, q.answer, q.union_id
        FROM card_batch_revocation q JOIN card_batch b ON b.id = q.batch_id
            JOIN enrolling_unit n ON n.id = b.unit_id JOIN trade_union u ON u.id = q.union_id
            LEFT JOIN account a ON a.id = q.requested_by
        """

    private static func listed(_ row: Row) throws -> Listed {
        Listed(
            revocation: CardBatchRevocation(
                id: try row.get("id"), batch: try row.get("batch_id"), path: try row.get("path"),
                status: try row.get("status")),
            union: try row.get("union_id"), batchNumber: try row.get("number"), people: try row.get("people"),
            unitName: try row.get("unit_name"),
            unionName: try row.get("union_name"), reason: try row.get("reason"),
            requestedAt: try row.get("requested_at"), requestedBy: try row.get("account"),
            decidedAt: try row.get("decided_at"), answer: try row.get("answer"))
    }
}
