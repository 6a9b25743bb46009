extension Schema {
    /// Codes that unions hang out, and who asked to become a member by them.
    static let joining = [
        """
        CREATE TABLE join_code (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            text TEXT NOT NULL UNIQUE,
            valid_through TEXT NOT NULL,
            standing TEXT NOT NULL DEFAULT 'issued' CHECK (standing IN ('issued', 'withdrawn')),
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id)
        ) {strict}
        """,
        "CREATE INDEX join_code_union ON join_code (union_id, id)",
        """
        CREATE TABLE join_application (
            id {key} PRIMARY KEY,
            code_id {int} NOT NULL REFERENCES join_code (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            category TEXT NOT NULL CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            enterprise_id {int} REFERENCES enterprise (id),
            flexible_kind TEXT,
            name TEXT NOT NULL,
            number_index {blob} NOT NULL,
            cells_sealed {blob},
            transfer_consent {int} NOT NULL CHECK (transfer_consent IN (0, 1)),
            status TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'accepted', 'returned', 'withdrawn', 'lapsed')),
            submitted_at {int} NOT NULL,
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            member_id {int} REFERENCES member (id),
            CHECK ((category = 'enterprise') = (enterprise_id IS NOT NULL)),
            CHECK (status <> 'open' OR cells_sealed IS NOT NULL),
            CHECK (status <> 'returned' OR reason IS NOT NULL)
        ) {strict}
        """,
        """
        CREATE UNIQUE INDEX join_application_open ON join_application (union_id, number_index)
            WHERE status = 'open'
        """,
        "CREATE INDEX join_application_union ON join_application (union_id, status, id)",
        "CREATE INDEX join_application_member ON join_application (member_id)",
    ]
}
