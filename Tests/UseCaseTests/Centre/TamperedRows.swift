import DatabaseKit
import Domain
import Store

/// A row of a sealed table, and what somebody with the engine's own tools could write into each column that is sealed.
struct TamperedRow: Sendable {
    let table: SealedTable
    let name: SQL
    let row: Int64
    /// Column and assignment; each leaves a row that the schema allows, so that the next one can follow.
    let changes: [(column: String, assignment: SQL)]
}

/// One row for each sealed table, beside those of a rehearsed year.
struct TamperedRows {
    let transaction: any Transaction

    func planted() throws -> [TamperedRow] {
        let batch = try batch()
        let (statement, line, booking) = try bank(batch)
        return try [
            statement, line, booking, batch, voucher(batch), payment(), person(), share(), shareChange(), version(),
            cardBatch(), document(), card(),
        ] + credits(batch)
    }

    /// A year with the same plans, for rows that are said to be of another one.
    func anotherYear() throws {
        try transaction.execute(
            """
            INSERT INTO plan_year (year, status, coverage_from, coverage_through, register_as_of, retired_before,
                base_payment_due, district_payment_due, return_days, voucher_days, address_rule)
            SELECT 1999, status, coverage_from, coverage_through, register_as_of, retired_before, base_payment_due,
                district_payment_due, return_days, voucher_days, address_rule
            FROM plan_year WHERE year = (SELECT max(o.year) FROM plan_year o)
            """)
        try transaction.execute(
            """
            INSERT INTO plan (year, type, name, premium_fen, city_fen, default_district_fen, categories, position)
            SELECT 1999, type, name, premium_fen, city_fen, default_district_fen, categories, position
            FROM plan WHERE year = (SELECT max(o.year) FROM plan o)
            """)
    }

    static let somebody: SQL = "(SELECT max(a.id) FROM account a)"

