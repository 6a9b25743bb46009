extension Schema {
    /// Memberships on their way from one union to another.
    static let transfers = [
        """
        CREATE TABLE membership_transfer (
            id {key} PRIMARY KEY,
            member_id {int} NOT NULL REFERENCES member (id),
            person_id {int} NOT NULL REFERENCES person (id),
            from_union_id {int} NOT NULL REFERENCES trade_union (id),
            to_union_id {int} NOT NULL REFERENCES trade_union (id),
            to_unit_id {int} REFERENCES enrolling_unit (id),
            initiator TEXT NOT NULL CHECK (initiator IN ('receiving', 'releasing')),
            category TEXT CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            flexible_kind TEXT,
            motive TEXT,
            superior_from TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'accepted', 'returned', 'withdrawn', 'lapsed')),
            requested_at {int} NOT NULL,
            requested_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            new_member_id {int} REFERENCES member (id),
            version {int} NOT NULL DEFAULT 1,
            CHECK (from_union_id <> to_union_id),
            CHECK ((status = 'accepted') = (new_member_id IS NOT NULL)),
            CHECK (status <> 'accepted' OR (to_unit_id IS NOT NULL AND category IS NOT NULL))
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX membership_transfer_open ON membership_transfer (person_id, to_union_id)
            WHERE status = 'open'
        """,
        """
        CREATE UNIQUE INDEX membership_transfer_leaving ON membership_transfer (person_id)
            WHERE status = 'open' AND initiator = 'releasing'
        """,
        "CREATE INDEX membership_transfer_person ON membership_transfer (person_id, id)",
        "CREATE INDEX membership_transfer_from ON membership_transfer (from_union_id, id)",
        "CREATE INDEX membership_transfer_to ON membership_transfer (to_union_id, id)",
        """
        CREATE TABLE removal_request (
            id {key} PRIMARY KEY,
            member_id {int} NOT NULL REFERENCES member (id),
            person_id {int} NOT NULL REFERENCES person (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            ground TEXT NOT NULL CHECK (ground IN ('mistaken', 'duplicate')),
            note TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'accepted', 'returned', 'withdrawn', 'lapsed')),
            requested_at {int} NOT NULL,
            requested_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT
        ) {strict}
        """,
        "CREATE UNIQUE INDEX removal_request_open ON removal_request (member_id) WHERE status = 'open'",
        "CREATE INDEX removal_request_person ON removal_request (person_id)",
        "CREATE INDEX removal_request_union ON removal_request (union_id, id)",
        """
        CREATE TABLE transfer_run (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            act TEXT NOT NULL CHECK (act IN ('request', 'accept', 'return', 'withdraw')),
            people {int} NOT NULL,
            done {int} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            CHECK (done >= 0 AND done <= people)
        ) {strict}
        """,
        """
        CREATE TABLE transfer_run_line (
            run_id {int} NOT NULL REFERENCES transfer_run (id),
            position {int} NOT NULL,
            member_id {int} NOT NULL REFERENCES member (id),
            transfer_id {int} REFERENCES membership_transfer (id),
            problem TEXT,
            PRIMARY KEY (run_id, position)
        ) {strict}
        """,
    ]
}
