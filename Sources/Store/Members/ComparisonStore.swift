public import DatabaseKit
public import Domain

/// Comparisons of rosters with the platform; their lines are kept by `ComparisonLineStore`.
public struct ComparisonStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Writing

    /// Adds a comparison without lines; it counts only when `finish` has been called.
    ///
    /// - Parameter halt: `.columns` for one that is not read before the clerk has said what its columns are.
    public func begin(
        union: ID<Union>, enterprise: ID<Enterprise>?, category: MemberCategory, flexibleKind: String?,
        extent: ComparisonExtent, fileName: String, halt: MemberComparison.Halt? = nil, by account: ID<Account>?,
        at now: Instant
    ) throws -> ID<MemberComparison> {
        let id = try transaction.newID(MemberComparison.self)
        try transaction.execute(
            """
            INSERT INTO member_comparison (id, union_id, enterprise_id, category, flexible_kind, extent, file_name,
                status, halt, created_at, created_by)
            VALUES (\(id), \(union), \(enterprise), \(category), \(flexibleKind), \(extent), \(fileName), 'comparing',
                \(halt), \(now), \(account))
            """)
        return id
    }

    /// Says what the comparison has found; its lines can be decided of from now on.
    ///
    /// - Throws: `StaleVersion` when it was given up meanwhile.
    public func finish(_ id: ID<MemberComparison>, _ counts: ComparisonCounts) throws {
        try transaction.update(
            """
            UPDATE member_comparison SET status = 'compared', new_count = \(counts.new),
                changed_count = \(counts.changed), same_count = \(counts.same), failed_count = \(counts.failed),
                missing_count = \(counts.missing), version = version + 1
            WHERE id = \(id) AND status = 'comparing' AND halt IS NULL
            """)
        try RosterJobStore(transaction).delete(.comparison(id))
    }

    /// Ends a comparison by which nothing was done; its lines go with the next clearing (`clearEnded`).
    ///
    /// - Throws: `StaleVersion` when something was done by it, or it has another version.
    public func end(_ id: ID<MemberComparison>, as halt: MemberComparison.Halt, version: Int) throws {
        try transaction.update(
            """
            UPDATE member_comparison SET status = 'expired', halt = \(halt), version = version + 1
            WHERE id = \(id) AND version = \(version) AND status <> 'expired' AND executed_count = 0
            """)
        try transaction.execute("DELETE FROM comparison_source WHERE comparison_id = \(id)")
        try RosterJobStore(transaction).delete(.comparison(id))
    }

    /// Throws away lines of comparisons that were ended before they had a result, at most `amount`.
    ///
    /// - Returns: how many went; 0 when none are left.
    public func clearEnded(amount: Int) throws -> Int {
        try transaction.execute(
            """
            DELETE FROM member_comparison_line WHERE id IN (
                SELECT l.id FROM member_comparison c JOIN member_comparison_line l ON l.comparison_id = c.id
                WHERE c.halt IS NOT NULL LIMIT \(amount))
            """)
    }

    /// Counts lines that were carried out.
    public func countExecuted(_ lines: Int, of id: ID<MemberComparison>) throws {
        try transaction.execute(
            "UPDATE member_comparison SET executed_count = executed_count + \(lines) WHERE id = \(id)")
    }

    // MARK: Clearing what has had its time

    /// Ends a union's comparisons that began before `limit`, and throws their files away; nothing more is done by them.
    ///
    /// Their lines wait to be cleared (``clearLines(of:amount:)``), and so do, of those that began before
    /// `resultLimit`, the lines that tell what was done. What is being carried out is left until it is.
    public func expire(of union: ID<Union>, before limit: Instant, results resultLimit: Instant) throws {
        func began(before limit: Instant) -> SQL {
            """
            SELECT c.id FROM member_comparison c
            WHERE c.union_id = \(union) AND c.created_at < \(limit) AND NOT \(Self.isExecuting)
            """
        }
        let old = began(before: limit)
        try transaction.execute("DELETE FROM comparison_source WHERE comparison_id IN (\(old))")
        try transaction.execute("DELETE FROM roster_job WHERE comparison_id IN (\(old))")
        try transaction.execute(
            """
            UPDATE member_comparison SET status = 'expired', halt = NULL, clearing = 'rows', version = version + 1
            WHERE id IN (\(old)) AND status <> 'expired'
            """)
        try transaction.execute(
            """
            UPDATE member_comparison SET clearing = 'results'
            WHERE id IN (\(began(before: resultLimit))) AND coalesce(clearing, '') <> 'results'
                AND EXISTS (SELECT 1 FROM member_comparison_line l WHERE l.comparison_id = member_comparison.id)
            """)
    }

    /// Throws away lines of a union's ended comparisons, at most `amount` of each sort; counts and dates stay, and so
    /// does what was carried out, until its own time is over.
    ///
    /// Of who is a member the row of the file goes all the same: the roll says who he is.
    ///
    /// - Returns: whether it has to be done again.
    public func clearLines(of union: ID<Union>, amount: Int) throws -> Bool {
        func lines(_ condition: SQL) -> SQL {
            """
            (SELECT l.id FROM member_comparison c JOIN member_comparison_line l ON l.comparison_id = c.id
                WHERE c.union_id = \(union) AND c.clearing IS NOT NULL AND (\(condition)) LIMIT \(amount))
            """
        }
        let idle = lines("c.clearing = 'results' OR l.effect IS NULL OR (l.part = 'new' AND l.effect = 'kept')")
        guard try transaction.execute("DELETE FROM member_comparison_line WHERE id IN \(idle)") < amount else {
            return true
        }
        let told = lines(
            "l.part = 'changed' AND l.cells_sealed IS NOT NULL AND l.member_id IS NOT NULL AND l.effect <> 'failed'")
        guard
            try transaction.execute("UPDATE member_comparison_line SET cells_sealed = NULL WHERE id IN \(told)")
                < amount
        else { return true }
        try transaction.execute(
            "UPDATE member_comparison SET clearing = NULL WHERE union_id = \(union) AND clearing IS NOT NULL")
        return false
    }

    /// The unions of which there is something to end or to clear.
    public func overdue(before limit: Instant, results resultLimit: Instant) throws -> [ID<Union>] {
        try transaction.query(
            """
            SELECT DISTINCT c.union_id FROM member_comparison c
            WHERE c.clearing IS NOT NULL OR (c.created_at < \(limit) AND NOT \(Self.isExecuting)
                AND (c.status <> 'expired' OR (c.created_at < \(resultLimit)
                    AND EXISTS (SELECT 1 FROM member_comparison_line l WHERE l.comparison_id = c.id))))
            """
        ).map { try $0.get(0) }
    }

    // MARK: Reading

    public func find(_ id: ID<MemberComparison>) throws -> MemberComparison? {
        try transaction.first("\(Self.select) WHERE c.id = \(id)").map(Self.comparison)
    }

    public func count(_ filter: ComparisonFilter, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS comparisons FROM member_comparison c JOIN trade_union u ON u.id = c.union_id
                LEFT JOIN account a ON a.id = c.created_by
            WHERE \(Self.condition(filter, scope))
            """) ?? 0
    }

    /// The comparisons of a subtree, the latest first.
    public func list(
        _ filter: ComparisonFilter, in scope: UnionScope, page: ListPage
    ) throws -> [MemberComparison] {
        try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(filter, scope))
            ORDER BY c.id DESC LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(Self.comparison)
    }

    private static func condition(_ filter: ComparisonFilter, _ scope: UnionScope) -> SQL {
        var parts: [SQL] = [scope.covers("u.path")]
        if let name = filter.fileName { parts.append("c.file_name LIKE \(name.asLikePattern) ESCAPE '\\'") }
        if let account = filter.account {
            let pattern = account.asLikePattern
            parts.append("(a.name LIKE \(pattern) ESCAPE '\\' OR a.display_name LIKE \(pattern) ESCAPE '\\')")
        }
        switch filter.state {
        case .arranging: parts.append("c.halt = 'columns'")
        case .comparing: parts.append("c.status = 'comparing' AND c.halt IS NULL")
        case .compared: parts.append("c.status = 'compared' AND NOT \(isExecuting) AND NOT \(isHeld)")
        case .held: parts.append("c.status = 'compared' AND \(isHeld)")
        case .executing: parts.append("c.status = 'compared' AND \(isExecuting)")
        case .interrupted: parts.append("c.halt = 'interrupted'")
        case .givenUp: parts.append("c.halt = 'given-up'")
        case .expired: parts.append("c.status = 'expired' AND c.halt IS NULL")
        case nil: break
        }
        return SQL.joined(parts, separator: " AND ")
    }

    /// Whether what was decided is being carried out.
    private static let isExecuting: SQL = """
        EXISTS (SELECT 1 FROM roster_job j WHERE j.comparison_id = c.id AND j.task = 'apply')
        """

    /// Whether what was decided waits for a second person.
    private static let isHeld: SQL = """
        EXISTS (SELECT 1 FROM mass_removal h WHERE h.comparison_id = c.id AND h.status = 'open')
        """

    private static let select: SQL = """
        SELECT c.id, c.union_id, u.path, c.enterprise_id, c.category, c.flexible_kind, c.extent, c.file_name, c.status,
            c.halt, c.new_count, c.changed_count, c.same_count, c.failed_count, c.missing_count,
            c.executed_count, c.created_at, CASE WHEN \(isExecuting) THEN 1 ELSE 0 END AS executing,
            CASE WHEN \(isHeld) THEN 1 ELSE 0 END AS held, coalesce(a.display_name, '') AS created_by, c.version
        FROM member_comparison c JOIN trade_union u ON u.id = c.union_id LEFT JOIN account a ON a.id = c.created_by
        """

    private static func comparison(_ row: Row) throws -> MemberComparison {
        var counts = ComparisonCounts()
        counts.new = try row.get("new_count")
        counts.changed = try row.get("changed_count")
        counts.same = try row.get("same_count")
        counts.failed = try row.get("failed_count")
        counts.missing = try row.get("missing_count")
        let (executing, held): (Int, Int) = (try row.get("executing"), try row.get("held"))
        return MemberComparison(
            id: try row.get("id"), union: try row.get("union_id"), unionPath: try row.get("path"),
            enterprise: try row.get("enterprise_id"), category: try row.get("category"),
            flexibleKind: try row.get("flexible_kind"), extent: try row.get("extent"),
            fileName: try row.get("file_name"), status: try row.get("status"), halt: try row.get("halt"),
            execution: executing == 1 ? .underWay : held == 1 ? .held : .idle, counts: counts,
            executed: try row.get("executed_count"), createdAt: try row.get("created_at"),
            createdBy: try row.get("created_by"),
            version: try row.get("version"))
    }
}

extension String {
    /// For LIKE … ESCAPE '\': whatever holds this text.
    var asLikePattern: String {
        var pattern = "%"
        for character in self {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}

extension MemberComparison.Status: SQLBindable, SQLReadable {}
extension MemberComparison.Halt: SQLBindable, SQLReadable {}
extension ComparisonExtent: SQLBindable, SQLReadable {}
extension ComparisonPart: SQLBindable, SQLReadable {}
extension ComparisonDecision: SQLBindable, SQLReadable {}
extension ComparisonEffect: SQLBindable, SQLReadable {}
