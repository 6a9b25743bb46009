import DatabaseKit
public import Domain

/// Rows that change before the confirmation, or by it.
extension MemberImportStore {
    public func row(_ number: Int, of id: ID<MemberImport>) throws -> StagedRow? {
        try transaction.first("\(Self.selectRow) WHERE import_id = \(id) AND number = \(number)").map {
            try Self.stagedRow($0, seal)
        }
    }

    /// The rows with these numbers that are there, in the order of the file.
    public func rows(_ numbers: [Int], of id: ID<MemberImport>) throws -> [StagedRow] {
        let found = try transaction.query(
            "\(Self.selectRow) WHERE import_id = \(id) AND number IN \(list: numbers) ORDER BY number")
        return try found.map { try Self.stagedRow($0, seal) }
    }

    /// Rows that may have a document or a phone in common with these, in the order of the file.
    public func rows(sharing keys: [StagedRow.Keys], of id: ID<MemberImport>) throws -> [StagedRow] {
        var found: [Int: StagedRow] = [:]
        let step = 1_000
        for start in stride(from: 0, to: keys.count, by: step) {
            let some = keys[start..<min(start + step, keys.count)]
            let rows = try transaction.query(
                """
                \(Self.selectRow) WHERE import_id = \(id)
                    AND (document_key IN \(list: Set(some.map(\.document)).sorted())
                        OR phone_key IN \(list: Set(some.map(\.phone)).sorted()))
                """
            )
            for row in rows {
                let staged = try Self.stagedRow(row, seal)
                found[staged.number] = staged
            }
        }
        return found.values.sorted { $0.number < $1.number }
    }

    /// Writes rows over, as they are now judged.
    public func replace(_ rows: [StagedRow], of id: ID<MemberImport>) throws {
        guard !rows.isEmpty else { return }
        var keys: [Int: Int64] = [:]
        let numbers = rows.map(\.number)
        let found = try transaction.query(
            "SELECT id, number FROM member_import_row WHERE import_id = \(id) AND number IN \(list: numbers)")
        for row in found { keys[try row.get(1)] = try row.get(0) }
        try transaction.executeMany(
            try rows.compactMap { row -> SQL? in
                guard let key = keys[row.number] else { return nil }
                return """
                    UPDATE member_import_row SET outcome = \(row.outcome), problem_group = \(row.group),
                        left_out = \(row.isLeftOut ? 1 : 0), document_key = \(row.keys?.document),
                        phone_key = \(row.keys?.phone), name_choice = \(row.nameChoice),
                        sealed = \(try seal.seal(row.text, in: .importRow, row: key))
                    WHERE id = \(key)
                    """
            })
    }

    /// Rows that would rename a member, and of which nobody has said whether they shall.
    public func undecidedNames(of id: ID<MemberImport>) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS rows FROM member_import_row
            WHERE import_id = \(id) AND problem_group = \(MemberProblem.Repair.chooseName) AND name_choice IS NULL
            """) ?? 0
    }

    /// The number of the last row that is in; 0 for none.
    public func lastRow(of id: ID<MemberImport>) throws -> Int {
        try transaction.value("SELECT max(number) FROM member_import_row WHERE import_id = \(id)") ?? 0
    }

    /// The next row that is kept out, behind `number`.
    public func nextFailed(after number: Int, of id: ID<MemberImport>) throws -> Int? {
        try transaction.value(
            """
            SELECT number FROM member_import_row
            WHERE import_id = \(id) AND outcome = 'failed' AND problem_group IS NOT NULL AND number > \(number)
            ORDER BY number LIMIT 1
            """)
    }

    /// Counts the rows anew and sets the status; the counts are those of the rows, whatever was counted before.
    ///
    /// - Throws: `StaleVersion` when the import no longer has this status.
    public func settle(_ id: ID<MemberImport>, from before: MemberImport.Status, to status: MemberImport.Status) throws
    {
        let counts = try recounted(id)
        try transaction.update(
            """
            UPDATE member_import SET status = \(status), rows = \(counts.rows), new_count = \(counts[.new]),
                updated_count = \(counts[.updated]), moved_count = \(counts[.moved]),
                unchanged_count = \(counts[.unchanged]), skipped_count = \(counts[.skipped]),
                failed_count = \(counts[.failed]), warning_count = \(counts.warnings), version = version + 1
            WHERE id = \(id) AND status = \(before)
            """)
    }

    /// Counts some rows otherwise than before.
    public func shift(from before: ImportCounts, to after: ImportCounts, of id: ID<MemberImport>) throws {
        func more(_ outcome: ImportOutcome) -> Int { after[outcome] - before[outcome] }
        try transaction.update(
            """
            UPDATE member_import SET new_count = new_count + \(more(.new)),
                updated_count = updated_count + \(more(.updated)), moved_count = moved_count + \(more(.moved)),
                unchanged_count = unchanged_count + \(more(.unchanged)),
                skipped_count = skipped_count + \(more(.skipped)), failed_count = failed_count + \(more(.failed)),
                warning_count = warning_count + \(after.warnings - before.warnings), version = version + 1
            WHERE id = \(id)
            """)
    }

    private func recounted(_ id: ID<MemberImport>) throws -> ImportCounts {
        var counts = ImportCounts()
        let found = try transaction.query(
            """
            SELECT outcome, count(*) AS rows, count(problem_group) AS with_problem FROM member_import_row
            WHERE import_id = \(id) GROUP BY outcome
            """)
        for row in found {
            let outcome: ImportOutcome = try row.get(0)
            counts.count(outcome, times: try row.get(1))
            if outcome != .failed { counts.warnings += try row.get(2) }
        }
        return counts
    }

    /// Sets the status of an import that has the other one.
    ///
    /// - Throws: `StaleVersion` when it has not.
    public func set(_ status: MemberImport.Status, of id: ID<MemberImport>, from before: MemberImport.Status) throws {
        try transaction.update(
            """
            UPDATE member_import SET status = \(status), version = version + 1
            WHERE id = \(id) AND status = \(before)
            """)
    }
}
