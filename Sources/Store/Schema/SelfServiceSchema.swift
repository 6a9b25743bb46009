extension Schema {
    /// Members' own sessions, the codes with which they sign in, what they have agreed to, and their electronic cards.
    ///
    /// A code outlives its session, because it counts towards what may be sent to the person; so it refers to no row.
    static let selfService = [
        """
        CREATE TABLE own_session (
            id {key} PRIMARY KEY,
            token_hash {blob} NOT NULL UNIQUE,
            person_id {int} REFERENCES person (id),
            csrf TEXT NOT NULL,
            created_at {int} NOT NULL,
            seen_at {int} NOT NULL,
            origin TEXT NOT NULL,
            agent TEXT NOT NULL,
            flash TEXT
        ) {strict}
        """,
        "CREATE INDEX own_session_person ON own_session (person_id, seen_at)",
        "CREATE INDEX own_session_seen ON own_session (seen_at)",
        """
        CREATE TABLE one_time_code (
            id {key} PRIMARY KEY,
            session_id {int} NOT NULL,
            person_id {int} REFERENCES person (id),
            hash {blob} NOT NULL,
            sealed {blob},
            created_at {int} NOT NULL,
            expires_at {int} NOT NULL,
            failures {int} NOT NULL DEFAULT 0,
            used_at {int},
            deliveries {int} NOT NULL DEFAULT 0,
            due_at {int}
        ) {strict}
        """,
        "CREATE INDEX one_time_code_session ON one_time_code (session_id, id)",
        "CREATE INDEX one_time_code_person ON one_time_code (person_id, created_at)",
        "CREATE INDEX one_time_code_due ON one_time_code (due_at) WHERE due_at IS NOT NULL",
        """
        CREATE TABLE privacy_consent (
            id {key} PRIMARY KEY,
            person_id {int} NOT NULL REFERENCES person (id),
            notice TEXT NOT NULL,
            given_at {int} NOT NULL,
            origin TEXT NOT NULL,
            UNIQUE (person_id, notice)
        ) {strict}
        """,
        "ALTER TABLE member ADD COLUMN electronic_card_on TEXT",
        """
        CREATE TABLE own_request (
            id {key} PRIMARY KEY,
            member_id {int} NOT NULL REFERENCES member (id),
            person_id {int} NOT NULL REFERENCES person (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            kind TEXT NOT NULL CHECK (kind IN ('correction', 'card')),
            status TEXT NOT NULL CHECK (status IN ('open', 'granted', 'declined', 'withdrawn')),
            text_sealed {blob} NOT NULL,
            answer_sealed {blob},
            asked_at {int} NOT NULL,
            asked_on TEXT NOT NULL,
            answered_at {int},
            answered_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE UNIQUE INDEX own_request_open ON own_request (person_id, kind) WHERE status = 'open'",
        "CREATE INDEX own_request_union ON own_request (union_id, status, id)",
        "CREATE INDEX own_request_person ON own_request (person_id, id)",
    ]
}
