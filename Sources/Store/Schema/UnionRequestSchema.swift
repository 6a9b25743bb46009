extension Schema {
    /// What unions and enterprises say of themselves, and changes of the tree that wait for the superior.
    static let unionRequests = [
        """
        CREATE TABLE organisation_particulars (
            id {key} PRIMARY KEY,
            union_id {int} UNIQUE REFERENCES trade_union (id),
            enterprise_id {int} UNIQUE REFERENCES enterprise (id),
            credit_reason TEXT NOT NULL DEFAULT '',
            economic_type TEXT NOT NULL DEFAULT '',
            industry TEXT NOT NULL DEFAULT '',
            address TEXT NOT NULL DEFAULT '',
            contact_name TEXT NOT NULL DEFAULT '',
            contact_phone_sealed {blob},
            CHECK ((union_id IS NULL) <> (enterprise_id IS NULL))
        ) {strict}
        """,
        """
        CREATE INDEX organisation_particulars_type ON organisation_particulars (economic_type, union_id, enterprise_id)
            WHERE economic_type <> ''
        """,
        """
        CREATE INDEX organisation_particulars_industry ON organisation_particulars (industry, union_id, enterprise_id)
            WHERE industry <> ''
        """,
        """
        CREATE UNIQUE INDEX trade_union_credit_code ON trade_union (credit_code)
            WHERE credit_code IS NOT NULL AND standing <> 'dissolved'
        """,
        """
        CREATE TABLE union_request (
            id {key} PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('amendment', 'founding', 'dissolution', 'transfer')),
            union_id {int} REFERENCES trade_union (id),
            superior_id {int} REFERENCES trade_union (id),
            union_kind TEXT NOT NULL,
            union_name TEXT NOT NULL,
            requester_id {int} NOT NULL REFERENCES trade_union (id),
            decider_id {int} NOT NULL REFERENCES trade_union (id),
            before_sealed {blob},
            after_sealed {blob},
            note TEXT,
            status TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'accepted', 'returned', 'withdrawn', 'lapsed')),
            requested_at {int} NOT NULL,
            requested_by {int} REFERENCES account (id),
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            CHECK (union_id IS NOT NULL OR (kind = 'founding' AND status <> 'accepted')),
            CHECK ((kind IN ('founding', 'transfer')) = (superior_id IS NOT NULL))
        ) {strict}
        """,
        "CREATE UNIQUE INDEX union_request_open ON union_request (union_id) WHERE status = 'open'",
        "CREATE INDEX union_request_decider ON union_request (decider_id, status, id)",
        "CREATE INDEX union_request_requester ON union_request (requester_id, id)",
        """
        CREATE TABLE union_change (
            id {key} PRIMARY KEY,
            event_id {int} NOT NULL REFERENCES event (id),
            field TEXT NOT NULL,
            before_sealed {blob},
            after_sealed {blob}
        ) {strict}
        """,
        "CREATE INDEX union_change_event ON union_change (event_id)",
    ]

    /// The history of a union tells who has asked for a change beside who has decided it.
    static let unionRequestEvents = [
        "ALTER TABLE union_request ADD COLUMN event_id {int} REFERENCES event (id)",
        """
        UPDATE union_request SET event_id = (
            SELECT max(e.id) FROM event e
            WHERE e.subject = 'union' AND e.subject_id = union_request.union_id AND e.at = union_request.decided_at
                AND e.action = CASE union_request.kind WHEN 'amendment' THEN 'amended' WHEN 'founding' THEN 'founded'
                    WHEN 'dissolution' THEN 'dissolved' ELSE 'transferred' END)
        WHERE status = 'accepted'
        """,
        "CREATE INDEX union_request_event ON union_request (event_id) WHERE event_id IS NOT NULL",
        // What was returned about a union is sought with every new request about it.
        "CREATE INDEX union_request_union ON union_request (union_id, status, id)",
        // A list of unions names them and their superiors; with the path, so that a name under one superior is still
        // looked for among those under it.
        "CREATE INDEX trade_union_name ON trade_union (name, path)",
    ]
}
