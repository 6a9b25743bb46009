public import DatabaseKit
public import Domain

/// Imports and their staged rows, which are sealed whole.
public struct MemberImportStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// One staged row; the text holds its cells and problems.
    public struct StagedRow: Sendable {
        public let number: Int
        public let outcome: ImportOutcome
        public let group: MemberProblem.Repair?
        public let text: String

        public init(number: Int, outcome: ImportOutcome, group: MemberProblem.Repair?, text: String) {
            self.number = number
            self.outcome = outcome
            self.group = group
            self.text = text
        }
    }

    // MARK: Writing

    /// Adds an import with no rows yet.
    ///
    /// - Parameter status: `.discarded` for one that will be staged in several transactions: it counts as staged only
    ///   when the last row is in, so an import whose reading was cut off can never be confirmed.
    public func begin(
        union: ID<Union>, unit: ID<EnrollingUnit>, enterprise: ID<Enterprise>?, category: MemberCategory,
        flexibleKind: String?, fileName: String, status: MemberImport.Status, by account: ID<Account>?,
        at now: Instant
    ) throws -> ID<MemberImport> {
        let id = try transaction.newID(MemberImport.self)
        try transaction.execute(
            """
            INSERT INTO member_import (id, union_id, unit_id, enterprise_id, category, flexible_kind, file_name, status,
                rows, created_at, created_by)
            VALUES (\(id), \(union), \(unit), \(enterprise), \(category), \(flexibleKind), \(fileName), \(status), 0,
                \(now), \(account))
            """)
        return id
    }

    /// Adds rows and what they count for, in one piece.
    public func append(_ rows: [StagedRow], counts: ImportCounts, to id: ID<MemberImport>) throws {
        var statements: [SQL] = []
        statements.reserveCapacity(rows.count)
        for row in rows {
            let key = try transaction.newKey()
            statements.append(
                """
                INSERT INTO member_import_row (id, import_id, number, outcome, problem_group, sealed)
                VALUES (\(key), \(id), \(row.number), \(row.outcome), \(row.group),
                    \(try seal.seal(row.text, in: .importRow, row: key)))
                """)
        }
        try transaction.executeMany(statements)
        try transaction.execute(
            """
            UPDATE member_import SET rows = rows + \(counts.rows), new_count = new_count + \(counts[.new]),
                updated_count = updated_count + \(counts[.updated]), moved_count = moved_count + \(counts[.moved]),
                unchanged_count = unchanged_count + \(counts[.unchanged]),
                skipped_count = skipped_count + \(counts[.skipped]), failed_count = failed_count + \(counts[.failed]),
                warning_count = warning_count + \(counts.warnings)
            WHERE id = \(id)
            """)
    }

    /// Says that the last row is in.
    public func finishStaging(_ id: ID<MemberImport>) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = 'staged', version = version + 1
            WHERE id = \(id) AND status = 'discarded' AND applied_at IS NULL
            """)
    }

    /// Says what the import did; the counts replace those of the preview.
    public func finish(_ id: ID<MemberImport>, counts: ImportCounts, version: Int, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = 'applied', rows = \(counts.rows), new_count = \(counts[.new]),
                updated_count = \(counts[.updated]), moved_count = \(counts[.moved]),
                unchanged_count = \(counts[.unchanged]), skipped_count = \(counts[.skipped]),
                failed_count = \(counts[.failed]), warning_count = \(counts.warnings), applied_at = \(now),
                version = version + 1
            WHERE id = \(id) AND version = \(version) AND status = 'staged'
            """)
        try ImportSourceStore(transaction, seal).delete(id)
    }

    /// Says of a row what confirming made of it, where that is not what the preview said.
    public func correct(_ number: Int, of id: ID<MemberImport>, to row: StagedRow) throws {
        let key: Int64? = try transaction.value(
            "SELECT id FROM member_import_row WHERE import_id = \(id) AND number = \(number)")
        guard let key else { return }
        try transaction.execute(
            """
            UPDATE member_import_row SET outcome = \(row.outcome), problem_group = \(row.group),
                sealed = \(try seal.seal(row.text, in: .importRow, row: key))
            WHERE id = \(key)
            """)
    }

    /// Gives an import up; its rows go at once.
    public func discard(_ id: ID<MemberImport>, version: Int) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = 'discarded', version = version + 1
            WHERE id = \(id) AND version = \(version) AND status = 'staged'
            """)
        try transaction.execute("DELETE FROM member_import_row WHERE import_id = \(id)")
        try ImportSourceStore(transaction, seal).delete(id)
    }

    /// Throws away the rows of a union's imports that began before `limit`; counts and dates stay (security,
    /// section 2).
    public func purge(of union: ID<Union>, before limit: Instant) throws {
        let old: SQL = "SELECT id FROM member_import WHERE union_id = \(union) AND created_at < \(limit)"
        try transaction.execute("DELETE FROM member_import_row WHERE import_id IN (\(old))")
        try transaction.execute("DELETE FROM import_source WHERE import_id IN (\(old))")
        try transaction.execute(
            """
            UPDATE member_import SET status = 'discarded', version = version + 1
            WHERE union_id = \(union) AND created_at < \(limit) AND status = 'staged'
            """)
    }

    // MARK: Reading

    public func find(_ id: ID<MemberImport>) throws -> MemberImport? {
        try transaction.first("\(Self.select) WHERE i.id = \(id)").map(Self.memberImport)
    }

    public func count(in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS imports FROM member_import i JOIN trade_union u ON u.id = i.union_id
            WHERE \(scope.covers("u.path"))
            """) ?? 0
    }

    /// The imports of a subtree, the latest first.
    public func list(in scope: UnionScope, page: ListPage) throws -> [MemberImport] {
        try transaction.query(
            """
            \(Self.select) WHERE \(scope.covers("u.path"))
            ORDER BY i.id DESC LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(Self.memberImport)
    }

    public func count(_ rows: ImportRows, of id: ID<MemberImport>) throws -> Int {
        try transaction.value(
            "SELECT count(*) AS rows FROM member_import_row WHERE import_id = \(id) AND \(rows.condition)") ?? 0
    }

    /// How many rows each repair would mend.
    public func groups(of id: ID<MemberImport>) throws -> [MemberProblem.Repair: Int] {
        var groups: [MemberProblem.Repair: Int] = [:]
        let rows = try transaction.query(
            """
            SELECT problem_group, count(*) AS rows FROM member_import_row
            WHERE import_id = \(id) AND problem_group IS NOT NULL GROUP BY problem_group
            """)
        for row in rows { groups[try row.get(0)] = try row.get(1) }
        return groups
    }

    /// Rows in the order of the file, behind the row `after`, at most `limit`.
    public func rows(
        _ rows: ImportRows, group: MemberProblem.Repair? = nil, of id: ID<MemberImport>, after number: Int = 0,
        limit: Int
    ) throws -> [StagedRow] {
        let narrowed: SQL = if let group { "AND problem_group = \(group)" } else { "" }
        return try transaction.query(
            """
            SELECT id, number, outcome, problem_group, sealed FROM member_import_row
            WHERE import_id = \(id) AND number > \(number) AND \(rows.condition) \(narrowed)
            ORDER BY number LIMIT \(limit)
            """
        ).map {
            StagedRow(
                number: try $0.get(1), outcome: try $0.get(2), group: try $0.get(3),
                text: try seal.open(try $0.get(4), in: .importRow, row: try $0.get(0)))
        }
    }

    private static let select: SQL = """
        SELECT i.id, i.union_id, u.path, i.unit_id, n.name AS unit_name, i.enterprise_id, i.category, i.flexible_kind,
            i.file_name, i.status, i.new_count, i.updated_count, i.moved_count, i.unchanged_count, i.skipped_count,
            i.failed_count, i.warning_count, i.created_at, coalesce(a.display_name, '') AS created_by, i.applied_at,
            i.version
        FROM member_import i JOIN trade_union u ON u.id = i.union_id JOIN enrolling_unit n ON n.id = i.unit_id
            LEFT JOIN account a ON a.id = i.created_by
        """

    private static func memberImport(_ row: Row) throws -> MemberImport {
        var counts = ImportCounts()
        counts.count(.new, times: try row.get("new_count"))
        counts.count(.updated, times: try row.get("updated_count"))
        counts.count(.moved, times: try row.get("moved_count"))
        counts.count(.unchanged, times: try row.get("unchanged_count"))
        counts.count(.skipped, times: try row.get("skipped_count"))
        counts.count(.failed, times: try row.get("failed_count"))
        counts.warnings = try row.get("warning_count")
        return MemberImport(
            id: try row.get("id"), union: try row.get("union_id"), unionPath: try row.get("path"),
            unit: try row.get("unit_id"), unitName: try row.get("unit_name"), enterprise: try row.get("enterprise_id"),
            category: try row.get("category"), flexibleKind: try row.get("flexible_kind"),
            fileName: try row.get("file_name"), status: try row.get("status"), counts: counts,
            createdAt: try row.get("created_at"), createdBy: try row.get("created_by"),
            appliedAt: try row.get("applied_at"), version: try row.get("version"))
    }
}

extension MemberImport.Status: SQLBindable, SQLReadable {}

extension ImportRows {
    fileprivate var condition: SQL {
        switch self {
        case .all: "1 = 1"
        case .withProblem: "problem_group IS NOT NULL"
        case .failed: "outcome = 'failed'"
        case .standing: "outcome <> 'failed'"
        }
    }
}
