extension Schema {
    /// Bank cards and the batches they are ordered in.
    static let cards = [
        """
        CREATE TABLE service_card (
            id {key} PRIMARY KEY,
            person_id {int} NOT NULL REFERENCES person (id),
            union_id {int} REFERENCES trade_union (id),
            number_sealed {blob} NOT NULL,
            number_index {blob} NOT NULL UNIQUE,
            status TEXT NOT NULL CHECK (status IN ('issued', 'lost', 'cancelled', 'replaced')),
            issued_on TEXT NOT NULL,
            replacement_on TEXT CHECK (replacement_on IS NULL OR status = 'issued'),
            changed_on TEXT,
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
            order_file_hash {blob},
            result_hash {blob},
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX card_batch_unit ON card_batch (unit_id, id)",
        "CREATE INDEX card_batch_status ON card_batch (status, id)",
        "CREATE UNIQUE INDEX card_batch_order_file ON card_batch (order_file_id) WHERE order_file_id IS NOT NULL",
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

    /// Sheets with which the 证件到期日 of many members is corrected.
    static let expirySheets = [
        """
        CREATE TABLE expiry_sheet (
            id {key} PRIMARY KEY,
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            file_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('staged', 'applied', 'discarded')),
            changes {int} NOT NULL,
            unchanged {int} NOT NULL,
            refused {int} NOT NULL,
            sealed {blob},
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        "CREATE INDEX expiry_sheet_unit ON expiry_sheet (unit_id, id)",
    ]

    /// Which file of the bank was applied.
    static let cardResultFiles = ["ALTER TABLE card_batch ADD COLUMN result_file_hash {blob}"]

    /// Which numbers the bank should be asked about, and when by the real clock a batch was answered: its file goes by that.
    static let cardChecks = [
        "ALTER TABLE card_batch_line ADD COLUMN number_check TEXT CHECK (number_check IN ('fitting', 'odd'))",
        "CREATE INDEX card_batch_line_odd ON card_batch_line (batch_id, number_check) WHERE number_check = 'odd'",
        """
        CREATE INDEX card_batch_line_unjudged ON card_batch_line (batch_id, member_id)
            WHERE status = 'issued' AND number_check IS NULL
        """,
        "ALTER TABLE card_batch ADD COLUMN answered_at {int}",
        "UPDATE card_batch SET answered_at = completed_at WHERE status IN ('produced', 'partly-failed')",
    ]

    /// Requests to take a submitted batch back, which the superior decides.
    static let cardRevocations = [
        """
        CREATE TABLE card_batch_revocation (
            id {key} PRIMARY KEY,
            batch_id {int} NOT NULL REFERENCES card_batch (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            reason TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'accepted', 'returned', 'withdrawn', 'lapsed')),
            requested_at {int} NOT NULL,
            requested_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            answer TEXT
        ) {strict}
        """,
        "CREATE UNIQUE INDEX card_batch_revocation_open ON card_batch_revocation (batch_id) WHERE status = 'open'",
        "CREATE INDEX card_batch_revocation_batch ON card_batch_revocation (batch_id, id)",
        "CREATE INDEX card_batch_revocation_union ON card_batch_revocation (union_id, status, id)",
    ]

    /// How long an address is, so that 待办会员列表 is divided and counted without opening one, and who of the others is
    /// in it because his request was granted.
    static let cardCandidates = [
        "ALTER TABLE member ADD COLUMN address_characters {int}",
        "ALTER TABLE member ADD COLUMN address_chinese {int}",
        """
        CREATE INDEX member_unmeasured ON member (union_id)
            WHERE address_sealed IS NOT NULL AND address_characters IS NULL
        """,
        "CREATE INDEX own_request_granted ON own_request (member_id) WHERE kind = 'card' AND status = 'granted'",
    ]

    /// By what 卡片信息管理 finds a card: its last four digits, and what few cards are.
    static let cardSearch = [
        "ALTER TABLE service_card ADD COLUMN number_tail_index {blob}",
        "CREATE INDEX service_card_tail ON service_card (number_tail_index)",
        "CREATE INDEX service_card_lost ON service_card (person_id) WHERE status = 'lost'",
        "CREATE INDEX service_card_replacement ON service_card (person_id) WHERE replacement_on IS NOT NULL",
    ]
}
