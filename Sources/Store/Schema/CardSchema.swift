extension Schema {
    /// Bank cards and the batches they are ordered in.
    static let cards = [
        """
        CREATE TABLE service_card (
            id {key} PRIMARY KEY,
            person_id {int} NOT NULL REFERENCES person (id),
            number_sealed {blob} NOT NULL,
            number_index {blob} NOT NULL UNIQUE,
            status TEXT NOT NULL CHECK (status IN ('issued', 'lost', 'cancelled', 'replaced')),
            issued_on TEXT NOT NULL,
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE UNIQUE INDEX service_card_issued ON service_card (person_id) WHERE status = 'issued'",
        "CREATE INDEX service_card_person ON service_card (person_id)",
        """
        CREATE TABLE card_batch (
            id {key} PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            status TEXT NOT NULL
                CHECK (status IN ('draft', 'submitted', 'in-production', 'produced', 'partly-failed', 'cancelled')),
            people {int} NOT NULL,
            issued {int} NOT NULL DEFAULT 0,
            failed {int} NOT NULL DEFAULT 0,
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id),
            submitted_at {int},
            handed_over_at {int},
            completed_at {int},
            order_file_id {int} REFERENCES stored_file (id),
            result_hash {blob},
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX card_batch_unit ON card_batch (unit_id, id)",
        "CREATE INDEX card_batch_status ON card_batch (status, id)",
        """
        CREATE TABLE card_batch_line (
            batch_id {int} NOT NULL REFERENCES card_batch (id),
            member_id {int} NOT NULL REFERENCES member (id),
            status TEXT NOT NULL CHECK (status IN ('pending', 'issued', 'failed', 'cancelled')),
            reason TEXT,
            card_id {int} REFERENCES service_card (id),
            PRIMARY KEY (batch_id, member_id)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX card_batch_line_pending ON card_batch_line (member_id) WHERE status = 'pending'",
        "CREATE INDEX card_batch_line_member ON card_batch_line (member_id)",
        """
        CREATE TABLE card_batch_refusal (
            batch_id {int} NOT NULL REFERENCES card_batch (id),
            member_id {int} NOT NULL REFERENCES member (id),
            obstacle TEXT NOT NULL,
            PRIMARY KEY (batch_id, member_id)
        ) {strict}
        """,
    ]
}
