extension Schema {
    /// What was typed into a form whose session had ended, until its person has logged in again; and whose sessions those
    /// were, so that a form of one is known when it comes.
    static let keptForms = [
        """
        CREATE TABLE ended_session (
            token_hash {blob} PRIMARY KEY,
            account_id {int} NOT NULL REFERENCES account (id),
            csrf TEXT NOT NULL,
            seen_at {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX ended_session_seen ON ended_session (seen_at)",
        """
        CREATE TABLE kept_form (
            id {key} PRIMARY KEY,
            token_hash {blob} NOT NULL UNIQUE,
            account_id {int} NOT NULL REFERENCES account (id),
            sealed {blob} NOT NULL,
            at {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX kept_form_account ON kept_form (account_id, id)",
        "CREATE INDEX kept_form_at ON kept_form (at)",
    ]

    /// The same of members' own pages.
    static let ownKeptForms = [
        """
        CREATE TABLE own_kept_form (
            id {key} PRIMARY KEY,
            token_hash {blob} NOT NULL UNIQUE,
            person_id {int} NOT NULL REFERENCES person (id),
            sealed {blob} NOT NULL,
            at {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX own_kept_form_person ON own_kept_form (person_id, id)",
        "CREATE INDEX own_kept_form_at ON own_kept_form (at)",
    ]
}