    private func batch() throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO district_submission (id, number, district_id, year, status, units, heads, premium_fen, city_fen,
                district_fen, base_fen, contact_sealed, voucher_due, submitted_at, submitted_on, updated_at)
            VALUES (\(id), 'CB-1', (SELECT min(u.id) FROM trade_union u), (SELECT max(y.year) FROM plan_year y),
                'completed', 0, 0, 0, 0, 0, 0, \([UInt8(1)]), '2024-01-20', 1, '2024-01-01', 1)
            """)
        return TamperedRow(
            table: .districtSubmission, name: "district_submission", row: id,
            changes: [
                ("number", "number = 'CB-2'"),
                ("district_id", "district_id = (SELECT max(u.id) FROM trade_union u)"),
                ("year", "year = 1999"), ("kind", "kind = 'instant'"), ("units", "units = units + 1"),
                ("heads", "heads = heads + 1"),
                ("premium_fen", "premium_fen = premium_fen + 1, base_fen = base_fen + 1"),
                ("city_fen", "city_fen = city_fen + 1, base_fen = base_fen - 1"),
                ("district_fen", "district_fen = district_fen + 1, city_fen = city_fen - 1"),
                ("base_fen", "base_fen = base_fen + 1, district_fen = district_fen - 1"),
                ("credit_fen", "credit_fen = credit_fen + 1"), ("voucher_due", "voucher_due = '2024-01-21'"),
                ("submitted_at", "submitted_at = submitted_at + 1"), ("submitted_on", "submitted_on = '2024-01-02'"),
                ("submitted_by", "submitted_by = \(Self.somebody)"),
            ])
    }

    private func voucher(_ batch: TamperedRow) throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO payment_voucher (id, submission_id, status, uploaded_at)
            VALUES (\(id), \(batch.row), 'under-review', 1)
            """)
        return TamperedRow(
            table: .paymentVoucher, name: "payment_voucher", row: id,
            changes: [
                ("submission_id", "submission_id = \(Self.otherBatch(than: batch))"), ("status", "status = 'accepted'"),
                ("uploaded_at", "uploaded_at = uploaded_at + 1"), ("uploaded_by", "uploaded_by = \(Self.somebody)"),
                ("decided_at", "decided_at = 1"), ("decided_by", "decided_by = \(Self.somebody)"),
                ("reason", "reason = '原因'"),
            ])
    }

    static func otherBatch(than batch: TamperedRow) -> SQL {
        "(SELECT min(s.id) FROM district_submission s WHERE s.id <> \(batch.row))"
    }

    private func payment() throws -> TamperedRow {
        let (id, file) = (try transaction.newKey(), try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO benefit_import (id, status, rows, new_rows, known, unmatched, failed, uncovered, amount_fen,
                new_kinds, at)
            VALUES (\(file), 'applied', 0, 0, 0, 0, 0, 0, 0, '', 1)
            """)
        try transaction.execute(
            """
            INSERT INTO benefit_payment (id, person_id, unit_id, year, kind, amount_fen, paid_on, reference, status, at,
                ended_at, reason)
            VALUES (\(id), (SELECT min(p.id) FROM person p), (SELECT min(n.id) FROM enrolling_unit n), 2023, '住院', 100,
                '2023-06-01', 'GF1', 'corrected', 1, 2, '录错')
            """)
        return TamperedRow(
            table: .benefitPayment, name: "benefit_payment", row: id,
            changes: [
                ("person_id", "person_id = (SELECT max(p.id) FROM person p)"),
                ("unit_id", "unit_id = (SELECT max(n.id) FROM enrolling_unit n)"),
                ("coverage_id", "coverage_id = (SELECT min(c.id) FROM coverage c)"), ("year", "year = 2022"),
                ("kind", "kind = '意外'"), ("amount_fen", "amount_fen = amount_fen + 1"),
                ("paid_on", "paid_on = '2023-06-02'"), ("reference", "reference = 'GF2'"),
                ("status", "status = 'cancelled'"), ("import_id", "import_id = \(file)"),
                ("replaces_id", "replaces_id = id"), ("at", "at = at + 1"),
                ("account_id", "account_id = \(Self.somebody)"), ("ended_at", "ended_at = ended_at + 1"),
                ("ended_by", "ended_by = \(Self.somebody)"), ("reason", "reason = '重复'"),
            ])
    }

    private func document() throws -> TamperedRow {
        let (person, id) = (try person().row, try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO identity_document (id, person_id, type, number_sealed, number_index, standing)
            VALUES (\(id), \(person), 'resident-id', \([UInt8(1)]), \([UInt8(1), 2]), 'earlier')
            """)
        return TamperedRow(
            table: .identityDocument, name: "identity_document", row: id,
            changes: [("person_id", "person_id = (SELECT max(p.id) FROM person p)"), ("type", "type = 'passport'")])
    }

    private func card() throws -> TamperedRow {
        let (person, id) = (try person().row, try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
            VALUES (\(id), \(person), \([UInt8(1)]), \([UInt8(1), 2]), 'cancelled', '2023-01-01')
            """)
        return TamperedRow(
            table: .serviceCard, name: "service_card", row: id,
            changes: [
                ("person_id", "person_id = (SELECT max(p.id) FROM person p)"),
                ("issued_on", "issued_on = '2023-01-02'"),
            ])
    }

    private func person() throws -> TamperedRow {
        TamperedRow(
            table: .person, name: "person",
            row: try transaction.value("SELECT min(id) FROM person WHERE birth_day IS NOT NULL") ?? 0,
            changes: [
                ("name", "name = '会员改'"), ("sex", "sex = CASE sex WHEN 'male' THEN 'female' ELSE 'male' END"),
                ("birth_day", "birth_day = '1970-01-02'"), ("statutory_day", "statutory_day = '2030-01-02'"),
                ("second_statutory_day", "second_statutory_day = '2025-01-02'"),
            ])
    }

    private func version() throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO enrolment_version (id, enrolment_id, version, reason, plan_type, city_fen, district_fen, base_fen,
                deceased, retired, no_card, covered_elsewhere, manually_excluded, pending_confirmation, suspected_retired,
                heads, members, outside_workbench, fingerprint, submitted_at, submitted_on)
            SELECT \(id), min(e.id), 98, 'submission', 'A', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 8, 0, 'x', 1, '2023-11-20'
            FROM unit_enrolment e
            """)
        return TamperedRow(
            table: .enrolmentVersion, name: "enrolment_version", row: id,
            changes: [
                ("enrolment_id", "enrolment_id = (SELECT max(e.id) FROM unit_enrolment e)"),
                ("version", "version = 99"),
                ("reason", "reason = 'rate-change'"), ("plan_type", "plan_type = 'B'"),
                ("city_fen", "city_fen = city_fen + 1"), ("district_fen", "district_fen = district_fen + 1"),
                ("base_fen", "base_fen = base_fen + 1"),
                ("deceased", "deceased = deceased + 1, retired = retired - 1"),
                ("retired", "retired = retired + 1, no_card = no_card - 1"),
                ("no_card", "no_card = no_card + 1, covered_elsewhere = covered_elsewhere - 1"),
                (
                    "covered_elsewhere",
                    "covered_elsewhere = covered_elsewhere + 1, manually_excluded = manually_excluded - 1"
                ),
                (
                    "manually_excluded",
                    "manually_excluded = manually_excluded + 1, pending_confirmation = pending_confirmation - 1"
                ),
                (
                    "pending_confirmation",
                    "pending_confirmation = pending_confirmation + 1, suspected_retired = suspected_retired - 1"
                ),
                ("suspected_retired", "suspected_retired = suspected_retired + 1, heads = heads - 1"),
                ("heads", "heads = heads + 1, deceased = deceased - 1"),
                ("members", "members = members + 1, heads = heads + 1"),
                ("outside_workbench", "outside_workbench = 1"), ("fingerprint", "fingerprint = 'y'"),
                ("submitted_at", "submitted_at = submitted_at + 1"), ("submitted_on", "submitted_on = '2023-11-21'"),
                ("submitted_by", "submitted_by = \(Self.somebody)"),
            ])
    }

    private func cardBatch() throws -> TamperedRow {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO card_batch (id, number, unit_id, status, people, created_at)
            SELECT \(id), 'BK-1', min(n.id), 'cancelled', 1, 1 FROM enrolling_unit n
            """)
        return TamperedRow(
            table: .cardBatch, name: "card_batch", row: id,
            changes: [
                ("number", "number = 'BK-2'"), ("unit_id", "unit_id = (SELECT max(n.id) FROM enrolling_unit n)"),
                ("people", "people = people + 1"), ("created_at", "created_at = created_at + 1"),
                ("created_by", "created_by = \(Self.somebody)"),
            ])
    }
}
