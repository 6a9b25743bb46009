extension Schema {
    /// 批量删除申请: so many deletions that a second person has to consent, each pointing at the act that waits.
    static let massRemovals = [
        """
        CREATE TABLE mass_removal (
            id {key} PRIMARY KEY,
            asker_union_id {int} NOT NULL REFERENCES trade_union (id),
            batch_id {int} UNIQUE REFERENCES member_batch (id),
            comparison_id {int} REFERENCES member_comparison (id),
            retired {int} NOT NULL CHECK (retired >= 0),
            convicted {int} NOT NULL CHECK (convicted >= 0),
            deceased {int} NOT NULL CHECK (deceased >= 0),
            origin TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open' CHECK (status = 'open' OR status = 'accepted'
                OR status = 'returned' OR status = 'withdrawn' OR status = 'lapsed'),
            asked_at {int} NOT NULL,
            asked_by {int} NOT NULL REFERENCES account (id),
            expires_at {int} NOT NULL,
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            CHECK ((batch_id IS NULL) <> (comparison_id IS NULL)),
            CHECK (retired + convicted + deceased > 0),
            CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
            CHECK ((status = 'accepted' OR status = 'returned') = (decided_at IS NOT NULL)),
            CHECK (decided_by IS NULL OR decided_by <> asked_by),
            CHECK (status <> 'returned' OR reason IS NOT NULL)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX mass_removal_held ON mass_removal (comparison_id) WHERE status = 'open'",
        "CREATE INDEX mass_removal_open ON mass_removal (expires_at) WHERE status = 'open'",
    ]
}
