extension Schema {
    /// Payments to covered people, and the files that they came in.
    ///
    /// A payment belongs to the unit that covered the person in that year, else to the one whose member he was. Its year
    /// may be earlier than any that the platform keeps.
    static let benefits = [
        """
        CREATE TABLE benefit_import (
            id {key} PRIMARY KEY,
            file_name TEXT,
            status TEXT NOT NULL CHECK (status IN ('staged', 'applied', 'discarded')),
            rows {int} NOT NULL,
            new_rows {int} NOT NULL,
            known {int} NOT NULL,
            unmatched {int} NOT NULL,
            failed {int} NOT NULL,
            uncovered {int} NOT NULL,
            amount_fen {int} NOT NULL,
            new_kinds TEXT NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            sealed {blob},
            CHECK (rows = new_rows + known + unmatched + failed)
        ) {strict}
        """,
        "CREATE INDEX benefit_import_at ON benefit_import (at, id)",
        """
        CREATE TABLE benefit_import_problem (
            import_id {int} NOT NULL REFERENCES benefit_import (id),
            row_number {int} NOT NULL,
            problem TEXT NOT NULL,
            PRIMARY KEY (import_id, row_number, problem)
        ) {strict}
        """,
        """
        CREATE TABLE benefit_kind (
            year {int} NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (year, name)
        ) {strict}
        """,
        """
        CREATE TABLE benefit_payment (
            id {key} PRIMARY KEY,
            person_id {int} NOT NULL REFERENCES person (id),
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            coverage_id {int} REFERENCES coverage (id),
            year {int} NOT NULL,
            kind TEXT NOT NULL,
            amount_fen {int} NOT NULL CHECK (amount_fen > 0),
            paid_on TEXT NOT NULL,
            reference TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('paid', 'corrected', 'cancelled')),
            import_id {int} REFERENCES benefit_import (id),
            replaces_id {int} UNIQUE REFERENCES benefit_payment (id),
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            ended_at {int},
            ended_by {int} REFERENCES account (id),
            reason TEXT,
            CHECK ((status = 'paid') = (reason IS NULL)),
            CHECK ((status = 'paid') = (ended_at IS NULL))
        ) {strict}
        """,
        "CREATE UNIQUE INDEX benefit_payment_holds ON benefit_payment (reference) WHERE status = 'paid'",
        "CREATE INDEX benefit_payment_reference ON benefit_payment (reference)",
        "CREATE INDEX benefit_payment_person ON benefit_payment (person_id, year)",
        "CREATE INDEX benefit_payment_unit ON benefit_payment (unit_id, paid_on)",
        "CREATE INDEX benefit_payment_day ON benefit_payment (paid_on DESC, id DESC)",
    ]
}
