extension Schema {
    /// Bank statements of districts and of the centre, their lines, and what each line pays.
    ///
    /// A line is the same line in every file: its identity is a blind index within the union. A booking that was undone
    /// stays; at most one of a line holds.
    static let ledger = [
        """
        CREATE TABLE bank_statement (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            file_name TEXT NOT NULL,
            rows {int} NOT NULL,
            new_rows {int} NOT NULL,
            known {int} NOT NULL,
            other {int} NOT NULL,
            failed {int} NOT NULL,
            amount_fen {int} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            CHECK (rows = new_rows + known + other + failed)
        ) {strict}
        """,
        "CREATE INDEX bank_statement_union ON bank_statement (union_id, at)",
        """
        CREATE TABLE bank_line (
            id {key} PRIMARY KEY,
            statement_id {int} NOT NULL REFERENCES bank_statement (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            row_number {int} NOT NULL,
            day TEXT NOT NULL,
            amount_fen {int} NOT NULL CHECK (amount_fen > 0),
            text_sealed {blob} NOT NULL,
            identity {blob} NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('open', 'booked', 'aside')),
            UNIQUE (union_id, identity)
        ) {strict}
        """,
        "CREATE INDEX bank_line_statement ON bank_line (statement_id, row_number)",
        """
        CREATE TABLE bank_booking (
            id {key} PRIMARY KEY,
            line_id {int} NOT NULL REFERENCES bank_line (id),
            enrolment_id {int} REFERENCES unit_enrolment (id),
            submission_id {int} REFERENCES district_submission (id),
            amount_fen {int} NOT NULL CHECK (amount_fen > 0),
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            undone_at {int},
            undone_by {int} REFERENCES account (id),
            reason TEXT,
            CHECK ((enrolment_id IS NULL) <> (submission_id IS NULL)),
            CHECK ((undone_at IS NULL) = (reason IS NULL))
        ) {strict}
        """,
        "CREATE UNIQUE INDEX bank_booking_line ON bank_booking (line_id) WHERE undone_at IS NULL",
        "CREATE INDEX bank_booking_enrolment ON bank_booking (enrolment_id) WHERE undone_at IS NULL",
        "CREATE INDEX bank_booking_submission ON bank_booking (submission_id) WHERE undone_at IS NULL",
    ]
}
