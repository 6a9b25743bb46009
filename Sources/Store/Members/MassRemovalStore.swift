public import DatabaseKit
public import Domain

/// 批量删除申请: who wants to end so many memberships, and what a second person says to it.
public struct MassRemovalStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// A request as it is kept.
    public struct Record: Sendable {
        public let request: MassRemoval
        public let union: ID<Union>
        public let unionName: String
        public let asker: String
        public let askedAt: Instant
        /// Where it was asked from; what is done after the consent is done for the asker.
        public let origin: String
        public let decider: String?
        public let decidedAt: Instant?
        /// What the second person has said.
        public let reason: String?
    }

    // MARK: Writing

    public func insert(
        _ act: MassRemoval.Act, _ reasons: [RemovalReason: Int], of union: ID<Union>, by account: ID<Account>,
        from origin: String, expiring limit: Instant, at now: Instant
    ) throws -> ID<MassRemoval> {
        let id = try transaction.newID(MassRemoval.self)
        try transaction.execute(
            """
            INSERT INTO mass_removal (id, asker_union_id, batch_id, comparison_id, retired, convicted, deceased, origin,
                asked_at, asked_by, expires_at)
            VALUES (\(id), \(union), \(act.batch), \(act.comparison), \(reasons[.retired] ?? 0),
                \(reasons[.convicted] ?? 0), \(reasons[.deceased] ?? 0), \(origin), \(now), \(account), \(limit))
            """)
        return id
    }

    /// The second person's answer.
    ///
    /// - Throws: `StaleVersion` when it waits no more.
    public func decide(
        _ id: ID<MassRemoval>, as status: MassRemoval.Status, _ reason: String?, by account: ID<Account>,
        at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE mass_removal SET status = \(status), reason = \(reason), decided_by = \(account),
                decided_at = \(now)
            WHERE id = \(id) AND status = 'open'
            """)
    }

    /// - Throws: `StaleVersion` when it waits no more.
    public func withdraw(_ id: ID<MassRemoval>) throws {
        try transaction.update("UPDATE mass_removal SET status = 'withdrawn' WHERE id = \(id) AND status = 'open'")
    }

    /// Ends those whose time is over.
    ///
    /// - Returns: which they are, as they were.
    public func lapse(before now: Instant) throws -> [Record] {
        let over = try transaction.query(
            "\(Self.select) WHERE q.status = 'open' AND q.expires_at <= \(now) ORDER BY q.id LIMIT 1000"
        ).map(Self.record)
        guard !over.isEmpty else { return [] }
        try transaction.execute(
            "UPDATE mass_removal SET status = 'lapsed' WHERE id IN \(list: over.map(\.request.id))")
        return over
    }

    // MARK: Reading

    public func find(_ id: ID<MassRemoval>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(Self.record)
    }

    /// Those that wait in a subtree, the newest first.
    public func open(in scope: UnionScope, limit: Int, at now: Instant) throws -> [Record] {
        try transaction.query(
            """
            \(Self.select) WHERE q.status = 'open' AND q.expires_at > \(now) AND \(scope.covers("u.path"))
            ORDER BY q.id DESC LIMIT \(limit)
            """
        ).map(Self.record)
    }

    /// The request that a batch of deletions has waited for; nil for one that nobody was asked about.
    public func find(of batch: ID<MemberBatch>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE q.batch_id = \(batch)").map(Self.record)
    }

    /// The request for which what was decided of a comparison waits.
    public func open(of comparison: ID<MemberComparison>) throws -> ID<MassRemoval>? {
        try transaction.value("SELECT id FROM mass_removal WHERE comparison_id = \(comparison) AND status = 'open'")
    }

    private static let select: SQL = """
        SELECT q.id, q.asker_union_id, q.batch_id, q.comparison_id, q.retired, q.convicted, q.deceased, q.origin,
            q.status, q.asked_at, q.asked_by, q.expires_at, q.decided_at, q.reason, u.path, u.name AS union_name,
            a.display_name AS asker, d.display_name AS decider
        FROM mass_removal q JOIN trade_union u ON u.id = q.asker_union_id JOIN account a ON a.id = q.asked_by
            LEFT JOIN account d ON d.id = q.decided_by
        """

    private static func record(_ row: Row) throws -> Record {
        let batch: ID<MemberBatch>? = try row.get("batch_id")
        let reasons: [RemovalReason: Int] = [
            .retired: try row.get("retired"), .convicted: try row.get("convicted"),
            .deceased: try row.get("deceased"),
        ]
        return Record(
            request: MassRemoval(
                id: try row.get("id"), askedBy: try row.get("asked_by"), path: try row.get("path"),
                act: try batch.map(MassRemoval.Act.batch) ?? .comparison(row.get("comparison_id")),
                reasons: reasons.filter { $0.value > 0 }, expiresAt: try row.get("expires_at"),
                status: try row.get("status")),
            union: try row.get("asker_union_id"), unionName: try row.get("union_name"), asker: try row.get("asker"),
            askedAt: try row.get("asked_at"), origin: try row.get("origin"), decider: try row.get("decider"),
            decidedAt: try row.get("decided_at"), reason: try row.get("reason"))
    }
}

extension MassRemoval.Act {
    fileprivate var batch: ID<MemberBatch>? {
        switch self {
        case .batch(let id): id
        case .comparison: nil
        }
    }

    fileprivate var comparison: ID<MemberComparison>? {
        switch self {
        case .batch: nil
        case .comparison(let id): id
        }
    }
}
