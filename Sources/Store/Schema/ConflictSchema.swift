extension Schema {
    /// Lists that want the same person, and what became of it.
    static let conflicts = [
        """
        CREATE TABLE claim_conflict (
            id {key} PRIMARY KEY,
            year {int} NOT NULL REFERENCES plan_year (year),
            person_id {int} NOT NULL REFERENCES person (id),
            holder_id {int} NOT NULL REFERENCES unit_enrolment (id),
            holder_member_id {int} NOT NULL REFERENCES member (id),
            claimant_id {int} NOT NULL REFERENCES unit_enrolment (id),
            claimant_member_id {int} NOT NULL REFERENCES member (id),
            status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'holder', 'claimant', 'holder-yielded',
                'claimant-yielded', 'settled')),
            reason TEXT,
            raised_at {int} NOT NULL,
            closed_at {int},
            closed_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1,
            CHECK (holder_id <> claimant_id),
            CHECK (status NOT IN ('holder', 'claimant') OR reason IS NOT NULL)
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX claim_conflict_open ON claim_conflict (year, person_id, claimant_id)
            WHERE status = 'open'
        """,
        "CREATE INDEX claim_conflict_status ON claim_conflict (status, id)",
        "CREATE INDEX claim_conflict_holder ON claim_conflict (holder_id, status)",
        "CREATE INDEX claim_conflict_claimant ON claim_conflict (claimant_id, status)",
    ]
}
