extension Schema {
    /// 提交复核: whether a district wants a second person to confirm what it hands in, and what waits for him.
    static let proposals = [
        """
        CREATE TABLE submission_rule (
            district_id {int} PRIMARY KEY REFERENCES trade_union (id),
            control TEXT NOT NULL CHECK (control IN ('alone', 'two-people')),
            reason TEXT NOT NULL,
            set_at {int} NOT NULL,
            set_by {int} NOT NULL REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        // The contact is kept as long as it is needed: with the batch it becomes the batch's.
        """
        CREATE TABLE submission_proposal (
            id {key} PRIMARY KEY,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            year {int} NOT NULL REFERENCES plan_year (year),
            status TEXT NOT NULL DEFAULT 'waiting' CHECK (status = 'waiting' OR status = 'confirmed'
                OR status = 'refused' OR status = 'withdrawn' OR status = 'overtaken'),
            units {int} NOT NULL,
            heads {int} NOT NULL,
            premium_fen {int} NOT NULL,
            fingerprint TEXT NOT NULL,
            contact_sealed {blob},
            proposed_at {int} NOT NULL,
            proposed_by {int} NOT NULL REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            submission_id {int} UNIQUE REFERENCES district_submission (id),
            CHECK ((status = 'waiting') = (contact_sealed IS NOT NULL)),
            CHECK ((status = 'waiting') = (decided_at IS NULL)),
            CHECK ((status = 'confirmed') = (submission_id IS NOT NULL)),
            CHECK ((status = 'refused') = (reason IS NOT NULL)),
            CHECK (status <> 'confirmed' AND status <> 'refused' OR decided_by <> proposed_by)
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX submission_proposal_open ON submission_proposal (district_id) WHERE status = 'waiting'
        """,
        "CREATE INDEX submission_proposal_district ON submission_proposal (district_id, id)",
        """
        CREATE TABLE submission_proposal_list (
            proposal_id {int} NOT NULL REFERENCES submission_proposal (id),
            enrolment_id {int} NOT NULL REFERENCES unit_enrolment (id),
            unit_name TEXT NOT NULL,
            version {int} NOT NULL,
            plan_type TEXT NOT NULL,
            heads {int} NOT NULL,
            premium_fen {int} NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (proposal_id, enrolment_id)
        ) {strict}
        """,
    ]
}
