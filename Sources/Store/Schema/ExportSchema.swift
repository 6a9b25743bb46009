extension Schema {
    /// 批量导出申请: what somebody wants to take out in a file, and what a second person says to it.
    static let exportRequests = [
        // The conditions are kept as long as the file may be made of them; they may name a person.
        """
        CREATE TABLE export_request (
            id {key} PRIMARY KEY,
            asker_union_id {int} NOT NULL REFERENCES trade_union (id),
            list TEXT NOT NULL CHECK (list = 'members' OR list = 'cards' OR list = 'benefits'
                OR list = 'coverage'),
            numbers TEXT NOT NULL CHECK (numbers IN ('whole', 'masked')),
            purpose TEXT NOT NULL,
            people {int} NOT NULL CHECK (people > 0),
            conditions_sealed {blob},
            status TEXT NOT NULL DEFAULT 'waiting' CHECK (status = 'waiting' OR status = 'consented'
                OR status = 'refused' OR status = 'withdrawn' OR status = 'lapsed'),
            asked_at {int} NOT NULL,
            asked_by {int} NOT NULL REFERENCES account (id),
            expires_at {int} NOT NULL,
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            fetched {int} NOT NULL DEFAULT 0,
            CHECK ((status = 'waiting' OR status = 'consented') = (conditions_sealed IS NOT NULL)),
            CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
            CHECK (status <> 'waiting' OR decided_at IS NULL),
            CHECK (status <> 'consented' AND status <> 'refused' OR decided_at IS NOT NULL),
            CHECK (decided_by IS NULL OR decided_by <> asked_by),
            CHECK (status <> 'refused' OR reason IS NOT NULL)
        ) {strict}
        """,
        "CREATE INDEX export_request_asker ON export_request (asker_union_id, id)",
        "CREATE INDEX export_request_account ON export_request (asked_by, status)",
        """
        CREATE INDEX export_request_open ON export_request (expires_at)
        WHERE status = 'waiting' OR status = 'consented'
        """,
    ]
}
