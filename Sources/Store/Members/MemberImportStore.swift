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
        /// Whether the clerk has left it out.
        public let isLeftOut: Bool
        /// Whether the clerk agrees that it renames a member.
        public let nameChoice: NameChoice?
        /// By which rows of one file find each other; nil for a row that is wrong by itself or left out.
        public let keys: Keys?
        public let text: String

        public init(
            number: Int, outcome: ImportOutcome, group: MemberProblem.Repair?, isLeftOut: Bool = false,
            nameChoice: NameChoice? = nil, keys: Keys?, text: String
        ) {
            self.number = number
            self.outcome = outcome
            self.group = group
            self.isLeftOut = isLeftOut
            self.nameChoice = nameChoice
            self.keys = keys
            self.text = text
        }

        /// The beginnings of the blind indexes of document and phone; equal for equal ones, seldom for others.
        public struct Keys: Hashable, Sendable {
            public let document: Int64
            public let phone: Int64

            public init(document: Int64, phone: Int64) {
                self.document = document
                self.phone = phone
            }

            public init(_ indexes: PersonStore.Indexes) {
                self.init(document: Self.beginning(indexes.document.index), phone: Self.beginning(indexes.phone))
            }

            private static func beginning(_ index: [UInt8]) -> Int64 {
                index.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
            }
        }
    }

    // MARK: Writing

    /// Adds an import with no rows yet.
    ///
    /// - Parameter status: `.reading` for one that will be staged in several transactions: it counts as staged only
    ///   when the last row is in, so an import whose reading was cut off cannot be confirmed.
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
        var staged = Insertion(
            """
            INSERT INTO member_import_row (id, import_id, number, outcome, problem_group, document_key, phone_key,
                sealed)
            """, columns: 8)
        staged.reserve(rows.count)
        let keyed = try rows.map { (key: try transaction.newKey(), row: $0) }
        let sealed = try keyed.mapConcurrently { [seal] in try seal.seal($0.row.text, in: .importRow, row: $0.key) }
        for ((key, row), text) in zip(keyed, sealed) {
            staged.append(
                key, id, row.number, row.outcome, row.group, row.keys?.document, row.keys?.phone, text)
        }
        try transaction.insert(staged)
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

    /// Says what the import did; the counts replace those of the preview.
    ///
    /// - Parameter keptNames: rows whose name was not entered, because nobody has agreed to it.
    public func finish(
        _ id: ID<MemberImport>, counts: ImportCounts, keptNames: Int, version: Int, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = 'applied', rows = \(counts.rows), new_count = \(counts[.new]),
                updated_count = \(counts[.updated]), moved_count = \(counts[.moved]),
                unchanged_count = \(counts[.unchanged]), skipped_count = \(counts[.skipped]),
                failed_count = \(counts[.failed]), warning_count = \(counts.warnings), applied_at = \(now),
                kept_names = \(keptNames), version = version + 1
            WHERE id = \(id) AND version = \(version) AND status IN ('staged', 'applying')
            """)
        // In the file's own columns its failed rows can be mended.
        if counts[.failed] == 0 { try ImportSourceStore(transaction, seal).delete(id) }
        try RosterJobStore(transaction).delete(.memberImport(id))
    }

    /// Ends an import that is not written; its rows go with the next clearing (`clear`).
    public func discard(_ id: ID<MemberImport>, as ending: MemberImport.Ending, version: Int) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = 'discarded', ending = \(ending), version = version + 1
            WHERE id = \(id) AND version = \(version) AND status IN ('reading', 'staged')
            """)
        try ImportSourceStore(transaction, seal).delete(id)
        try RosterJobStore(transaction).delete(.memberImport(id))
    }

    /// Lets the imports expire that began before `limit` and were not confirmed, and throws the files of all of them
    /// away; counts and dates stay (security, section 2).
    ///
    /// One that is being written was confirmed in time: it is left alone until it has come to its end.
    public func expire(before limit: Instant) throws {
        let old: SQL = """
            SELECT id FROM member_import WHERE created_at < \(limit) AND status IN ('reading', 'staged')
            """
        try transaction.execute(
            """
            DELETE FROM import_source WHERE import_id IN (
                SELECT id FROM member_import WHERE created_at < \(limit) AND status <> 'applying')
            """)
        try transaction.execute("DELETE FROM roster_job WHERE import_id IN (\(old))")
        try transaction.execute(
            """
            UPDATE member_import SET status = 'discarded', ending = \(MemberImport.Ending.expired),
                version = version + 1
            WHERE id IN (\(old))
            """)
    }

    /// Throws away rows that nobody may see any more: of an import confirmed before `limit` all at once, so that its
    /// counts are never those of a part, of those given up at most `amount`.
    ///
    /// - Returns: how many went; 0 when none are left.
    public func clear(before limit: Instant, amount: Int) throws -> Int {
        let given = try transaction.execute(
            """
            DELETE FROM member_import_row WHERE id IN (
                SELECT r.id FROM member_import i JOIN member_import_row r ON r.import_id = i.id
                WHERE i.status = 'discarded' LIMIT \(amount))
            """)
        if given > 0 { return given }
        return try transaction.execute(
            """
            DELETE FROM member_import_row WHERE import_id = (
                SELECT i.id FROM member_import i
                WHERE i.status = 'applied' AND i.created_at < \(limit)
                    AND EXISTS (SELECT 1 FROM member_import_row r WHERE r.import_id = i.id)
                ORDER BY i.id LIMIT 1)
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
        try sealedRows(rows, group: group, of: id, after: number, limit: limit).opened()
    }

    /// The same as they are kept, to be opened elsewhere than in the transaction.
    public func sealedRows(
        _ rows: ImportRows, group: MemberProblem.Repair? = nil, of id: ID<MemberImport>, after number: Int = 0,
        limit: Int
    ) throws -> SealedRows {
        SealedRows(
            rows: try transaction.query(Self.page(rows, group: group, of: id, after: number, limit: limit)),
            seal: seal)
    }

    static func page(
        _ rows: ImportRows, group: MemberProblem.Repair?, of id: ID<MemberImport>, after number: Int, limit: Int
    ) -> SQL {
        let narrowed: SQL = if let group { "AND problem_group = \(group)" } else { "" }
        return """
            \(selectRow) WHERE import_id = \(id) AND number > \(number) AND \(rows.condition) \(narrowed)
            ORDER BY number LIMIT \(limit)
            """
    }

    /// Rows of an import that are still sealed.
    public struct SealedRows: Sendable {
        let rows: [Row]
        let seal: any FieldSealing

        /// The place of the last one in the file; nil without a row.
        public func end() throws -> Int? { try rows.last?.get("number") }

        public func opened() throws -> [StagedRow] {
            try rows.mapConcurrently { [seal] in try MemberImportStore.stagedRow($0, seal) }
        }
    }

    static let selectRow: SQL = """
        SELECT id, number, outcome, problem_group, left_out, name_choice, document_key, phone_key, sealed
        FROM member_import_row
        """

    static func stagedRow(_ row: Row, _ seal: any FieldSealing) throws -> StagedRow {
        let document: Int64? = try row.get(6)
        let phone: Int64? = try row.get(7)
        let keys = document.flatMap { document in phone.map { StagedRow.Keys(document: document, phone: $0) } }
        return StagedRow(
            number: try row.get(1), outcome: try row.get(2), group: try row.get(3),
            isLeftOut: try row.get(4) as Int == 1, nameChoice: try row.get(5), keys: keys,
            text: try seal.open(try row.get(8), in: .importRow, row: try row.get(0)))
    }

    private static let select: SQL = """
        SELECT i.id, i.union_id, u.path, i.unit_id, n.name AS unit_name, i.enterprise_id, i.category, i.flexible_kind,
            i.file_name, i.status, i.new_count, i.updated_count, i.moved_count, i.unchanged_count, i.skipped_count,
            i.failed_count, i.warning_count, i.created_at, coalesce(a.display_name, '') AS created_by, i.applied_at,
            i.kept_names, i.ending, i.version
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
            appliedAt: try row.get("applied_at"), keptNames: try row.get("kept_names"),
            ending: try row.get("ending"), version: try row.get("version"))
    }
}

extension MemberImport.Status: SQLBindable, SQLReadable {}

extension ImportRows {
    fileprivate var condition: SQL {
        switch self {
        case .all: "1 = 1"
        case .withProblem: "problem_group IS NOT NULL"
        // A failed row stands under a repair; the index of those that do holds no other.
        case .failed: "outcome = 'failed' AND problem_group IS NOT NULL"
        case .leftOut: "left_out = 1"
        case .standing: "outcome <> 'failed' AND left_out = 0"
        }
    }
}
