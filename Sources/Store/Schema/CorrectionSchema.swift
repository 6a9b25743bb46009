extension Schema {
    /// 更正申请: what is put right about people of locked lists, beside the lists.
    static let corrections = [
        """
        CREATE TABLE enrolment_correction (
            id {key} PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('identity', 'removal')),
            coverage_id {int} NOT NULL REFERENCES coverage (id),
            before_sealed {blob} NOT NULL,
            after_sealed {blob},
            note TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'submitted'
                CHECK (status IN ('submitted', 'endorsed', 'accepted', 'returned', 'withdrawn')),
            requested_at {int} NOT NULL,
            requested_by {int} REFERENCES account (id),
            endorsed_at {int},
            endorsed_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            credit_id {int} UNIQUE REFERENCES credit (id),
            CHECK ((kind = 'identity') = (after_sealed IS NOT NULL)),
            CHECK (credit_id IS NULL OR (kind = 'removal' AND status = 'accepted')),
            CHECK ((status = 'returned') = (reason IS NOT NULL))
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX enrolment_correction_open ON enrolment_correction (coverage_id)
            WHERE status IN ('submitted', 'endorsed')
        """,
        "CREATE INDEX enrolment_correction_coverage ON enrolment_correction (coverage_id, id)",
        "CREATE INDEX enrolment_correction_status ON enrolment_correction (status, id)",
    ]
}
