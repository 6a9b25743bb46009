extension Schema {
    /// 交接: who follows whom in a union; of one account one is open at most.
    static let handovers = [
        """
        CREATE TABLE duty_handover (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            from_account_id {int} NOT NULL REFERENCES account (id),
            to_account_id {int} NOT NULL REFERENCES account (id),
            fate TEXT NOT NULL CHECK (fate IN ('disable', 'keep')),
            day TEXT NOT NULL,
            remark TEXT,
            asked_by {int} NOT NULL REFERENCES account (id),
            asked_at {int} NOT NULL,
            status TEXT NOT NULL DEFAULT 'asked'
                CHECK (status = 'asked' OR status = 'done' OR status = 'withdrawn'),
            settled_by {int} REFERENCES account (id),
            settled_at {int},
            accepted_at {int},
            CHECK (from_account_id <> to_account_id),
            CHECK ((status = 'asked') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)),
            CHECK (accepted_at IS NULL OR status = 'done')
        ) {strict}
        """,
        "CREATE UNIQUE INDEX duty_handover_open ON duty_handover (from_account_id) WHERE status = 'asked'",
        "CREATE INDEX duty_handover_from ON duty_handover (from_account_id, id)",
        "CREATE INDEX duty_handover_to ON duty_handover (to_account_id, id)",
    ]
}
