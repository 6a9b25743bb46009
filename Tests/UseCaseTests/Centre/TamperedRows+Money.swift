import DatabaseKit
import Domain
import Store

/// What a bank, a district and a unit have paid, and by which split.
extension TamperedRows {
    func bank(_ batch: TamperedRow) throws -> (TamperedRow, TamperedRow, TamperedRow) {
        let (statement, other) = (try transaction.newKey(), try transaction.newKey())
        for key in [statement, other] {
            try transaction.execute(
                """
                INSERT INTO bank_statement (id, union_id, file_name, rows, new_rows, known, other, failed, amount_fen, at)
                SELECT \(key), min(u.id), 'a.csv', 8, 2, 2, 2, 2, 100, 1 FROM trade_union u
                """)
        }
        let (line, second) = (try transaction.newKey(), try transaction.newKey())
        for key in [line, second] {
            try transaction.execute(
                """
                INSERT INTO bank_line (id, statement_id, union_id, row_number, day, amount_fen, text_sealed, identity,
                    status)
                SELECT \(key), id, union_id, 2, '2023-12-20', 100, \([UInt8(1)]), \([UInt8(truncatingIfNeeded: key)]),
                    'open'
                FROM bank_statement WHERE id = \(statement)
                """)
        }
        let booking = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO bank_booking (id, line_id, submission_id, amount_fen, at, undone_at, reason)
            VALUES (\(booking), \(line), \(batch.row), 100, 1, 2, '入错')
            """)
        return (
            TamperedRow(
                table: .bankStatement, name: "bank_statement", row: statement,
                changes: [
                    ("union_id", "union_id = (SELECT max(u.id) FROM trade_union u)"),
                    ("file_name", "file_name = 'b.csv'"), ("rows", "rows = rows + 1, failed = failed + 1"),
                    ("new_rows", "new_rows = new_rows + 1, known = known - 1"),
                    ("known", "known = known + 1, other = other - 1"),
                    ("other", "other = other + 1, failed = failed - 1"),
                    ("failed", "failed = failed + 1, new_rows = new_rows - 1"),
                    ("amount_fen", "amount_fen = amount_fen + 1"), ("at", "at = at + 1"),
                    ("account_id", "account_id = \(Self.somebody)"),
                ]),
            TamperedRow(
                table: .bankLine, name: "bank_line", row: line,
                changes: [
                    ("statement_id", "statement_id = \(other)"),
                    ("union_id", "union_id = (SELECT max(u.id) FROM trade_union u)"),
                    ("row_number", "row_number = row_number + 1"), ("day", "day = '2023-12-21'"),
                    ("amount_fen", "amount_fen = amount_fen + 1"), ("identity", "identity = \([UInt8(2), 3])"),
                    ("status", "status = 'aside'"),
                ]),
            TamperedRow(
                table: .bankBooking, name: "bank_booking", row: booking,
                changes: [
                    ("line_id", "line_id = \(second)"),
                    ("submission_id", "submission_id = \(Self.otherBatch(than: batch))"),
                    (
                        "enrolment_id",
                        "submission_id = NULL, enrolment_id = (SELECT min(e.id) FROM unit_enrolment e)"
                    ),
                    ("enrolment_id", "enrolment_id = (SELECT max(e.id) FROM unit_enrolment e)"),
                    ("amount_fen", "amount_fen = amount_fen + 1"), ("at", "at = at + 1"),
                    ("account_id", "account_id = \(Self.somebody)"), ("undone_at", "undone_at = undone_at + 1"),
                    ("undone_by", "undone_by = \(Self.somebody)"), ("reason", "reason = '重复'"),
                ])
        )
    }

    func credits(_ batch: TamperedRow) throws -> [TamperedRow] {
        let (credit, second, use) = (try transaction.newKey(), try transaction.newKey(), try transaction.newKey())
        for key in [credit, second] {
            try transaction.execute(
                """
                INSERT INTO credit (id, district_id, from_year, amount_fen, reason, at)
                SELECT \(key), min(u.id), 2021, 100, 'refund', 1 FROM trade_union u
                """)
        }
        try transaction.execute(
            """
            INSERT INTO credit_use (id, credit_id, submission_id, amount_fen, at)
            VALUES (\(use), \(credit), \(batch.row), 100, 1)
            """)
        return [
            TamperedRow(
                table: .credit, name: "credit", row: credit,
                changes: [
                    ("district_id", "district_id = (SELECT max(u.id) FROM trade_union u)"),
                    ("from_year", "from_year = 2020"), ("amount_fen", "amount_fen = amount_fen + 1"),
                    ("reason", "reason = 'other'"), ("status", "status = 'cancelled'"), ("at", "at = at + 1"),
                    ("account_id", "account_id = \(Self.somebody)"),
                ]),
            TamperedRow(
                table: .creditUse, name: "credit_use", row: use,
                changes: [
                    ("credit_id", "credit_id = \(second)"),
                    ("submission_id", "submission_id = \(Self.otherBatch(than: batch))"),
                    ("amount_fen", "amount_fen = amount_fen + 1"), ("at", "at = at + 1"),
                    ("returned_at", "returned_at = 1"),
                ]),
        ]
    }

    func share() throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO share_setting (id, year, plan_type, district_id, district_fen, set_at)
            SELECT \(id), max(p.year), min(p.type), (SELECT min(u.id) FROM trade_union u), 0, 1 FROM plan p
            WHERE p.year = (SELECT max(o.year) FROM plan o)
            """)
        return TamperedRow(
            table: .shareSetting, name: "share_setting", row: id,
            changes: Self.place(and: [
                ("district_fen", "district_fen = district_fen + 1"), ("set_at", "set_at = set_at + 1"),
                ("set_by", "set_by = \(Self.somebody)"),
            ]))
    }

    /// What a split belongs to, the year first, in which there is none that it could meet; then the rest of it.
    private static func place(
        and rest: [(column: String, assignment: SQL)]
    ) -> [(column: String, assignment: SQL)] {
        [
            ("year", "year = 1999"), ("plan_type", "plan_type = (SELECT max(p.type) FROM plan p WHERE p.year = 1999)"),
            ("district_id", "district_id = (SELECT max(u.id) FROM trade_union u)"),
            ("unit_id", "unit_id = (SELECT min(n.id) FROM enrolling_unit n)"),
        ] + rest
    }

    func shareChange() throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO share_change (id, year, plan_type, district_id, repriced, at)
            SELECT \(id), max(p.year), min(p.type), (SELECT min(u.id) FROM trade_union u), 0, 1 FROM plan p
            WHERE p.year = (SELECT max(o.year) FROM plan o)
            """)
        return TamperedRow(
            table: .shareChange, name: "share_change", row: id,
            changes: Self.place(and: [
                ("before_fen", "before_fen = 1"), ("after_fen", "after_fen = 1"), ("repriced", "repriced = 1"),
                ("at", "at = at + 1"), ("account_id", "account_id = \(Self.somebody)"),
            ]))
    }
}
